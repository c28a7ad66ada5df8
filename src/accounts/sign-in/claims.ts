import type { OidcConfig } from '../../platform/config.ts';
import { readPersonFiscalCode } from '../fiscal-code.ts';

/** Who a provider says that somebody is. */
export interface ProvenPerson {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string | null;
  readonly level: number;
}

export type ClaimsReading =
  | { readonly type: 'person'; readonly person: ProvenPerson }
  | { readonly type: 'refused'; readonly code: ClaimsRefusal };

export type ClaimsRefusal = 'level-too-low' | 'claim-missing' | 'fiscal-code-wrong';

type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads what the provider says. The level comes from the signed token only; the attributes may come from the
 * token or from the provider's answer about the person.
 */
export function readClaims(
  { token, person }: { readonly token: Claims; readonly person: Claims },
  { claims, levels }: Pick<OidcConfig, 'claims' | 'levels'>,
): ClaimsReading {
  const acr = textOf(token[claims.level]);
  if (acr === undefined || !levels.includes(acr)) return { type: 'refused', code: 'level-too-low' };
  const read = (claim: string) => textOf(token[claim]) ?? textOf(person[claim]);
  const fiscalNumber = read(claims.fiscalNumber);
  const givenName = read(claims.givenName);
  const familyName = read(claims.familyName);
  if (fiscalNumber === undefined || givenName === undefined || familyName === undefined)
    return { type: 'refused', code: 'claim-missing' };
  const fiscalCode = readPersonFiscalCode(fiscalNumber.replace(/^TINIT-/i, ''));
  if (fiscalCode === undefined) return { type: 'refused', code: 'fiscal-code-wrong' };
  const email = read(claims.email) ?? null;
  return {
    type: 'person',
    person: { fiscalCode, givenName, familyName, email, level: levelOf(acr) },
  };
}

/** The digit at the end of names such as `SpidL2`; what the configuration accepts is worth 2 at least. */
function levelOf(acr: string): number {
  const digit = Number(/([0-3])$/.exec(acr)?.[1] ?? 2);
  return Math.max(digit, 2);
}

const textMax = 200;

function textOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string') return undefined;
  const text = claim.replace(/\p{Cc}+/gu, ' ').trim();
  return text === '' || text.length > textMax ? undefined : text;
}
