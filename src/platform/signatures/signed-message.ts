import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { nameBytes, readCertificate, type Certified } from './certificate.ts';
import { bytesOf, octetsOf, oidOf, orNothing, partsOf, readNode, type Node } from './read-der.ts';

export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
} as const;

/** The digests that still prove something. */
export const digests: Readonly<Record<string, 'SHA-256' | 'SHA-384' | 'SHA-512'>> = {
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

const certificatesMax = 12;
const signersMax = 12;

/** One signature on a message, with the certificate it names. */
export interface MessageSigner {
  readonly info: pkijs.SignerInfo;
  readonly certified: Certified;
}

export interface SignedMessage {
  /** What was signed, where it is inside. */
  readonly content: Buffer | undefined;
  readonly signers: readonly MessageSigner[];
  readonly certificates: readonly Certified[];
  readonly revocations: readonly pkijs.CertificateRevocationList[];
}

/**
 * Reads a message of CMS. The parts that no signature covers are taken in the one form in which they say what the
 * others say, so that no byte of them can be another.
 */
export function readSignedMessage(der: Uint8Array): SignedMessage | undefined {
  const root = readNode(der);
  const [type, wrapped] = partsOf(root);
  const [inner] = partsOf(wrapped);
  if (!(root instanceof asn1js.Sequence) || oidOf(type) !== oids.signedData) return undefined;
  if (partsOf(root).length !== 2 || !isWrapping(wrapped) || !inner) return undefined;
  const certificates = certificatesIn(inner);
  const infos = partsOf(partsOf(inner).at(-1));
  if (!certificates || infos.length === 0 || infos.length > signersMax) return undefined;
  const message = orNothing(() => new pkijs.SignedData({ schema: inner }));
  if (!message || message.encapContentInfo.eContentType !== oids.data) return undefined;
  const signers = message.signerInfos.map((info) => signerOf(info, certificates));
  const { eContent } = message.encapContentInfo;
  const isWhole = message.signerInfos.length === infos.length && isInOneForm(message, certificates);
  const isKnown = signers.every((signer) => signer !== undefined);
  if (!isWhole || !isKnown || !isPlain(inner, message)) return undefined;
  return {
    content: eContent && Buffer.from(eContent.getValue()),
    signers,
    certificates,
    revocations: (message.crls ?? []).filter(
      (each) => each instanceof pkijs.CertificateRevocationList,
    ),
  };
}

/** `[0] EXPLICIT` around one part. */
function isWrapping(node: Node | undefined): boolean {
  const { tagClass = 0, tagNumber = -1 } = node?.idBlock ?? {};
  return tagClass === 3 && tagNumber === 0 && partsOf(node).length === 1;
}

function contextPart(node: Node, tag: number): Node | undefined {
  return partsOf(node).find(
    ({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === tag && idBlock.isConstructed,
  );
}

function certificatesIn(inner: Node): readonly Certified[] | undefined {
  const parts = partsOf(contextPart(inner, 0));
  if (parts.length === 0 || parts.length > certificatesMax) return undefined;
  const read = parts.map((part) => readCertificate(bytesOf(part)));
  return read.every((each) => each !== undefined) ? read : undefined;
}

function signerOf(
  info: pkijs.SignerInfo,
  certificates: readonly Certified[],
): MessageSigner | undefined {
  const sid: unknown = info.sid;
  if (!(sid instanceof pkijs.IssuerAndSerialNumber) || info.version !== 1) return undefined;
  const certified = certificates.find(
    ({ certificate }) =>
      nameBytes(certificate.issuer).equals(nameBytes(sid.issuer)) &&
      certificate.serialNumber.isEqual(sid.serialNumber),
  );
  return certified && { info, certified };
}

/** The version that RFC 5652 gives to what is inside, and the digests that the signers name and no others. */
function isInOneForm(message: pkijs.SignedData, certificates: readonly Certified[]): boolean {
  if (message.version !== 1 && !(message.version === 3 && message.crls)) return false;
  const named = new Set(
    message.signerInfos.map(({ digestAlgorithm }) => digestAlgorithm.algorithmId),
  );
  const listed = message.digestAlgorithms.map(({ algorithmId }) => algorithmId);
  const algorithms = [
    ...message.digestAlgorithms,
    ...message.signerInfos.map(({ digestAlgorithm }) => digestAlgorithm),
  ];
  return (
    certificates.length > 0 &&
    new Set(listed).size === listed.length &&
    listed.every((each) => named.has(each)) &&
    listed.length === named.size &&
    algorithms.every(hasNoParameters)
  );
}

export function hasNoParameters({ algorithmParams }: pkijs.AlgorithmIdentifier): boolean {
  const params: unknown = algorithmParams;
  return params === undefined || params instanceof asn1js.Null || isNothing(params);
}

function isNothing(params: unknown): boolean {
  return params instanceof asn1js.Any;
}

/** Every part has the tag it should have: a reader that is lenient about one would let its byte be another. */
function isPlain(inner: Node, { encapContentInfo }: pkijs.SignedData): boolean {
  const [version, algorithms, content] = partsOf(inner);
  const wrapped = partsOf(content)[1];
  const { eContent } = encapContentInfo;
  return (
    inner instanceof asn1js.Sequence &&
    version instanceof asn1js.Integer &&
    algorithms instanceof asn1js.Set &&
    content instanceof asn1js.Sequence &&
    partsOf(inner).at(-1) instanceof asn1js.Set &&
    (eContent === undefined || (eContent instanceof asn1js.OctetString && isWrapping(wrapped)))
  );
}

/** The one value of a signed attribute; nothing when there is none, or more than one. */
export function attributeOf({ signedAttrs }: pkijs.SignerInfo, type: string): Node | undefined {
  const found = signedAttrs?.attributes.filter((each) => each.type === type) ?? [];
  const values: readonly Node[] = found[0]?.values ?? [];
  return found.length === 1 && values.length === 1 ? values[0] : undefined;
}

/** The digest of the content, as it was signed. */
export function digestIn(info: pkijs.SignerInfo): Buffer | undefined {
  return octetsOf(attributeOf(info, oids.messageDigest));
}
