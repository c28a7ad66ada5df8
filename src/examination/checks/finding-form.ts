import { Type } from 'typebox';
import type { FieldError, Language } from '../../platform/page/index.ts';
import type { HandControl } from './hand.ts';
import { labelOf } from './read-hand-form.ts';
import type { FindingRefused } from './record-findings.ts';
import { refusals } from './refusals.ts';
import { findingText } from './said-values.ts';
import { checkWords } from './words.ts';

/** A form whose fields follow from the definition: their names are checked against it. */
export const anyForm = Type.Object(
  { revision: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) },
  {
    additionalProperties: Type.Union([
      Type.String({ maxLength: 10_000 }),
      Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 200 }),
    ]),
  },
);

/** A refusal at the control it is about; with what somebody else has found first, where that is why. */
export function errorAt(
  control: HandControl | undefined,
  { code, first }: Pick<FindingRefused, 'code' | 'first'>,
  language: Language,
): FieldError {
  const words = checkWords[language];
  const message =
    first && control
      ? words.foundFirst(first.personName, findingText(control.place, first, language))
      : refusals[code][language];
  if (!control) return { field: 'revision', message };
  const part = code === 'note-missing' ? 'note' : 'value';
  return { field: `${part}.${control.key}`, message: `${labelOf(control, language)}: ${message}` };
}
