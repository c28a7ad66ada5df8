import { readCertificate, type Certified } from './certificate.ts';

/** What a national trusted list says of those who issue certificates for qualified signatures. */
export interface TrustedList {
  readonly certificates: readonly Certified[];
  readonly issuedAt: string | undefined;
  readonly nextUpdate: string | undefined;
}

const issuerType = 'http://uri.etsi.org/TrstSvc/Svctype/CA/QC';
const granted = /^https?:\/\/uri\.etsi\.org\/TrstSvc\/TrustedList\/Svcstatus\/granted$/;

/**
 * Reads the services that are granted now out of a list in the form of ETSI TS 119 612. The list is a file of the
 * operator, who has checked its signature: here it is data.
 */
export function readTrustedList(xml: string): TrustedList | undefined {
  if (!xml.includes('TrustServiceStatusList')) return undefined;
  const certificates = elements(xml, 'TSPService').flatMap((service) => {
    // What a service was before says nothing of what it is.
    const [now = ''] = service.split(/<(?:\w+:)?ServiceHistory\b/);
    const type = textOf(now, 'ServiceTypeIdentifier');
    const status = textOf(now, 'ServiceStatus') ?? '';
    if (type !== issuerType || !granted.test(status)) return [];
    return elements(now, 'X509Certificate').flatMap((text) => {
      const read = readCertificate(Buffer.from(text.replaceAll(/\s/g, ''), 'base64'));
      return read ? [read] : [];
    });
  });
  const next = elements(xml, 'NextUpdate')[0];
  return {
    certificates,
    issuedAt: textOf(xml, 'ListIssueDateTime'),
    nextUpdate: next === undefined ? undefined : textOf(next, 'dateTime'),
  };
}

/** What stands inside each element of that name, whatever its prefix. */
function elements(xml: string, name: string): readonly string[] {
  const pattern = new RegExp(`<((?:\\w+:)?${name})(?:\\s[^>]*)?>([\\s\\S]*?)</\\1>`, 'g');
  return [...xml.matchAll(pattern)].map((match) => match[2] ?? '');
}

function textOf(xml: string, name: string): string | undefined {
  return elements(xml, name)[0]?.trim();
}
