import { createHash } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Anchors } from './anchors.ts';
import {
  fiscalCodeOf,
  hasWeakKey,
  isEllipticForm,
  isForSigning,
  nameText,
  qualificationOf,
  sha256Of,
  toPem,
  validityOf,
  type Certified,
} from './certificate.ts';
import { followChain, type ChainProblem } from './chain.ts';
import { octetsOf, oidOf, partsOf } from './read-der.ts';
import { isPairOfNumbers } from './well-formed.ts';
import {
  attributeOf,
  digestIn,
  digests,
  hasNoParameters,
  oids,
  type MessageSigner,
  type SignedMessage,
} from './signed-message.ts';

/** Why a signature, though it is one of that person, does not count. */
export type SignerProblem =
  | ChainProblem
  | 'not-bound'
  | 'not-for-signing'
  | 'not-qualified'
  | 'weak'
  | 'unsupported';

/** One who signed, and all that was checked about it; instants in ISO 8601. */
export interface CheckedSigner {
  readonly problem: SignerProblem | undefined;
  readonly fiscalCode: string | undefined;
  readonly name: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly certificateHash: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly isQualified: boolean;
  readonly isOnDevice: boolean;
  /** When the signer says it was: nobody else does. */
  readonly signedAt: string | undefined;
  readonly revocation: 'good' | 'not-checked';
  /** From the signer to the anchor, as PEM. */
  readonly chain: readonly string[];
}

export type MessageCheck =
  | { readonly type: 'checked'; readonly signers: readonly CheckedSigner[] }
  /** The content, or what was signed with it, is not what it was. */
  | { readonly type: 'refused'; readonly code: 'altered' };

interface Terms {
  readonly anchors: Anchors;
  readonly at: Date;
}

/** Checks every signature of a message on that content. */
export async function checkMessage(
  message: SignedMessage,
  content: Uint8Array,
  terms: Terms,
): Promise<MessageCheck> {
  const signers: CheckedSigner[] = [];
  for (const signer of message.signers) {
    const code = await checkMathematics(signer, content);
    if (code === 'altered') return { type: 'refused', code };
    const problem = code ?? checkPurpose(signer.certified);
    signers.push(await checkSigner(signer, problem, { message, ...terms }));
  }
  return { type: 'checked', signers };
}

/** The digest, the signature, and that it names this very certificate (RFC 5035). */
async function checkMathematics(
  { info, certified }: MessageSigner,
  content: Uint8Array,
): Promise<'altered' | SignerProblem | undefined> {
  const digest = digests[info.digestAlgorithm.algorithmId];
  if (digest === undefined || hasWeakKey(certified)) return 'weak';
  if (!info.signedAttrs) return 'not-bound';
  if (oidOf(attributeOf(info, oids.contentType)) !== oids.data) return 'altered';
  const told = digestIn(info);
  if (told?.equals(createHash(digest).update(content).digest()) !== true) return 'altered';
  if (!isMatching(info, digest)) return 'unsupported';
  if (isEllipticForm(info.signatureAlgorithm) && !isPairOfNumbers(signatureOf(info)))
    return 'altered';
  const isGenuine = await verify(info, certified, digest);
  if (isGenuine === undefined) return 'unsupported';
  if (!isGenuine) return 'altered';
  return bindingOf(info, certified);
}

const namedDigests: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.11': 'SHA-256',
  '1.2.840.113549.1.1.12': 'SHA-384',
  '1.2.840.113549.1.1.13': 'SHA-512',
  '1.2.840.10045.4.3.2': 'SHA-256',
  '1.2.840.10045.4.3.3': 'SHA-384',
  '1.2.840.10045.4.3.4': 'SHA-512',
};

/** A way of signing that is known, and says the same digest as the signer does. */
function isMatching({ signatureAlgorithm }: pkijs.SignerInfo, digest: string): boolean {
  const { algorithmId } = signatureAlgorithm;
  if (algorithmId === oids.rsaPss) return true;
  if (!hasNoParameters(signatureAlgorithm)) return false;
  return algorithmId === oids.rsa || namedDigests[algorithmId] === digest;
}

function signatureOf({ signature }: pkijs.SignerInfo): Uint8Array {
  return signature.valueBlock.valueHexView;
}

async function verify(
  info: pkijs.SignerInfo,
  { certificate }: Certified,
  digest: string,
): Promise<boolean | undefined> {
  const { signedAttrs, signature, signatureAlgorithm } = info;
  try {
    return await pkijs
      .getCrypto(true)
      .verifyWithPublicKey(
        signedAttrs?.encodedValue ?? new ArrayBuffer(0),
        signature,
        certificate.subjectPublicKeyInfo,
        signatureAlgorithm,
        ...(signatureAlgorithm.algorithmId === oids.rsa ? [digest] : []),
      );
  } catch {
    return undefined;
  }
}

function bindingOf(
  info: pkijs.SignerInfo,
  { der }: Certified,
): 'altered' | 'not-bound' | undefined {
  const attribute = attributeOf(info, oids.signingCertificate);
  const first = partsOf(partsOf(attribute)[0])[0];
  const [head, second] = partsOf(first);
  if (!head) return 'not-bound';
  const isSaid = head instanceof asn1js.Sequence;
  const digest = isSaid ? digests[oidOf(partsOf(head)[0]) ?? ''] : 'SHA-256';
  const told = octetsOf(isSaid ? second : head);
  if (digest === undefined || !told) return 'not-bound';
  return told.equals(createHash(digest).update(der).digest()) ? undefined : 'altered';
}

function checkPurpose(certified: Certified): SignerProblem | undefined {
  if (!isForSigning(certified)) return 'not-for-signing';
  return qualificationOf(certified).isQualified ? undefined : 'not-qualified';
}

async function checkSigner(
  { info, certified }: MessageSigner,
  earlier: SignerProblem | undefined,
  { message, anchors, at }: Terms & { readonly message: SignedMessage },
): Promise<CheckedSigner> {
  const { certificates, revocations } = message;
  const others = certificates.filter((each) => each !== certified);
  const chain = await followChain({ signer: certified, others, revocations, anchors, at });
  const { certificate } = certified;
  const { from, until } = validityOf(certified);
  const isTrusted = chain.type === 'chain';
  return {
    // Who vouches for the certificate comes first: what a stranger states about it is worth nothing.
    problem: isTrusted ? earlier : chain.code,
    fiscalCode: fiscalCodeOf(certified),
    name: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    serialNumber: Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    certificateHash: sha256Of(certified.der),
    validFrom: from.toISOString(),
    validUntil: until.toISOString(),
    ...qualificationOf(certified),
    signedAt: signingTimeOf(info),
    revocation: isTrusted ? chain.revocation : 'not-checked',
    chain: (isTrusted ? chain.path : [certified]).map(toPem),
  };
}

function signingTimeOf(info: pkijs.SignerInfo): string | undefined {
  const value = attributeOf(info, oids.signingTime);
  if (!(value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime))
    return undefined;
  const at = value.toDate();
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
