import type { Refusal, RefusalCode } from '../refusal.ts';
import { readOrganisationFiscalCode, readVatNumber } from '../fiscal-code.ts';

export const organisationKinds = ['firm', 'public-body', 'non-profit', 'other'] as const;
export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const;
export const sitesMax = 200;
export const atecoMax = 20;

export interface OrganisationContent {
  readonly kind: (typeof organisationKinds)[number];
  readonly name: string;
  readonly vatNumber: string | null;
  readonly sizeClass: (typeof sizeClasses)[number] | null;
  readonly ateco: readonly string[];
  /** Address of certified e-mail. */
  readonly digitalDomicile: string | null;
  readonly sites: readonly Site[];
}

export interface Site {
  /** Absent for a new one. */
  readonly id?: string;
  /** ISTAT, six digits. */
  readonly municipalityCode: string;
  readonly municipality: string;
  /** Two letters. */
  readonly province: string;
  readonly address: string;
  readonly isRegistered: boolean;
  /** Days, `2024-01-31`. */
  readonly activeSince: string | null;
  readonly activeUntil: string | null;
}

export interface Organisation extends OrganisationContent {
  readonly id: string;
  readonly fiscalCode: string;
  readonly fictional: boolean;
  readonly revision: number;
  readonly sites: readonly (Site & { readonly id: string })[];
}

export type NewOrganisation = OrganisationContent & { readonly fiscalCode: string };

/** What is wrong with the data of an organisation; where each is, as a JSON pointer. */
export function checkOrganisation(content: OrganisationContent): readonly Refusal[] {
  const { kind, name, vatNumber, sizeClass, ateco, digitalDomicile, sites } = content;
  return [
    ...refuseIf(name.trim() === '', 'text-missing', '/name'),
    ...refuseIf(
      vatNumber !== null && readVatNumber(vatNumber) === undefined,
      'vat-number-wrong',
      '/vatNumber',
    ),
    ...refuseIf(sizeClass !== null && kind !== 'firm', 'size-class-not-of-a-firm', '/sizeClass'),
    ...ateco.flatMap((code, index) =>
      refuseIf(!/^\d{2}(?:\.\d{1,2}(?:\.\d{1,2})?)?$/.test(code), 'ateco-wrong', `/ateco/${index}`),
    ),
    ...refuseIf(
      digitalDomicile !== null && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(digitalDomicile),
      'digital-domicile-wrong',
      '/digitalDomicile',
    ),
    ...refuseIf(
      sites.filter(({ isRegistered }) => isRegistered).length !== 1,
      'registered-site-missing',
      '/sites',
    ),
    ...sites.flatMap((site, index) => checkSite(site, `/sites/${index}`)),
  ];
}

/** What is wrong with its fiscal code, which never changes afterwards. */
export function checkFiscalCode({
  fiscalCode,
  kind,
}: Pick<NewOrganisation, 'fiscalCode' | 'kind'>): readonly Refusal[] {
  const code = readOrganisationFiscalCode(fiscalCode);
  return [
    ...refuseIf(code === undefined, 'fiscal-code-wrong', '/fiscalCode'),
    ...refuseIf(code?.length === 16 && kind !== 'firm', 'fiscal-code-not-of-a-firm', '/fiscalCode'),
  ];
}

/** As it is kept: without spaces around, codes in their shortest form. */
export function normalContent({
  kind,
  name,
  vatNumber,
  sizeClass,
  ateco,
  digitalDomicile,
  sites,
}: OrganisationContent): OrganisationContent {
  return {
    kind,
    name: name.trim(),
    vatNumber: vatNumber === null ? null : (readVatNumber(vatNumber) ?? vatNumber),
    sizeClass,
    ateco: [...new Set(ateco)],
    digitalDomicile,
    sites: sites.map((site) => ({
      ...site,
      municipality: site.municipality.trim(),
      address: site.address.trim(),
    })),
  };
}

function checkSite(site: Site, path: string): readonly Refusal[] {
  const { activeSince, activeUntil } = site;
  return [
    ...refuseIf(
      !/^\d{6}$/.test(site.municipalityCode),
      'municipality-code-wrong',
      `${path}/municipalityCode`,
    ),
    ...refuseIf(site.municipality.trim() === '', 'text-missing', `${path}/municipality`),
    ...refuseIf(!/^[A-Z]{2}$/.test(site.province), 'province-wrong', `${path}/province`),
    ...refuseIf(site.address.trim() === '', 'text-missing', `${path}/address`),
    ...refuseIf(!isDayOrNone(activeSince), 'date-wrong', `${path}/activeSince`),
    ...refuseIf(!isDayOrNone(activeUntil), 'date-wrong', `${path}/activeUntil`),
    ...refuseIf(
      activeSince !== null && activeUntil !== null && activeUntil < activeSince,
      'dates-crossed',
      `${path}/activeUntil`,
    ),
  ];
}

/** Any day of our era: towns and firms are older than the calendar of the calls. */
function isDayOrNone(text: string | null): boolean {
  if (text === null) return true;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text > '0001';
}

function refuseIf(isWrong: boolean, code: RefusalCode, path: string): readonly Refusal[] {
  return isWrong ? [{ code, path }] : [];
}
