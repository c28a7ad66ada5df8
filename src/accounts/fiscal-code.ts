import { stdnum, type Validator } from 'stdnum';

/** The fiscal code of a person, in capitals and without spaces, when its letters and check digit are right. */
export function readPersonFiscalCode(text: string): string | undefined {
  const checked = fiscalCode.validate(text.toUpperCase());
  return checked.isValid ? checked.compact : undefined;
}

/** The fiscal code of an organisation: eleven digits, or sixteen characters for a firm that is one person. */
export function readOrganisationFiscalCode(text: string): string | undefined {
  return readVatNumber(text) ?? readPersonFiscalCode(text);
}

/** Eleven digits, with or without IT before them. */
export function readVatNumber(text: string): string | undefined {
  const checked = vatNumber.validate(text.toUpperCase());
  return checked.isValid ? checked.compact : undefined;
}

const { codicefiscale: fiscalCode, iva: vatNumber } = stdnum['IT'] as {
  readonly codicefiscale: Validator;
  readonly iva: Validator;
};
