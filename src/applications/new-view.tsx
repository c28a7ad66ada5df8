import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import {
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Radios,
  Select,
  TextField,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { titleCharactersMax } from './draft.ts';
import { formWords } from './form-words.ts';

export interface NewForm {
  readonly lead: string;
  readonly title: string;
  readonly line: string;
}

/** The few things with which an application begins. */
export function NewView({
  slug,
  document,
  organisations,
  form,
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
    <Form action={`/calls/${slug}/applications`}>
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
      <Button>{words.newButton}</Button>
    </Form>
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
