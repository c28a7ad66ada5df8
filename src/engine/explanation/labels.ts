import type { ValueType } from '../condition/value-type.ts';
import type { Call } from '../definition/compile-call.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import type { Localized } from '../definition/gap.ts';
import { variables } from '../definition/names.ts';
import { roleFact } from './track-rules.ts';
import {
  dayWords,
  labelIn,
  listWords,
  moneyWords,
  notApplicableWords,
  notYetKnown,
  percentWords,
  pointsWords,
  quoted,
  say,
  wholeWords,
  type Language,
} from './words.ts';

/** How people call a fact, and its options in the order of their indexes. */
export interface FactLabel {
  readonly label: Localized;
  readonly unit?: Localized | undefined;
  readonly options: readonly Localized[];
}

/** What the names that conditions use are called by people. */
export interface Labels {
  /** Facts of the project, derived facts and lists, by name. */
  readonly facts: ReadonlyMap<string, FactLabel>;
  /** Fields of the entries of each list, and of the records, by the name of the list or record. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, FactLabel>>;
  /** Texts that conditions compare with, by their number. */
  readonly texts: ReadonlyMap<number, string>;
}

const made = new WeakMap<Call, Labels>();

/** The labels of a call, gathered once. */
export function labelsOf(call: Call): Labels {
  const known = made.get(call);
  if (known) return known;
  const labels = gatherLabels(call);
  made.set(call, labels);
  return labels;
}

function gatherLabels({ document, names }: Call): Labels {
  const facts = new Map<string, FactLabel>();
  const fields = new Map<string, ReadonlyMap<string, FactLabel>>();
  const partnerFields = new Map<string, FactLabel>([
    ['id', plain({ it: 'partner', en: 'partner' })],
    ['role', factLabel(roleFact({ document } as Call))],
  ]);
  for (const fact of document.facts) {
    (fact.level === 'partner' ? partnerFields : facts).set(fact.id, factLabel(fact));
    if (fact.fields)
      fields.set(fact.id, new Map(fact.fields.map((field) => [field.id, factLabel(field)])));
  }
  for (const derived of document.derived ?? []) facts.set(derived.id, plain(derived.label));
  facts.set('partners', plain({ it: 'partner', en: 'partners' }));
  fields.set('partners', partnerFields);
  for (const [name, known] of Object.entries(recordLabels)) fields.set(name, known);
  fields.set('event', new Map(document.events.map(({ id, title }) => [id, plain(title)])));
  fields.set('deadline', new Map(document.clocks.map(({ id, title }) => [id, plain(title)])));
  return { facts, fields, texts: new Map([...names.texts].map(([text, index]) => [index, text])) };
}

function factLabel({ label, unit, options }: FactDocument): FactLabel {
  return { label, unit, options: (options ?? []).map((option) => option.label) };
}

function plain(label: Localized): FactLabel {
  return { label, options: [] };
}

function figuresOf(it: string, en: string): ReadonlyMap<string, FactLabel> {
  const names: readonly (readonly [string, string, string])[] = [
    ['eligible', 'requisiti rispettati', 'requirements met'],
    ['admitted', 'spese ammesse', 'admitted costs'],
    ['grant', 'contributo', 'grant'],
    ['net', 'punteggio al netto delle premialità', 'score net of bonuses'],
    ['bonus', 'premialità', 'bonus'],
    ['gross', 'punteggio con le premialità', 'score with bonuses'],
  ];
  return new Map(
    names.map(([id, label, english]) => [
      id,
      plain({ it: `${label} ${it}`, en: `${english} ${en}` }),
    ]),
  );
}

const recordLabels: Readonly<Record<string, ReadonlyMap<string, FactLabel>>> = {
  before: figuresOf('prima della variante', 'before the variation'),
  after: figuresOf('dopo la variante', 'after the variation'),
  expense: new Map([
    ['issued', plain({ it: 'data di emissione', en: 'date of issue' })],
    ['paid', plain({ it: 'data del pagamento', en: 'date of payment' })],
    ['amount', plain({ it: 'importo', en: 'amount' })],
    ['category', plain({ it: 'categoria di spesa', en: 'cost category' })],
    [
      'hasProjectCode',
      plain({ it: 'codice del progetto sul documento', en: 'project code shown' }),
    ],
    ['supplierAbroad', plain({ it: 'fornitore straniero', en: 'supplier abroad' })],
  ]),
};

/** The record whose fields are found under one of the variables that are always bound. */
export function recordOf(variable: number): string | undefined {
  if (variable === variables.partner) return 'partners';
  return Object.entries(variables).find(([, index]) => index === variable)?.[0];
}

/** A value of a fact as people write it. */
export function valueWords(
  value: number,
  type: ValueType,
  label: FactLabel | undefined,
  texts: ReadonlyMap<number, string>,
  language: Language,
): string {
  if (Number.isNaN(value)) return notYetKnown(language);
  if (value === Number.NEGATIVE_INFINITY) return notApplicableWords(language);
  switch (type.kind) {
    case 'bool':
      return value === 1 ? say(language, 'sì', 'yes') : 'no';
    case 'money':
      return moneyWords(value, language);
    case 'percent':
      return percentWords(value, language);
    case 'points':
      return pointsWords(value, language);
    case 'date':
      return dayWords(value, language);
    case 'option':
      return optionWords(value, label, language);
    case 'options':
      return setWords(value, label, language);
    case 'text':
      return texts.has(value)
        ? quoted(texts.get(value) ?? '', language)
        : say(language, 'come scritto nella domanda', 'as written in the application');
    default:
      return wholeWithUnit(value, label, language);
  }
}

/** `«comune»`; an index that no option has is a bug of the caller and shows as not known. */
export function optionWords(
  index: number,
  label: FactLabel | undefined,
  language: Language,
): string {
  const option = label?.options[index];
  return option ? quoted(labelIn(option, language), language) : notYetKnown(language);
}

/** The options of a set that are chosen. */
function setWords(bits: number, label: FactLabel | undefined, language: Language): string {
  const chosen = (label?.options ?? []).flatMap((option, index) =>
    (bits & (1 << index)) === 0 ? [] : [quoted(labelIn(option, language), language)],
  );
  return chosen.length === 0
    ? say(language, 'nessuna scelta', 'nothing chosen')
    : listWords(chosen, language);
}

/** `12.000 abitanti`; units are written in the plural, and not after a label that is the unit itself. */
function wholeWithUnit(value: number, label: FactLabel | undefined, language: Language): string {
  const number = wholeWords(value, language);
  if (!label?.unit || value === 1) return number;
  const unit = labelIn(label.unit, language);
  const isSaid = labelIn(label.label, language).toLowerCase() === unit.toLowerCase();
  return isSaid ? number : `${number} ${unit}`;
}
