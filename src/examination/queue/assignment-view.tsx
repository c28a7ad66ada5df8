import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Facts,
  Form,
  Hidden,
  Instant,
  Section,
  Select,
  Table,
  TextArea,
  useWords,
} from '../../platform/page/index.ts';
import type { ExaminationRecord } from '../examination.ts';
import type { Officer } from './officers.ts';
import type { AssignmentLine } from './rotations.ts';
import { queueWords } from './words.ts';

/** Who has an application, who has had it, and giving it to somebody. */
export function AssignmentView({
  examination,
  officers,
  history,
  form = {},
}: {
  readonly examination: ExaminationRecord;
  readonly officers: readonly Officer[];
  readonly history: readonly AssignmentLine[];
  /** As it was sent, when it is shown again. */
  readonly form?: { readonly officer?: string; readonly reason?: string };
}): VNode {
  const words = useWords(queueWords);
  const { assignedTo } = examination;
  const now = history[0]?.officerName ?? words.nobody;
  return (
    <>
      <Facts facts={[{ term: words.assignmentNow, value: now }]} />
      <Form>
        <Hidden name="from" value={assignedTo ?? ''} />
        <Select
          name="officer"
          label={words.assignmentTo}
          value={form.officer ?? ''}
          options={[
            ...officers.map(({ id, name, load }) => ({ value: id, text: `${name} (${load})` })),
            ...(assignedTo === null ? [] : [{ value: 'nobody', text: words.takeBack }]),
          ]}
        />
        <TextArea
          name="reason"
          label={words.assignmentReason}
          hint={words.assignmentReasonHint}
          value={form.reason ?? ''}
          rows={3}
          maxLength={1000}
          isOptional={assignedTo === null}
        />
        <Actions>
          <Button>{words.assign}</Button>
        </Actions>
      </Form>
      {history.length === 0 ? null : <History history={history} />}
    </>
  );
}

function History({ history }: { readonly history: readonly AssignmentLine[] }): VNode {
  const words = useWords(queueWords);
  return (
    <Section id="hands" title={words.assignmentHistory}>
      <Table
        caption={words.assignmentHistory}
        isCaptionHidden
        rows={history}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: words.rotationAt, isRowHead: true, cell: ({ at }) => <Instant at={at} /> },
          { title: words.officer, cell: ({ officerName }) => officerName ?? words.nobody },
          { title: words.rotationBy, cell: ({ byName }) => byName },
          {
            title: words.assignmentReason,
            isWide: true,
            cell: ({ reason, isByRotation }) => reason ?? (isByRotation ? words.byRotation : '—'),
          },
        ]}
      />
    </Section>
  );
}
