import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Checkboxes,
  DateField,
  EmptyState,
  Form,
  Pagination,
  Section,
  Table,
  Tag,
  TextField,
  formatDay,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { PanelSeat } from './queries.ts';
import type { PanelSession } from './session.ts';
import { consolidationWords } from './words.ts';

export interface NewSessionFields {
  readonly heldOn: string;
  readonly place: string;
  readonly present: readonly string[];
}

export interface SessionsProps {
  readonly call: string;
  readonly sessions: readonly PanelSession[];
  readonly next: string | null;
  readonly seats: readonly PanelSeat[];
  readonly mayAct: boolean;
  readonly mayRelease: boolean;
  readonly fields: NewSessionFields;
}

/** The sessions of a panel, the latest first, and the form that opens the next. */
export function SessionsView(props: SessionsProps): VNode {
  const { sessions, next, mayAct, mayRelease, call } = props;
  const hasOpen = sessions.some(({ closedAt }) => closedAt === null);
  return (
    <>
      <List {...props} />
      <Pagination next={next} />
      {mayAct && !hasOpen ? <Opening {...props} /> : null}
      {mayRelease ? <Release call={call} /> : null}
    </>
  );
}

function List({ sessions, call }: SessionsProps): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  if (sessions.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneHelp}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.sessions}
      isCaptionHidden
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.number,
          isRowHead: true,
          cell: ({ number }) => (
            <a href={`/calls/${call}/sessions/${number}`}>{words.session(number)}</a>
          ),
        },
        { title: words.heldOn, cell: ({ heldOn }) => formatDay(heldOn, language) },
        { title: words.place, cell: ({ place }) => place },
        {
          title: words.state,
          cell: ({ closedAt, minutes }) =>
            closedAt === null ? (
              <Tag tone="warn">{words.open}</Tag>
            ) : (
              <Tag tone="ok">{minutes === null ? words.closed : words.minutes(minutes)}</Tag>
            ),
        },
      ]}
    />
  );
}

function Opening({ call, seats, fields }: SessionsProps): VNode {
  const words = useWords(consolidationWords);
  return (
    <Section id="new-session" title={words.newSession}>
      <Form action={`/calls/${call}/sessions`}>
        <DateField name="heldOn" label={words.heldOn} value={fields.heldOn} />
        <TextField
          name="place"
          label={words.place}
          hint={words.placeHint}
          value={fields.place}
          maxLength={200}
        />
        <Checkboxes
          name="present"
          label={words.present}
          options={seats.map(({ personId, name, part }) => ({
            value: personId,
            text: `${name} (${words.parts[part]})`,
          }))}
          values={fields.present}
        />
        <Actions>
          <Button>{words.openSession}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function Release({ call }: Pick<SessionsProps, 'call'>): VNode {
  const words = useWords(consolidationWords);
  return (
    <Section id="release" title={words.release}>
      <p>{words.releaseHelp}</p>
      <Form action={`/calls/${call}/feedback-releases`}>
        <Actions>
          <Button isSecondary>{words.release}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
