import * as pkijs from 'pkijs';
import type { Anchors } from './anchors.ts';
import { isSelfIssued, nameBytes, sha256Of, validityOf, type Certified } from './certificate.ts';

export type ChainProblem = 'untrusted' | 'false-root' | 'expired' | 'not-yet-valid' | 'revoked';

export interface Chain {
  readonly type: 'chain';
  /** From the signer to the anchor. */
  readonly path: readonly Certified[];
  /** Whether lists of revoked certificates that hold at the stated time cover the path. */
  readonly revocation: 'good' | 'not-checked';
}

export type ChainReading = Chain | { readonly type: 'refused'; readonly code: ChainProblem };

export interface ChainRequest {
  readonly signer: Certified;
  /** What came with the signature beside the signer. */
  readonly others: readonly Certified[];
  readonly revocations: readonly pkijs.CertificateRevocationList[];
  readonly anchors: Anchors;
  readonly at: Date;
}

/** Follows a certificate up to one that the body trusts, as things stood at that time. */
export async function followChain(request: ChainRequest): Promise<ChainReading> {
  const { signer, anchors, at } = request;
  const path = await pathTo(request, anchors.certificates, at);
  if (!path) return { type: 'refused', code: await whyNot(request) };
  const isOutside = path.find((each) => isOutOfTime(each, at));
  if (isOutside) return { type: 'refused', code: codeOfTime(isOutside, at) };
  if (path[0]?.der.equals(signer.der) !== true) return { type: 'refused', code: 'untrusted' };
  return checkRevocation(path, request);
}

async function pathTo(
  { signer, others }: ChainRequest,
  trusted: readonly Certified[],
  at: Date,
): Promise<readonly Certified[] | undefined> {
  if (trusted.length === 0) return undefined;
  // A root that comes along is trusted only where it is an anchor, so it never helps.
  const between = others.filter((each) => !isSelfIssued(each));
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: trusted.map(({ certificate }) => certificate),
    certs: [...between, signer].map(({ certificate }) => certificate),
    checkDate: at,
  });
  const verified = await engine.verify().catch(() => undefined);
  if (verified?.result !== true) return undefined;
  const known = [signer, ...others, ...trusted];
  return (verified.certificatePath ?? []).flatMap((certificate) => {
    const found = known.find((each) => each.certificate === certificate);
    return found ? [found] : [];
  });
}

/** Why there is no path at that time: the time itself, somebody else under the name of an anchor, or a stranger. */
async function whyNot(request: ChainRequest): Promise<ChainProblem> {
  const { signer, others, anchors, at } = request;
  const { from, until } = validityOf(signer);
  const middle = new Date((from.getTime() + until.getTime()) / 2);
  const isAboutTime = [signer, ...others, ...anchors.certificates].some((each) =>
    isOutOfTime(each, at),
  );
  const times = [new Date(from.getTime() + 1000), middle, new Date(until.getTime() - 1000)];
  for (const then of isAboutTime ? times : [])
    if (await pathTo(request, anchors.certificates, then))
      return isOutOfTime(signer, at) ? codeOfTime(signer, at) : 'expired';
  const names = new Set(
    anchors.certificates.map(({ certificate }) => nameBytes(certificate.subject).toString('hex')),
  );
  const isNamedAlike = [signer, ...others].some(({ certificate }) =>
    names.has(nameBytes(certificate.issuer).toString('hex')),
  );
  return isNamedAlike ? 'false-root' : 'untrusted';
}

function isOutOfTime(certified: Certified, at: Date): boolean {
  const { from, until } = validityOf(certified);
  return at < from || at > until;
}

function codeOfTime(certified: Certified, at: Date): ChainProblem {
  return at < validityOf(certified).from ? 'not-yet-valid' : 'expired';
}

async function checkRevocation(
  path: readonly Certified[],
  { revocations, anchors, at }: ChainRequest,
): Promise<ChainReading> {
  const lists = [...anchors.revocations, ...revocations];
  const trusted = new Set(anchors.certificates.map(({ der }) => sha256Of(der)));
  let isCovered = true;
  for (const [index, { der, certificate }] of path.entries()) {
    // Of whom the body trusts directly nobody else says that they are revoked.
    if (trusted.has(sha256Of(der))) break;
    const issuer = path[index + 1]?.certificate;
    if (!issuer) break;
    let isListed = false;
    for (const list of lists) {
      if (!nameBytes(list.issuer).equals(nameBytes(certificate.issuer))) continue;
      if (!(await isGenuine(list, issuer))) continue;
      if (isRevoked(list, certificate, at)) return { type: 'refused', code: 'revoked' };
      isListed ||= holdsAt(list, at);
    }
    isCovered &&= isListed;
  }
  return { type: 'chain', path, revocation: isCovered ? 'good' : 'not-checked' };
}

async function isGenuine(
  list: pkijs.CertificateRevocationList,
  issuerCertificate: pkijs.Certificate,
): Promise<boolean> {
  return list.verify({ issuerCertificate }).catch(() => false);
}

function holdsAt(list: pkijs.CertificateRevocationList, at: Date): boolean {
  const until = list.nextUpdate?.value;
  return list.thisUpdate.value <= at && until !== undefined && at <= until;
}

function isRevoked(
  { revokedCertificates = [] }: pkijs.CertificateRevocationList,
  certificate: pkijs.Certificate,
  at: Date,
): boolean {
  const entry = revokedCertificates.find(({ userCertificate }) =>
    userCertificate.isEqual(certificate.serialNumber),
  );
  return entry !== undefined && entry.revocationDate.value <= at;
}
