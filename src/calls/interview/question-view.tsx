import type { VNode } from 'preact';
import {
  Button,
  Checkbox,
  Checkboxes,
  DateField,
  Details,
  Form as PageForm,
  Hidden,
  Icon,
  Radios,
  Select,
  TextField,
  usePage,
  useWords,
  type Option,
} from '../../platform/page/index.ts';
import type { Question } from './interview.ts';
import { askFact, nameLine, nameRule } from './name-things.ts';
import { noneValue, notKnownValue, rowCountOf, textOf, textsOf, type Form } from './read-answer.ts';
import { declaredCategories, rolesOf, type FactDocument } from './step.ts';
import { interviewWords } from './words.ts';

export interface QuestionProps {
  readonly action: string;
  readonly question: Question;
  /** Known to the page that asked it, so that another one is not answered by mistake. */
  readonly id: string;
  readonly number: number;
  /** The steps so far, as text, and the place of the one that is being changed. */
  readonly steps: string;
  readonly changing: number | undefined;
  /** What stands in the fields. */
  readonly form: Form;
  readonly isOnlyCall: boolean;
}

/** Its form, which the language switch sends too. */
export const questionForm = 'question';

/** One question with its reason; "not yet known" is always an answer. */
export function QuestionView(props: QuestionProps): VNode {
  const { action, question, id, number, steps, changing, form } = props;
  const words = useWords(interviewWords);
  const hasChoice = question.kind === 'fact' && isChosen(question.fact);
  const isChange = changing !== undefined;
  return (
    <div class="bd-q">
      <PageForm action={action} id={questionForm}>
        <Hidden name="a" value={steps} />
        <Hidden name="q" value={id} />
        {isChange ? <Hidden name="at" value={String(changing)} /> : null}
        <p class="bd-eyebrow">
          {words.question(isChange ? changing + 1 : number)}
          <About {...props} />
        </p>
        <fieldset class="bd-q-set" aria-describedby="q-why">
          <legend>{textOfQuestion(question, usePage().language)}</legend>
          <Reason question={question} />
          <Fields question={question} form={form} />
        </fieldset>
        <div class="bd-row bd-actions">
          <Button name="act" value="answer">
            {words.next}
          </Button>
          {hasChoice ? null : (
            <Button name="act" value="unknown" isSecondary>
              {words.notKnown}
            </Button>
          )}
          {question.kind === 'fact' && question.fact.type === 'list' ? (
            <Button name="act" value="more" isSecondary>
              {words.moreRows}
            </Button>
          ) : null}
        </div>
        <p class="bd-row bd-tight">
          {number > 1 && !isChange ? (
            <button type="submit" class="bd-link" name="change" value={String(number - 2)}>
              {words.back}
            </button>
          ) : null}
          {isChange ? null : (
            <>
              {question.track.line === undefined ? null : (
                <button type="submit" class="bd-link" name="act" value="pass-line">
                  {words.passLine}
                </button>
              )}
              <button type="submit" class="bd-link" name="act" value="pass">
                {words.pass}
              </button>
            </>
          )}
        </p>
      </PageForm>
    </div>
  );
}

function textOfQuestion(question: Question, language: 'it' | 'en'): string {
  const words = interviewWords[language];
  if (question.kind === 'partners') return words.whoTakesPart;
  if (question.kind === 'costs') return words.whichCosts;
  return askFact(question.fact, language);
}

/** The call and the line that need the answer. */
function About({ question, isOnlyCall }: QuestionProps): VNode | null {
  const { language } = usePage();
  const line = nameLine(question.call, question.track.id, language);
  const parts = [
    ...(isOnlyCall ? [] : [question.call.rules.document.title[language]]),
    ...(line === undefined ? [] : [line]),
  ];
  return parts.length === 0 ? null : <span>{` · ${parts.join(' · ')}`}</span>;
}

function Reason({ question }: { readonly question: Question }): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const { neededBy, article } = question;
  const rule = nameRule(question.call, question.track, { id: neededBy, language });
  const why =
    neededBy === ''
      ? words.notNeeded
      : {
          requirement: words.neededFor(rule.title),
          criterion: words.neededForCriterion(rule.title),
          grant: words.neededForGrant,
        }[rule.kind];
  return (
    <div class="bd-reason" id="q-why">
      <Icon name="help-circle" />
      <div>
        <p>
          <b>{words.why}</b> {why}
        </p>
        {article === '' ? null : <p class="bd-cite">{article}</p>}
      </div>
    </div>
  );
}

interface FieldsProps {
  readonly question: Question;
  readonly form: Form;
}

function Fields({ question, form }: FieldsProps): VNode {
  switch (question.kind) {
    case 'fact':
      return <FactFields fact={question.fact} name="v" form={form} />;
    case 'each':
      return <EachFields question={question} form={form} />;
    case 'partners':
      return <PartnerFields question={question} form={form} />;
    default:
      return <CostFields question={question} form={form} />;
  }
}

function isChosen({ type }: FactDocument): boolean {
  return type === 'bool' || type === 'option';
}

interface FactFieldsProps {
  readonly fact: FactDocument;
  readonly name: string;
  readonly form: Form;
}

function FactFields({ fact, name, form }: FactFieldsProps): VNode {
  const words = useWords(interviewWords);
  const value = textOf(form, name);
  if (isChosen(fact))
    return (
      <Radios
        name={name}
        label={words.answer}
        options={[
          ...useChoices(fact),
          { value: notKnownValue, text: words.notKnown, hint: words.notKnownHint },
        ]}
        value={value}
      />
    );
  if (fact.type === 'options')
    return (
      <Checkboxes
        name={name}
        label={words.answer}
        options={[...useChoices(fact), { value: noneValue, text: words.noneOfThese }]}
        values={textsOf(form, name)}
      />
    );
  if (fact.type === 'list') return <ListFields fact={fact} form={form} />;
  return <PlainField fact={fact} name={name} form={form} label={words.answer} />;
}

function useChoices({ type, options = [] }: FactDocument): readonly Option[] {
  const words = useWords(interviewWords);
  const { language } = usePage();
  if (type === 'bool')
    return [
      { value: 'yes', text: words.yes },
      { value: 'no', text: words.no },
    ];
  return options.map(({ id, label }) => ({ value: id, text: label[language] }));
}

function PlainField({
  fact,
  name,
  form,
  label,
  isOptional,
}: FactFieldsProps & { readonly label: string; readonly isOptional?: boolean }): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const { type, unit } = fact;
  const value = textOf(form, name);
  const own = { name, value, isOptional: isOptional === true };
  if (type === 'date') return <DateField {...own} label={label} />;
  if (type === 'text') return <TextField {...own} label={label} maxLength={300} />;
  const hint = type === 'money' ? words.money : type === 'percent' ? words.percent : words.whole;
  const named = unit ? `${label} (${unit[language]})` : label;
  return <TextField {...own} label={named} hint={hint} isNumber />;
}

function ListFields({ fact, form }: Omit<FactFieldsProps, 'name'>): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  return (
    <div class="bd-rows">
      {Array.from({ length: rowCountOf(form) }, (_, row) => (
        <fieldset key={row}>
          <legend class="bd-legend">{words.row(row + 1)}</legend>
          {(fact.fields ?? []).map((field) => {
            const name = `v-${row}-${field.id}`;
            const label = field.label[language];
            return <ListField key={name} fact={field} name={name} form={form} label={label} />;
          })}
        </fieldset>
      ))}
    </div>
  );
}

function ListField(props: FactFieldsProps & { readonly label: string }): VNode {
  const { fact, name, form, label } = props;
  const choices = useChoices(fact);
  if (!isChosen(fact)) return <PlainField {...props} isOptional />;
  return (
    <Select
      name={name}
      label={label}
      options={choices}
      value={textOf(form, name)}
      prompt="—"
      isOptional
    />
  );
}

/** One answer for all of them, which any of them may depart from. */
function EachFields({
  question,
  form,
}: {
  readonly question: Extract<Question, { kind: 'each' }>;
  readonly form: Form;
}): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const { fact, partners, call } = question;
  const roles = new Map(rolesOf(call).map(({ id, label }) => [id, label[language]]));
  const isApart = partners.some(({ index }) =>
    textsOf(form, `v-p${index}`).some((each) => each !== ''),
  );
  const choices: readonly Option[] = [
    ...useChoices(fact),
    { value: notKnownValue, text: words.notKnown },
  ];
  const each = partners.map(({ index, role }) => {
    const name = `v-p${index}`;
    const label = words.partner(index + 1, roles.get(role) ?? role);
    return isChosen(fact) ? (
      <Select
        key={name}
        name={name}
        label={label}
        options={choices}
        value={textOf(form, name)}
        prompt={words.asAll}
        isOptional
      />
    ) : (
      <PartnerField key={name} fact={fact} name={name} form={form} label={label} />
    );
  });
  if (partners.length === 1 && partners[0]) return <FactFields fact={fact} name="v" form={form} />;
  return (
    <>
      {isChosen(fact) ? (
        <Radios
          name="v"
          label={words.forAll}
          hint={words.forAllHint}
          options={choices}
          value={textOf(form, 'v')}
        />
      ) : (
        <PartnerField fact={fact} name="v" form={form} label={words.forAll} />
      )}
      {isApart ? <div>{each}</div> : <Details summary={words.each}>{each}</Details>}
    </>
  );
}

function PartnerField(props: FactFieldsProps & { readonly label: string }): VNode {
  const { fact, name, form, label } = props;
  const choices = useChoices(fact);
  if (fact.type !== 'options') return <PlainField {...props} isOptional />;
  return (
    <Checkboxes
      name={name}
      label={label}
      options={choices}
      values={textsOf(form, name)}
      isOptional
    />
  );
}

function PartnerFields({ question, form }: FieldsProps): VNode {
  const { language } = usePage();
  return (
    <>
      {rolesOf(question.call).map(({ id, label, article, lead }) => (
        <TextField
          key={id}
          name={`v-${id}`}
          label={label[language]}
          hint={article}
          value={textOf(form, `v-${id}`) || (lead === true ? '1' : '0')}
          inputMode="numeric"
          maxLength={6}
          isNumber
        />
      ))}
    </>
  );
}

function CostFields({ question, form }: FieldsProps): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  return (
    <>
      <p class="bd-small">{words.costsHint}</p>
      {declaredCategories(question.track).map(({ id, code, label }) => (
        <TextField
          key={id}
          name={`v-${id}`}
          label={`${code === undefined ? '' : `${code} `}${label[language]}`}
          value={textOf(form, `v-${id}`)}
          isNumber
          isOptional
        />
      ))}
      <Checkbox
        name="rest"
        label={words.restIsNothing}
        hint={words.restHint}
        isChecked={textOf(form, 'rest') === 'on'}
      />
    </>
  );
}
