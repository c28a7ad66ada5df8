import {
  readAnswer,
  sectionForm,
  textsOf,
  typedOf,
  type DraftField,
  type SentForm,
  type Typed,
} from '../../applications/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { FieldError, Language } from '../../platform/page/index.ts';
import type { FindingAsked } from './decide-finding.ts';
import type { EvidenceLink, FindingRecord } from './finding.ts';
import type { HandControl } from './hand.ts';
import { checkWords } from './words.ts';

/** What the fields of one control hold. */
export interface TypedControl {
  readonly typed: Typed;
  readonly toClarify: boolean;
  readonly note: string;
  /** `slot/version` of each. */
  readonly evidence: readonly string[];
}

export interface HandReading {
  /** What differs from what was found before, with the control that says it. */
  readonly findings: readonly { readonly control: HandControl; readonly asked: FindingAsked }[];
  readonly errors: readonly FieldError[];
  /** Everything typed, by the key of its control, to be shown again. */
  readonly typed: ReadonlyMap<string, TypedControl>;
}

/** Which of the answers that have no value: it must be clarified first. */
export const clarifyText = 'clarify';

/** Whether it is answered by yes, no or to be clarified. */
export function isShort({ place }: Pick<HandControl, 'place'>): boolean {
  return place.type === 'check' || place.place.fact.type === 'bool';
}

/** The field of a control that holds its value. */
export function fieldOf({ key, place }: Pick<HandControl, 'key' | 'place'>): DraftField {
  const fact =
    place.type === 'check'
      ? ({ id: key, type: 'bool', label: place.check.title, proof: 'office' } as const)
      : place.place.fact;
  return { name: `value.${key}`, place: { part: 'fact', id: fact.id }, fact };
}

/** What the controls show of the last finding. */
export function shownOf(control: HandControl, language: Language): TypedControl {
  const { last } = control.standing;
  return {
    typed: shownValue(control, last, language),
    toClarify: last?.says === 'to-clarify',
    note: last?.note ?? '',
    evidence: (last?.evidence ?? []).map(linkText),
  };
}

function shownValue(
  control: HandControl,
  last: FindingRecord | undefined,
  language: Language,
): Typed {
  if (last?.says === 'to-clarify' && isShort(control)) return { text: clarifyText };
  if (last?.says !== 'value') return { text: '' };
  if (control.place.type === 'check') return { text: last.value === 'met' ? 'yes' : 'no' };
  return typedOf(control.place.place.fact, last.value, language);
}

export function linkText({ slot, version }: EvidenceLink): string {
  return `${slot}/${version}`;
}

export function readLink(text: string): EvidenceLink {
  const [slot = '', version = ''] = text.split('/');
  return { slot, version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0 };
}

/** Reads a form of controls; what it leaves as it was shown says nothing new. */
export function readHandForm(
  controls: readonly HandControl[],
  sent: SentForm,
  language: Language,
): HandReading {
  const findings: { control: HandControl; asked: FindingAsked }[] = [];
  const errors: FieldError[] = [];
  const all = new Map<string, TypedControl>();
  for (const control of controls) {
    if (!isSent(control, sent)) continue;
    const typed = typedIn(control, sent, language);
    all.set(control.key, typed);
    const shown = shownOf(control, language);
    if (canonicalJson(comparable(typed)) === canonicalJson(comparable(shown))) continue;
    const read = readControl(control, typed, language);
    if (read.type === 'error') errors.push(read.error);
    else findings.push({ control, asked: read.asked });
  }
  return { findings, errors, typed: all };
}

/** Only the fields that the form had: a check that came meanwhile is not answered by it. */
function isSent({ key }: HandControl, sent: SentForm): boolean {
  return Object.hasOwn(sent, `note.${key}`);
}

function comparable({ typed, toClarify, note, evidence }: TypedControl) {
  const { text, rows = [] } = typed;
  return [text, rows.map((row) => ({ ...row })), toClarify, note, [...evidence].toSorted()];
}

export function typedIn(control: HandControl, sent: SentForm, language: Language): TypedControl {
  const { key } = control;
  const typed = sectionForm(sent, new Map(), language).typed(fieldOf(control));
  const toClarify = isShort(control)
    ? typed.text === clarifyText
    : textsOf(sent, `clarify.${key}`).length > 0;
  const note = textsOf(sent, `note.${key}`).join(' ').replaceAll('\r\n', '\n').trim();
  return { typed, toClarify, note, evidence: textsOf(sent, `evidence.${key}`) };
}

type ControlReading =
  | { readonly type: 'read'; readonly asked: FindingAsked }
  | { readonly type: 'error'; readonly error: FieldError };

export function readControl(
  control: HandControl,
  { typed, toClarify, note, evidence }: TypedControl,
  language: Language,
): ControlReading {
  const { subject, place, standing } = control;
  const said = { subject, note: note === '' ? null : note, evidence: evidence.map(readLink) };
  if (toClarify) return { type: 'read', asked: { ...said, says: 'to-clarify', value: null } };
  const field = fieldOf(control);
  const seen = standing.last?.value ?? undefined;
  const read = readAnswer(field.fact, { typed, seen, language });
  const error = (message: string): ControlReading => ({
    type: 'error',
    error: { field: field.name, message: `${labelOf(control, language)}: ${message}` },
  });
  const words = checkWords[language];
  if (read.type === 'refused') return error(words.answerErrors[read.code]);
  if (read.value === undefined)
    return standing.last
      ? { type: 'read', asked: { ...said, says: 'taken-back', value: null } }
      : error(words.answerFirst);
  const value = place.type === 'check' ? (read.value === true ? 'met' : 'not-met') : read.value;
  return {
    type: 'read',
    asked: { ...said, says: 'value', value: value as FindingAsked['value'] },
  };
}

/** What a control is called. */
export function labelOf({ place }: Pick<HandControl, 'place'>, language: Language): string {
  if (place.type === 'check') return place.check.title[language];
  const { fact, entry } = place.place;
  const row = entry === undefined ? '' : ` (${Number(entry.split('.')[0]) + 1})`;
  return `${fact.label[language]}${row}`;
}
