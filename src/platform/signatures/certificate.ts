import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { bytesOf, oidOf, orNothing, partsOf, readNode } from './read-der.ts';
import { isPairOfNumbers } from './well-formed.ts';

const oids = {
  serialNumber: '2.5.4.5',
  commonName: '2.5.4.3',
  organisation: '2.5.4.10',
  country: '2.5.4.6',
  keyUsage: '2.5.29.15',
  qcStatements: '1.3.6.1.5.5.7.1.3',
  qcCompliance: '0.4.0.1862.1.1',
  qcDevice: '0.4.0.1862.1.4',
} as const;

/** A certificate with the bytes it came in. */
export interface Certified {
  readonly der: Buffer;
  readonly certificate: pkijs.Certificate;
}

/** Read once and with its bytes, so that what is compared and kept is what came. */
export function readCertificate(der: Buffer): Certified | undefined {
  const node = readNode(der);
  const certificate = node && orNothing(() => new pkijs.Certificate({ schema: node }));
  if (!certificate) return undefined;
  const { signatureAlgorithm, signatureValue } = certificate;
  const { unusedBits, valueHexView } = signatureValue.valueBlock;
  const isLoose =
    unusedBits !== 0 || (isEllipticForm(signatureAlgorithm) && !isPairOfNumbers(valueHexView));
  return isLoose ? undefined : { der, certificate };
}

/** Whether the signature is itself a structure, of two numbers, which readers take in more than one writing. */
export function isEllipticForm({ algorithmId }: pkijs.AlgorithmIdentifier): boolean {
  return algorithmId.startsWith('1.2.840.10045.4.');
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function toPem({ der }: Certified): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The name as it is written in the certificate, byte for byte. */
export function nameBytes(name: pkijs.RelativeDistinguishedNames): Buffer {
  return Buffer.from(name.valueBeforeDecode);
}

function partOf(name: pkijs.RelativeDistinguishedNames, type: string): string | undefined {
  const found = name.typesAndValues.find((each) => each.type === type);
  const value: unknown = found && (found.value.valueBlock as { readonly value?: unknown }).value;
  return typeof value === 'string' ? value : undefined;
}

/** `Mario Rossi, Camera inventata, IT`, as far as the name says it. */
export function nameText(name: pkijs.RelativeDistinguishedNames): string {
  const parts = [oids.commonName, oids.organisation, oids.country].map((type) =>
    partOf(name, type),
  );
  return parts
    .filter((part) => part !== undefined)
    .join(', ')
    .slice(0, 300);
}

/** The fiscal code that the issuer certifies, as Italian certificates write it. */
export function fiscalCodeOf({ certificate }: Certified): string | undefined {
  const text = partOf(certificate.subject, oids.serialNumber) ?? '';
  return /^(?:TINIT-|IT:)([A-Z0-9]{16})$/.exec(text.toUpperCase())?.[1];
}

function extensionOf({ certificate }: Certified, oid: string): Buffer | undefined {
  const found = certificate.extensions?.find(({ extnID }) => extnID === oid);
  return found && Buffer.from(found.extnValue.valueBlock.valueHexView);
}

const nonRepudiation = 0x40;

/** Whether it is for signing what one answers for, and not for entering somewhere. */
export function isForSigning(certified: Certified): boolean {
  const value = extensionOf(certified, oids.keyUsage);
  const bits = value && readNode(value);
  if (!(bits instanceof asn1js.BitString)) return false;
  return ((bits.valueBlock.valueHexView[0] ?? 0) & nonRepudiation) !== 0;
}

/** What the issuer states under eIDAS: that it is qualified, and that its key is in a qualified device. */
export function qualificationOf(certified: Certified): {
  readonly isQualified: boolean;
  readonly isOnDevice: boolean;
} {
  const value = extensionOf(certified, oids.qcStatements);
  const stated = partsOf(value && readNode(value)).map((statement) => oidOf(partsOf(statement)[0]));
  return {
    isQualified: stated.includes(oids.qcCompliance),
    isOnDevice: stated.includes(oids.qcDevice),
  };
}

/** Whether the key is too short to prove anything today. */
export function hasWeakKey({ certificate }: Certified): boolean {
  const { algorithm, subjectPublicKey } = certificate.subjectPublicKeyInfo;
  if (algorithm.algorithmId !== '1.2.840.113549.1.1.1') return false;
  const key = readNode(Buffer.from(subjectPublicKey.valueBlock.valueHexView));
  const modulus = partsOf(key)[0];
  return modulus === undefined || bytesOf(modulus).length < 256;
}

export function isSelfIssued({ certificate }: Certified): boolean {
  return nameBytes(certificate.subject).equals(nameBytes(certificate.issuer));
}

export function validityOf({ certificate }: Certified): {
  readonly from: Date;
  readonly until: Date;
} {
  return { from: certificate.notBefore.value, until: certificate.notAfter.value };
}
