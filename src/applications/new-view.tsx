import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import {
  Button,
  ButtonLink,
  Details,
  EmptyState,
  Facts,
  Form,
  Hidden,
  Note,
  Radios,
  Select,
  TextField,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { titleCharactersMax } from './draft.ts';
import { formWords } from './form-words.ts';
import type { GivenAnswers } from './given-answers.ts';

export interface NewForm {
  readonly lead: string;
  readonly title: string;
  readonly line: string;
  /** Of the interview, as its pages carry them. */
  readonly answers: string;
  /** What was written for each partner, by the name of its field. */
  readonly partners: Readonly<Record<string, string>>;
}

/** Its form, which the language switch sends too. */
export const newFormId = 'new-application';

/** The few things with which an application begins. */
export function NewView({
  slug,
  document,
  organisations,
  form,
  given,
}: {
  readonly slug: string;
  readonly document: CallDocument;
  /** Those for which the person may write applications in this call. */
  readonly organisations: readonly {
    readonly id: string;
    readonly name: string;
    readonly fiscalCode: string;
  }[];
  readonly form: NewForm;
  readonly given: GivenAnswers | undefined;
}): VNode {
  const words = useWords(formWords);
  const { language } = usePage();
  if (organisations.length === 0)
    return (
      <EmptyState title={words.noOrganisation}>
        <p>{words.noOrganisationHelp}</p>
        <ButtonLink href="/account">{words.toAccount}</ButtonLink>
      </EmptyState>
    );
  const leaves = leavesOf(document, language);
  return (
    <Form action={`/calls/${slug}/applications`} id={newFormId}>
      {given ? <Given given={given} /> : null}
      <Select
        name="lead"
        label={words.newFor}
        hint={words.newForHint}
        options={organisations.map(({ id, name, fiscalCode }) => ({
          value: id,
          text: `${name} (${fiscalCode})`,
        }))}
        value={form.lead}
      />
      <TextField
        name="title"
        label={words.newName}
        value={form.title}
        maxLength={titleCharactersMax}
      />
      {leaves.length === 0 ? null : (
        <Radios name="line" label={words.newLine} options={leaves} value={form.line} />
      )}
      {given ? <Others given={given} form={form} /> : null}
      <Button>{given ? words.newButtonWithAnswers : words.newButton}</Button>
    </Form>
  );
}

/** What was said in the interview, to be looked through before it goes into the draft. */
function Given({ given: { text, said, dropped } }: { readonly given: GivenAnswers }): VNode {
  const words = useWords(formWords);
  return (
    <>
      <Hidden name="a" value={text} />
      <Note tone="info" title={words.givenTitle(said.length)}>
        <p>{words.givenLead}</p>
        {dropped === 0 ? null : <p>{words.givenDropped(dropped)}</p>}
      </Note>
      <Details summary={words.givenAnswers}>
        <Facts facts={said.map(({ about, answer }) => ({ term: about, value: answer }))} />
      </Details>
    </>
  );
}

/** The organisations of the partners that were spoken of: they can be named now, or left for later. */
function Others({
  given: { others },
  form,
}: {
  readonly given: GivenAnswers;
  readonly form: NewForm;
}): VNode | null {
  const words = useWords(formWords);
  if (others.length === 0) return null;
  return (
    <fieldset class="bd-others">
      <legend class="bd-legend">{words.othersTitle}</legend>
      <p>{words.othersLead}</p>
      {others.map(({ field, title }) => (
        <TextField
          key={field}
          name={field}
          label={words.otherCode(title)}
          value={form.partners[field] ?? ''}
          maxLength={16}
          isOptional
        />
      ))}
    </fieldset>
  );
}

/** What an application can be made for: sub-lines where there are some, otherwise lines. */
export function leavesOf(document: CallDocument, language: 'it' | 'en') {
  return (document.lines ?? []).flatMap((line) =>
    line.sublines?.length
      ? line.sublines.map(({ id, title }) => ({
          value: id,
          text: `${line.title[language]}: ${title[language]}`,
        }))
      : [{ value: line.id, text: line.title[language] }],
  );
}
