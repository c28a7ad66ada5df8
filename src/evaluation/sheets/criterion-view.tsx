import type { ComponentChildren, VNode } from 'preact';
import {
  articleOf,
  sentenceOf,
  type Call,
  type FactDocument,
  type Figure,
  type SheetCriterion,
  type SheetFigures,
} from '../../engine/index.ts';
import { Icon, Tag, TextArea, TextField, usePage, useWords } from '../../platform/page/index.ts';
import { reasonField, valueField, type TypedEntry } from './read-form.ts';
import { pointsText, rangeText, scaleOf } from './scale.ts';
import { reasonCharactersMax } from './sheet.ts';
import { sheetWords } from './words.ts';

export interface CriterionProps {
  readonly call: Call;
  readonly figures: SheetFigures;
  /** The explanation of each computed criterion, by its id. */
  readonly explained: ReadonlyMap<string, Figure>;
  readonly typed: ReadonlyMap<string, TypedEntry>;
  /** Nothing can be changed any more. */
  readonly isFixed: boolean;
}

/** One criterion of the sheet, with its points at the right. */
export function CriterionView({
  criterion,
  ...props
}: CriterionProps & { readonly criterion: SheetCriterion }): VNode {
  const { figures, typed } = props;
  const { language } = usePage();
  const points = figures.criteria.get(criterion.id) ?? { low: criterion.min, high: criterion.min };
  const isOpen = points.low !== points.high;
  const isJudged = 'fact' in criterion;
  const isThere =
    isJudged && typed.get(criterion.fact.id)?.typed.some((text) => text.trim() !== '') === true;
  return (
    <Frame
      id={`criterion-${criterion.id}`}
      code={criterion.code}
      title={criterion.title[language]}
      look={isJudged ? (isThere ? 'judged' : 'judged todo') : ''}
      tag={<StateTag criterion={criterion} isThere={isThere} isOpen={isOpen} />}
      points={<Points points={points} max={criterion.max} />}
    >
      <Body criterion={criterion} {...props} />
    </Frame>
  );
}

interface FrameProps {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly look: string;
  readonly tag: VNode;
  readonly points: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The line of one criterion, and what stands under it. */
export function Frame({ id, code, title, look, tag, points, children }: FrameProps): VNode {
  return (
    <section class={`bd-crit ${look}`.trim()} aria-labelledby={id}>
      <div class="bd-crit-h">
        <span class="bd-code">{code}</span>
        <h3 id={id}>{title}</h3>
        {tag}
        <span class="bd-pt">{points}</span>
      </div>
      <div class="bd-crit-b">{children}</div>
    </section>
  );
}

function StateTag({
  criterion,
  isThere,
  isOpen,
}: {
  readonly criterion: SheetCriterion;
  readonly isThere: boolean;
  readonly isOpen: boolean;
}): VNode {
  const words = useWords(sheetWords);
  if (criterion.kind === 'lost') return <Tag tone="stop">{words.lost}</Tag>;
  if (criterion.kind === 'computed')
    return (
      <Tag tone={isOpen ? 'open' : 'info'} icon={isOpen ? 'help-circle' : 'settings'}>
        {words.computed}
      </Tag>
    );
  return isThere ? (
    <Tag tone="plain" icon="pencil">
      {words.judged}
    </Tag>
  ) : (
    <Tag tone="open">{words.toJudge}</Tag>
  );
}

function Points({
  points,
  max,
}: {
  readonly points: { readonly low: number; readonly high: number };
  readonly max: number | undefined;
}): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  return (
    <>
      <b class={points.low === points.high ? '' : 'q'}>{rangeText(points, language)}</b>
      {max === undefined ? null : ` ${words.ofMax(pointsText(max, language))}`}
    </>
  );
}

function Body(props: CriterionProps & { readonly criterion: SheetCriterion }): VNode {
  const { criterion, call, explained } = props;
  const { language } = usePage();
  switch (criterion.kind) {
    case 'computed':
      return <Computed criterion={criterion} call={call} figure={explained.get(criterion.id)} />;
    case 'lost':
      return (
        <ul>
          {criterion.gaps.map((gap) => (
            <li key={gap.id}>
              {gap.note[language]}{' '}
              <code class="bd-small" lang="en">
                {gap.id}
              </code>
            </li>
          ))}
        </ul>
      );
    default:
      return <Judgement {...props} fact={criterion.fact} criterion={criterion} />;
  }
}

function Computed({
  criterion,
  call,
  figure,
}: {
  readonly criterion: SheetCriterion & { readonly kind: 'computed' };
  readonly call: Call;
  readonly figure: Figure | undefined;
}): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const scale = figure ? scaleOf(call, figure) : [];
  return (
    <>
      {figure ? <p>{sentenceOf(figure, call, language)}</p> : null}
      {criterion.asks.length > 0 ? (
        <p>
          {words.waitsFor(
            [...new Set(criterion.asks.map(({ fact }) => fact.label[language]))].join(', '),
          )}
        </p>
      ) : null}
      {scale.length === 0 ? null : (
        <ul class="bd-bands" aria-label={words.scale}>
          {scale.map(({ label, points, isGiven }, index) => (
            <li key={index} class={isGiven ? 'on' : ''}>
              <span>
                {isGiven ? <span class="bd-vh">{words.given}</span> : null}
                {label[language]}
              </span>{' '}
              <b>{points === undefined ? '?' : pointsText(points, language)}</b>
            </li>
          ))}
        </ul>
      )}
      {figure ? (
        <p class="bd-cite bd-small" lang="it">
          {articleOf(figure.rule)}
        </p>
      ) : null}
    </>
  );
}

/** What the evaluator says: the value as choices or as a number, then the reason. */
export function Judgement({
  fact,
  criterion,
  typed,
  isFixed,
}: CriterionProps & {
  readonly fact: FactDocument;
  readonly criterion: SheetCriterion | undefined;
}): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const entry = typed.get(fact.id) ?? { typed: [], reason: '' };
  const question = fact.question?.[language] ?? fact.label[language];
  const isRepeated =
    criterion?.kind === 'points' &&
    question.toLocaleLowerCase(language) === criterion.title[language].toLocaleLowerCase(language);
  if (isFixed)
    return (
      <>
        {isRepeated ? null : <p>{question}</p>}
        <p>
          <b>{shownValue(fact, criterion, entry.typed, language)}</b>
        </p>
        <p class="bd-wrap">{entry.reason}</p>
      </>
    );
  return (
    <>
      {criterion && !isRepeated ? <p id={`${valueField(fact.id)}-about`}>{question}</p> : null}
      <Value fact={fact} criterion={criterion} typed={entry.typed} />
      <TextArea
        name={reasonField(fact.id)}
        label={words.reason}
        hint={words.reasonHint}
        value={entry.reason}
        rows={3}
        maxLength={reasonCharactersMax}
      />
    </>
  );
}

function shownValue(
  fact: FactDocument,
  criterion: SheetCriterion | undefined,
  typed: readonly string[],
  language: 'it' | 'en',
): string {
  const labels = choicesOf(fact, criterion).filter(({ value }) => typed.includes(value));
  if (labels.length > 0) return labels.map(({ label }) => label[language]).join(', ');
  const [text = '–'] = typed;
  return language === 'it' ? text.replace('.', ',') : text;
}

interface Choice {
  readonly value: string;
  readonly label: { readonly it: string; readonly en: string };
  readonly points: number | undefined;
}

/** What can be chosen for a fact; nothing where a number is written. */
function choicesOf(fact: FactDocument, criterion: SheetCriterion | undefined): readonly Choice[] {
  if (criterion?.kind === 'option' || criterion?.kind === 'options')
    return criterion.choices.map(({ value, label, points }) => ({
      value: String(value),
      label,
      points,
    }));
  if (fact.type === 'bool')
    return [
      { value: 'true', label: { it: 'sì', en: 'yes' }, points: undefined },
      { value: 'false', label: { it: 'no', en: 'no' }, points: undefined },
    ];
  return (fact.options ?? []).map(({ id, label }) => ({ value: id, label, points: undefined }));
}

function Value({
  fact,
  criterion,
  typed,
}: {
  readonly fact: FactDocument;
  readonly criterion: SheetCriterion | undefined;
  readonly typed: readonly string[];
}): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const name = valueField(fact.id);
  const choices = choicesOf(fact, criterion);
  if (choices.length > 0)
    return (
      <Choices
        fact={fact}
        name={name}
        choices={choices}
        typed={typed}
        hasQuestion={criterion !== undefined}
      />
    );
  if (criterion?.kind === 'points') {
    const { from, to, step } = criterion;
    return (
      <TextField
        name={name}
        label={words.pointsLabel}
        hint={words.pointsHint(
          pointsText(from, language),
          pointsText(to, language),
          step === undefined ? undefined : pointsText(step, language),
        )}
        value={shownNumber(typed, language)}
        inputMode="decimal"
        maxLength={12}
        isNumber
      />
    );
  }
  return (
    <TextField
      name={name}
      label={criterion ? words.valueLabel : fact.label[language]}
      value={shownNumber(typed, language)}
      inputMode="decimal"
      maxLength={40}
    />
  );
}

function shownNumber(typed: readonly string[], language: 'it' | 'en'): string {
  const [text = ''] = typed;
  return language === 'it' ? text.replace('.', ',') : text;
}

/** Radios in a row, each with its points; boxes where several may hold at once. */
function Choices({
  fact,
  name,
  choices,
  typed,
  hasQuestion,
}: {
  readonly fact: FactDocument;
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly typed: readonly string[];
  readonly hasQuestion: boolean;
}): VNode {
  const { language, errors } = usePage();
  const error = errors.find(({ field }) => field === name)?.message;
  const isSet = fact.type === 'options';
  return (
    <>
      <fieldset
        class="bd-yn pts"
        {...(hasQuestion ? { 'aria-describedby': `${name}-about` } : {})}
        data-choices=""
      >
        <legend class={hasQuestion ? 'bd-vh' : ''}>{fact.label[language]}</legend>
        {choices.map(({ value, label, points }, index) => {
          const id = index === 0 ? name : `${name}-${value}`;
          return (
            <label key={value} for={id}>
              <input
                type={isSet ? 'checkbox' : 'radio'}
                id={id}
                name={name}
                value={value}
                checked={typed.includes(value)}
              />
              <span>
                {label[language]}
                {points === undefined ? null : <b> {pointsText(points, language)}</b>}
              </span>
            </label>
          );
        })}
      </fieldset>
      {error === undefined ? null : (
        <p class="bd-error" id={`${name}-error`}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
    </>
  );
}
