import { textsOf, type SentForm } from '../../applications/index.ts';
import type { FieldError, Language } from '../../platform/page/index.ts';
import type { FindingAsked } from './decide-finding.ts';
import type { Examined } from './examined.ts';
import { formKey, standingOn, type Subject } from './finding.ts';
import type { HandControl } from './hand.ts';
import { findPlace } from './places.ts';
import {
  clarifyText,
  linkText,
  readControl,
  readLink,
  shownOf,
  typedIn,
  type TypedControl,
} from './read-hand-form.ts';
import { checkWords } from './words.ts';

export type SubjectControl = HandControl;

export interface TypedSubject extends TypedControl {
  readonly takesBack: boolean;
}

/** The subject that an address names; nothing where this application has no such place, or it is for the panel. */
export function subjectControl(examined: Examined, subject: Subject): SubjectControl | undefined {
  const place = findPlace(examined, subject);
  if (!place || (place.type === 'fact' && place.place.fact.proof === 'panel')) return undefined;
  return {
    key: formKey(subject),
    subject,
    place,
    standing: standingOn(examined.standings, subject),
  };
}

/** What its form shows before anything is typed: the last finding on it. */
export function shownSubject(control: SubjectControl, language: Language): TypedSubject {
  const { place, standing } = control;
  if (place.type === 'fact') return { ...shownOf(control, language), takesBack: false };
  const { last } = standing;
  return {
    typed: {
      text:
        last?.says === 'to-clarify'
          ? clarifyText
          : last?.says === 'value'
            ? verdictOf(last.value)
            : '',
    },
    toClarify: last?.says === 'to-clarify',
    note: last?.note ?? '',
    evidence: (last?.evidence ?? []).map(linkText),
    takesBack: false,
  };
}

export type SubjectReading =
  | { readonly type: 'read'; readonly asked: FindingAsked; readonly typed: TypedSubject }
  | { readonly type: 'error'; readonly error: FieldError; readonly typed: TypedSubject };

export function readSubjectForm(
  control: SubjectControl,
  sent: SentForm,
  language: Language,
): SubjectReading {
  const { key, subject, place } = control;
  const takesBack = textsOf(sent, 'take-back').length > 0;
  const typed: TypedSubject = { ...typedIn(control, sent, language), takesBack };
  const note = typed.note === '' ? null : typed.note;
  const evidence = typed.evidence.map(readLink);
  if (takesBack)
    return {
      type: 'read',
      typed,
      asked: { subject, says: 'taken-back', value: null, note, evidence },
    };
  if (place.type === 'fact') return { ...readControl(control, typed, language), typed };
  const { text } = typed.typed;
  if (text === clarifyText)
    return {
      type: 'read',
      typed,
      asked: { subject, says: 'to-clarify', value: null, note, evidence },
    };
  if (text === '')
    return {
      type: 'error',
      typed,
      error: { field: `value.${key}`, message: checkWords[language].chooseFirst },
    };
  return { type: 'read', typed, asked: { subject, says: 'value', value: text, note, evidence } };
}

function verdictOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
