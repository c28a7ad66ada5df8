import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as pkijs from 'pkijs';
import { readCertificate, sha256Of, type Certified } from './certificate.ts';
import { orNothing, readLongNode, toDer } from './read-der.ts';
import { readTrustedList } from './trusted-list.ts';

/** Whom the body trusts to say who signed, and whom they have revoked. */
export interface Anchors {
  readonly certificates: readonly Certified[];
  readonly revocations: readonly pkijs.CertificateRevocationList[];
  /** Of the trusted list they come from, ISO 8601; nothing for single certificates. */
  readonly issuedAt: string | undefined;
  readonly nextUpdate: string | undefined;
  /** Files that could not be read as what their name says. */
  readonly unreadable: readonly string[];
}

const certificateNames = /\.(pem|crt|cer|der)$/i;
const listNames = /\.xml$/i;
const revocationNames = /\.crl$/i;

/** Reads the folder of the operator: certificates, trusted lists (ETSI TS 119 612) and lists of revoked certificates. */
export async function readAnchors(folder: string): Promise<Anchors> {
  const certificates = new Map<string, Certified>();
  const revocations: pkijs.CertificateRevocationList[] = [];
  const unreadable: string[] = [];
  let list: ReturnType<typeof readTrustedList>;
  for (const name of (await readdir(folder)).toSorted()) {
    const found: Certified[] = [];
    if (certificateNames.test(name)) found.push(...readCertificates(await bytesIn(folder, name)));
    else if (listNames.test(name)) {
      list = readTrustedList((await bytesIn(folder, name)).toString('utf8'));
      found.push(...(list?.certificates ?? []));
    } else if (revocationNames.test(name)) {
      const crl = readRevocations(await bytesIn(folder, name));
      if (crl) revocations.push(crl);
      else unreadable.push(name);
      continue;
    } else continue;
    if (found.length === 0) unreadable.push(name);
    for (const each of found) certificates.set(sha256Of(each.der), each);
  }
  return {
    certificates: [...certificates.values()],
    revocations,
    issuedAt: list?.issuedAt,
    nextUpdate: list?.nextUpdate,
    unreadable,
  };
}

function bytesIn(folder: string, name: string): Promise<Buffer> {
  return readFile(join(folder, name));
}

const pemBlocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function readCertificates(bytes: Buffer): readonly Certified[] {
  const blocks = bytes[0] === 0x30 ? null : bytes.toString('latin1').match(pemBlocks);
  return (blocks ?? [bytes]).flatMap((block) => {
    const der = toDer(Buffer.from(block as string));
    const read = der && readCertificate(der);
    return read ? [read] : [];
  });
}

export function readRevocations(bytes: Buffer): pkijs.CertificateRevocationList | undefined {
  const der = toDer(bytes);
  const node = der && readLongNode(der);
  return node && orNothing(() => new pkijs.CertificateRevocationList({ schema: node }));
}

/** Gives the anchors as the folder holds them now: it is read again only when one of its files has changed. */
export function watchAnchors(folder: string): () => Promise<Anchors> {
  let seen = '';
  let anchors: Promise<Anchors> | undefined;
  return async () => {
    const now = await stampOf(folder);
    if (anchors === undefined || now !== seen) {
      seen = now;
      anchors = readAnchors(folder);
      anchors.catch(() => (anchors = undefined));
    }
    return anchors;
  };
}

async function stampOf(folder: string): Promise<string> {
  const names = (await readdir(folder)).toSorted();
  const stamps = names.map(async (name) => {
    const { mtimeMs, size } = await stat(join(folder, name));
    return `${name} ${mtimeMs} ${size}`;
  });
  return (await Promise.all(stamps)).join('\n');
}

/** What keeps signatures from being checked at all, or nothing. */
export async function checkAnchors(folder: string): Promise<string | undefined> {
  const variable = `see BANDOLO_SIGNATURE_ANCHORS (${folder})`;
  const anchors = await readAnchors(folder).catch(() => undefined);
  if (!anchors) return `cannot be read: ${variable}`;
  const [first] = anchors.unreadable;
  if (first !== undefined) return `${first} is not what its name says: ${variable}`;
  return anchors.certificates.length === 0 ? `holds no certificate: ${variable}` : undefined;
}
