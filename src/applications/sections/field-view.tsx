import type { VNode } from 'preact';
import {
  Checkbox,
  Checkboxes,
  DateField,
  Radios,
  Select,
  TextArea,
  TextField,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import { capital } from '../problem-words.ts';
import { noneText, type Typed } from './answer-text.ts';
import type { DraftField, FactDocument } from './draft-field.ts';
import { freshRows } from './section-form.ts';
import { sectionWords, type SectionWords } from './section-words.ts';

export interface FieldProps {
  readonly field: DraftField;
  readonly typed: Typed;
  /** What is stored, for what a control cannot show. */
  readonly stored: unknown;
  /** Where the source says so. */
  readonly article?: string | undefined;
  readonly label?: string;
  readonly hint?: string;
}

/** One question with the control that its kind of answer needs; without an answer it is still open. */
export function FieldView({ field, typed, stored, article, label, hint }: FieldProps): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  const { fact, name } = field;
  const said = {
    name,
    label: label ?? capital((fact.question ?? fact.label)[language]),
    hint: [
      ...(hint === undefined ? [] : [hint]),
      ...hintsOf(fact, { words, language, article, stored }),
    ].join(' · '),
    isOptional: fact.proof === 'register',
  };
  const { hint: text, ...bare } = said;
  const shown = text === '' ? bare : said;
  if (fact.type === 'list')
    return <ListField field={field} typed={typed} label={said.label} hint={text} />;
  return <Control fact={fact} text={typed.text} shown={shown} />;
}

interface Shown {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional: boolean;
}

/** More options than this are chosen from a list that opens. */
const radiosMax = 6;

function Control({
  fact,
  text,
  shown,
  isInRow = false,
}: {
  readonly fact: FactDocument;
  readonly text: string;
  readonly shown: Shown;
  /** Within an entry of a list, where there is little room. */
  readonly isInRow?: boolean;
}): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  const options =
    fact.type === 'bool'
      ? [
          { value: 'yes', text: words.yes },
          { value: 'no', text: words.no },
        ]
      : (fact.options ?? []).map(({ id, label }) => ({
          value: id,
          text: capital(label[language]),
        }));
  switch (fact.type) {
    case 'bool':
    case 'option': {
      if (isInRow || options.length > radiosMax)
        return <Select {...shown} options={options} value={text} prompt={words.notYet} />;
      const all = [...options, { value: '', text: words.notYet }];
      return <Radios {...shown} options={all} value={text} isInline />;
    }
    case 'options': {
      const all = [...options, { value: noneText, text: words.noneOfThese }];
      return <Checkboxes {...shown} options={all} values={text.split(' ')} />;
    }
    case 'date':
      return <DateField {...shown} value={text} />;
    case 'int':
      return <TextField {...shown} value={text} inputMode="numeric" maxLength={40} isNumber />;
    case 'text':
      // A single line would silently lose the ends of lines.
      if (text.includes('\n'))
        return <TextArea {...shown} value={text} rows={4} maxLength={textCharactersMax} />;
      return <TextField {...shown} value={text} maxLength={fact.to ?? textCharactersMax} />;
    default:
      return <TextField {...shown} value={text} inputMode="decimal" maxLength={40} isNumber />;
  }
}

const textCharactersMax = 2000;

/** The entries of a list with empty ones to be filled in: more appear when these are saved. */
function ListField({
  field: { fact, name },
  typed,
  label,
  hint,
}: {
  readonly field: DraftField;
  readonly typed: Typed;
  readonly label: string;
  readonly hint: string;
}): VNode {
  const words = useWords(sectionWords);
  const { language, errors } = usePage();
  const rows = [...(typed.rows ?? []), ...Array.from({ length: freshRows }, () => ({}))];
  const error = errors.find((each) => each.field === name)?.message;
  return (
    <fieldset class="bd-field bd-entries" id={name} tabIndex={-1}>
      <legend class="bd-legend">{label}</legend>
      <span class="bd-hint">
        {[hint, words.moreRows].filter((each) => each !== '').join(' · ')}
      </span>
      {error === undefined ? null : <p class="bd-error">{error}</p>}
      {rows.map((row: Readonly<Record<string, string>>, index) => (
        <fieldset key={index} class="bd-entry">
          <legend>{words.entry(index + 1)}</legend>
          {(fact.fields ?? []).map((inner) => (
            <Control
              key={inner.id}
              fact={inner}
              text={row[inner.id] ?? ''}
              isInRow
              shown={{
                name: `${name}.${index}.${inner.id}`,
                label: capital(inner.label[language]),
                isOptional: true,
              }}
            />
          ))}
        </fieldset>
      ))}
      <NoneBox name={name} label={words.noEntries} isChecked={typed.text === noneText} />
    </fieldset>
  );
}

/** Says that a list has no entries, which is an answer; leaving it empty is none. */
function NoneBox({
  name,
  label,
  isChecked,
}: {
  readonly name: string;
  readonly label: string;
  readonly isChecked: boolean;
}): VNode {
  return (
    <label class="bd-check" for={`${name}.none`}>
      <input type="checkbox" id={`${name}.none`} name={name} value={noneText} checked={isChecked} />
      <span>{label}</span>
    </label>
  );
}

/** A box that takes out a partner. */
export function RemoveBox({
  field,
  typed,
}: {
  readonly field: DraftField;
  readonly typed: Typed;
}): VNode {
  const words = useWords(sectionWords);
  return <Checkbox name={field.name} label={words.remove} isChecked={typed.text !== ''} />;
}

interface HintSource {
  readonly words: SectionWords;
  readonly language: Language;
  readonly article: string | undefined;
  readonly stored: unknown;
}

/** Unit, limits, proof and article; and what was declared where it is no plain answer. */
function hintsOf(
  { unit, from, to, evidence, proof, type }: FactDocument,
  { words, language, article, stored }: HintSource,
): readonly string[] {
  const isNumber = ['int', 'money', 'percent', 'points'].includes(type);
  const measure = type === 'money' ? '€' : type === 'percent' ? '%' : unit?.[language];
  return [
    ...declaredWords(stored, words),
    ...(measure === undefined ? [] : [measure]),
    ...(isNumber && from !== undefined ? [words.from(String(from))] : []),
    ...(isNumber && to !== undefined ? [words.to(String(to))] : []),
    ...(evidence ? [words.evidence(evidence[language])] : []),
    ...(proof === 'register' ? [words.fromRegister] : []),
    ...(article === undefined ? [] : [words.article(article)]),
  ];
}

function declaredWords(stored: unknown, words: SectionWords): readonly string[] {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return [];
  if ('unknown' in stored) return [words.isUnknown];
  if ('notApplicable' in stored) return [words.isNotApplicable];
  const { from, to } = stored as {
    readonly from?: string | number;
    readonly to?: string | number;
  };
  return from === undefined ? [] : [words.isBetween(String(from), String(to ?? '…'))];
}
