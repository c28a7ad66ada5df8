import type { VNode } from 'preact';
import { Type } from 'typebox';
import { DateField, TextField, useWords } from '../platform/page/index.ts';
import type { Holder } from './holder.ts';
import { commonWords } from './words.ts';

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));

/** The fields that name a person and a span of days, as a browser sends them. */
export const holderForm = {
  fiscalCode: text(20),
  givenName: text(100),
  familyName: text(100),
  validFrom: text(20),
  validUntil: text(20),
  call: text(81),
};

export interface HolderForm {
  readonly fiscalCode?: string | undefined;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly call?: string | undefined;
}

export function readHolderForm(form: HolderForm): Holder {
  return {
    fiscalCode: form.fiscalCode ?? '',
    givenName: form.givenName ?? '',
    familyName: form.familyName ?? '',
  };
}

export function HolderFields({ form }: { readonly form: HolderForm }): VNode {
  const words = useWords(commonWords);
  return (
    <>
      <TextField
        name="fiscalCode"
        label={words.fiscalCode}
        hint={words.fiscalCodeHint}
        value={form.fiscalCode ?? ''}
        maxLength={20}
      />
      <TextField name="givenName" label={words.givenName} value={form.givenName ?? ''} />
      <TextField name="familyName" label={words.familyName} value={form.familyName ?? ''} />
    </>
  );
}

export function SpanFields({ form }: { readonly form: HolderForm }): VNode {
  const words = useWords(commonWords);
  return (
    <>
      <DateField name="validFrom" label={words.from} isOptional value={form.validFrom ?? ''} />
      <DateField
        name="validUntil"
        label={words.until}
        hint={words.untilHint}
        isOptional
        value={form.validUntil ?? ''}
      />
    </>
  );
}

export function CallField({ form }: { readonly form: HolderForm }): VNode {
  const words = useWords(commonWords);
  return (
    <TextField
      name="call"
      label={words.callOnly}
      hint={words.callHint}
      isOptional
      value={form.call ?? ''}
      maxLength={81}
    />
  );
}
