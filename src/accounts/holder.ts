import { readPersonFiscalCode } from './fiscal-code.ts';
import type { Refusal } from './refusal.ts';

/** To whom a power or a role is given: people who have never signed in can hold one, too. */
export interface Holder {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** What is wrong with the fields that name a person; nothing here depends on who is known. */
export function checkHolder(holder: Holder, path = ''): readonly Refusal[] {
  return [
    ...(readPersonFiscalCode(holder.fiscalCode) === undefined
      ? [{ code: 'fiscal-code-wrong', path: `${path}/fiscalCode` } as const]
      : []),
    ...(['givenName', 'familyName'] as const)
      .filter((name) => holder[name].trim() === '')
      .map((name) => ({ code: 'text-missing', path: `${path}/${name}` }) as const),
  ];
}

/** As it is kept. */
export function normalHolder({ fiscalCode, givenName, familyName }: Holder): Holder {
  return {
    fiscalCode: readPersonFiscalCode(fiscalCode) ?? fiscalCode,
    givenName: givenName.trim(),
    familyName: familyName.trim(),
  };
}

/** The name as written by who gives something. */
export function addressedAs({ givenName, familyName }: Holder): string {
  return `${givenName} ${familyName}`;
}
