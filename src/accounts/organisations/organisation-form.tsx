import type { VNode } from 'preact';
import { Type, type Static } from 'typebox';
import {
  Checkbox,
  DateField,
  Radios,
  Select,
  TextArea,
  TextField,
  useWords,
} from '../../platform/page/index.ts';
import {
  organisationKinds,
  sizeClasses,
  type Organisation,
  type OrganisationContent,
  type Site,
} from './organisation.ts';
import { organisationWords } from './words.ts';

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));

/** The fields of an organisation as a browser sends them. */
export const contentForm = {
  kind: text(20),
  name: text(300),
  vatNumber: text(20),
  sizeClass: text(20),
  ateco: text(400),
  digitalDomicile: text(200),
};

export const siteForm = {
  municipality: text(100),
  municipalityCode: text(20),
  province: text(10),
  address: text(200),
  activeSince: text(20),
  activeUntil: text(20),
  isRegistered: text(10),
};

const contentFormSchema = Type.Object(contentForm);
const siteFormSchema = Type.Object(siteForm);
export type ContentForm = Static<typeof contentFormSchema>;
export type SiteForm = Static<typeof siteFormSchema>;

/** What a browser sent, as the rules take it; a kind that there is not becomes another one. */
export function readContentForm(form: ContentForm, sites: readonly Site[]): OrganisationContent {
  return {
    kind: organisationKinds.find((kind) => kind === form.kind) ?? 'other',
    name: form.name ?? '',
    vatNumber: orNull(form.vatNumber),
    sizeClass: sizeClasses.find((size) => size === form.sizeClass) ?? null,
    ateco: (form.ateco ?? '').split(/[\s,;]+/).filter((code) => code !== ''),
    digitalDomicile: orNull(form.digitalDomicile),
    sites,
  };
}

export function readSiteForm(form: SiteForm, isRegistered: boolean, id?: string): Site {
  return {
    ...(id === undefined ? {} : { id }),
    municipality: form.municipality ?? '',
    municipalityCode: (form.municipalityCode ?? '').trim(),
    province: (form.province ?? '').trim().toUpperCase(),
    address: form.address ?? '',
    isRegistered,
    activeSince: orNull(form.activeSince),
    activeUntil: orNull(form.activeUntil),
  };
}

export function contentFormOf(organisation: Organisation): ContentForm {
  return {
    kind: organisation.kind,
    name: organisation.name,
    vatNumber: organisation.vatNumber ?? '',
    sizeClass: organisation.sizeClass ?? '',
    ateco: organisation.ateco.join(', '),
    digitalDomicile: organisation.digitalDomicile ?? '',
  };
}

export function siteFormOf(site: Site): SiteForm {
  return {
    municipality: site.municipality,
    municipalityCode: site.municipalityCode,
    province: site.province,
    address: site.address,
    activeSince: site.activeSince ?? '',
    activeUntil: site.activeUntil ?? '',
    ...(site.isRegistered ? { isRegistered: 'on' } : {}),
  };
}

/** The field of a form that a pointer into the data names: `/sites/0/address` is `address`. */
export function fieldOfPath(path: string): string {
  const name = path.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part));
  return name ?? 'name';
}

export function ContentFields({ form }: { readonly form: ContentForm }): VNode {
  const words = useWords(organisationWords);
  return (
    <>
      <TextField name="name" label={words.name} value={form.name ?? ''} maxLength={300} />
      <Radios
        name="kind"
        label={words.kind}
        options={organisationKinds.map((kind) => ({ value: kind, text: words.kinds[kind] }))}
        value={form.kind ?? 'firm'}
      />
      <TextField
        name="vatNumber"
        label={words.vatNumber}
        hint={words.vatNumberHint}
        isOptional
        inputMode="numeric"
        value={form.vatNumber ?? ''}
        maxLength={20}
      />
      <Select
        name="sizeClass"
        label={words.sizeClass}
        hint={words.sizeClassHint}
        isOptional
        prompt={words.notGiven}
        options={sizeClasses.map((size) => ({ value: size, text: words.sizes[size] }))}
        value={form.sizeClass ?? ''}
      />
      <TextField
        name="ateco"
        label={words.ateco}
        hint={words.atecoHint}
        isOptional
        value={form.ateco ?? ''}
        maxLength={400}
      />
      <TextField
        name="digitalDomicile"
        label={words.digitalDomicile}
        hint={words.digitalDomicileHint}
        isOptional
        type="email"
        value={form.digitalDomicile ?? ''}
        maxLength={200}
      />
    </>
  );
}

export function SiteFields({
  form,
  hasChoice,
}: {
  readonly form: SiteForm;
  /** Whether it may or may not be the registered one; otherwise that is clear from the place. */
  readonly hasChoice: boolean;
}): VNode {
  const words = useWords(organisationWords);
  return (
    <>
      <TextField
        name="municipality"
        label={words.municipality}
        value={form.municipality ?? ''}
        maxLength={100}
      />
      <TextField
        name="municipalityCode"
        label={words.municipalityCode}
        hint={words.municipalityCodeHint}
        inputMode="numeric"
        value={form.municipalityCode ?? ''}
        maxLength={6}
      />
      <TextField
        name="province"
        label={words.province}
        hint={words.provinceHint}
        value={form.province ?? ''}
        maxLength={2}
      />
      <TextField name="address" label={words.address} value={form.address ?? ''} maxLength={200} />
      <DateField
        name="activeSince"
        label={words.activeSince}
        isOptional
        value={form.activeSince ?? ''}
      />
      <DateField
        name="activeUntil"
        label={words.activeUntil}
        isOptional
        value={form.activeUntil ?? ''}
      />
      {hasChoice ? (
        <Checkbox
          name="isRegistered"
          label={words.isRegistered}
          isChecked={form.isRegistered === 'on'}
        />
      ) : null}
    </>
  );
}

export function DeclarationField({ value }: { readonly value: string }): VNode {
  const words = useWords(organisationWords);
  return (
    <TextArea
      name="declaration"
      label={words.declaration}
      hint={words.declarationHint}
      value={value}
      rows={3}
      maxLength={2000}
    />
  );
}

function orNull(value: string | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
