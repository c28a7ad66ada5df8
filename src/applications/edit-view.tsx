import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Details,
  Form,
  Hidden,
  Note,
  Table,
  TextArea,
  TextField,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { addressOf } from './addresses.ts';
import type { ApplicationRecord } from './application-record.ts';
import type { Difference } from './differences.ts';
import { titleCharactersMax } from './draft.ts';
import { formWords } from './form-words.ts';
import { labelOf, type ProblemPlace } from './problem-words.ts';
import { applicationWords } from './words.ts';

/** Something to correct or to answer, at its line of the text. */
export interface PlacedProblem {
  readonly line: number | undefined;
  readonly text: string;
}

export interface EditForm {
  readonly title: string;
  readonly text: string;
  /** The version that the editor has seen. */
  readonly tag: string;
}

export interface EditProps {
  readonly application: ApplicationRecord;
  readonly form: EditForm;
  /** Questions still open in the stored text, or what keeps this text from being stored. */
  readonly problems: readonly PlacedProblem[];
  readonly place: Omit<ProblemPlace, 'language'>;
  /** What somebody else has stored meanwhile, and what would take its place. */
  readonly differences?: readonly Difference[];
}

const rowsMax = 48;

/** The whole text of a draft in one form; whatever was typed stays in it. */
export function EditView(props: EditProps): VNode {
  const { application, form, problems, differences } = props;
  const words = useWords(formWords);
  const { errors } = usePage();
  return (
    <>
      {differences ? (
        <Changed differences={differences} place={props.place} />
      ) : (
        <WillVoid application={application} />
      )}
      {problems.length === 0 ? null : (
        <Details summary={words.stillOpen(String(problems.length))} isOpen={errors.length > 0}>
          <ProblemList problems={problems} text={form.text} />
        </Details>
      )}
      <Form action={`${addressOf(application)}/edit`}>
        <Hidden name="tag" value={form.tag} />
        <TextField
          name="title"
          label={words.newName}
          value={form.title}
          maxLength={titleCharactersMax}
        />
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          value={form.text}
          rows={Math.min(rowsMax, form.text.split('\n').length + 2)}
          isCode
        />
        <Actions>
          <Button>{words.save}</Button>
          <ButtonLink href={addressOf(application)} isSecondary>
            {words.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </>
  );
}

/** Says what saving undoes, where the text is frozen. */
export function WillVoid({
  application,
}: {
  readonly application: ApplicationRecord;
}): VNode | null {
  const words = useWords(formWords);
  const { frozenHash, consents } = application;
  if (frozenHash === null) return null;
  return (
    <Note tone="warn" title={words.willVoid}>
      {consents.length === 0 ? null : <p>{words.willVoidConsents(String(consents.length))}</p>}
    </Note>
  );
}

/** Each with its number and the line as it is written, because a text cannot be marked in its field. */
function ProblemList({
  problems,
  text,
}: {
  readonly problems: readonly PlacedProblem[];
  readonly text: string;
}): VNode {
  const words = useWords(formWords);
  const lines = text.split('\n');
  return (
    <ul>
      {problems.map((problem, index) => {
        const written = problem.line === undefined ? undefined : lines[problem.line - 1]?.trim();
        return (
          <li key={index}>
            {problem.line === undefined ? null : <b>{words.lineAt(String(problem.line))}: </b>}
            {problem.text}
            {written === undefined || written === '' ? null : (
              <>
                {' '}
                <code>{written}</code>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Changed({
  differences,
  place,
}: {
  readonly differences: readonly Difference[];
  readonly place: Omit<ProblemPlace, 'language'>;
}): VNode {
  const words = useWords(formWords);
  const { language } = usePage();
  return (
    <Note tone="stop" title={words.staleTitle} isAnnounced>
      <p>{words.staleHelp}</p>
      {differences.length === 0 ? null : (
        <Table
          caption={words.staleTitle}
          rows={differences}
          keyOf={({ path }) => path.join('/')}
          columns={[
            {
              title: words.place,
              isRowHead: true,
              cell: ({ path }) => labelOf(path, { ...place, language }) || path.slice(1).join(', '),
            },
            { title: words.stored, cell: ({ before }) => <Value value={before} /> },
            { title: words.yours, cell: ({ after }) => <Value value={after} /> },
          ]}
        />
      )}
    </Note>
  );
}

function Value({ value }: { readonly value: unknown }): VNode {
  const words = useWords(applicationWords);
  if (value === undefined) return <>{words.nothing}</>;
  return <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>;
}
