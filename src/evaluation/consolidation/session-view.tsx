import type { ComponentChildren, VNode } from 'preact';
import {
  Actions,
  Button,
  Facts,
  Form,
  Pagination,
  Section,
  Table,
  Tag,
  TextArea,
  formatDay,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { pointsText } from '../sheets/scale.ts';
import type { DecidedLine, OpenedLine, SessionLine } from './queries.ts';
import type { PanelSession } from './session.ts';
import { consolidationWords } from './words.ts';

export interface SessionViewProps {
  readonly call: string;
  readonly session: PanelSession;
  readonly mayAct: boolean;
  readonly isPrinted: boolean;
  readonly ready: readonly SessionLine[];
  readonly opened: readonly OpenedLine[];
  readonly decided: readonly DecidedLine[];
  readonly next: string | null;
}

/** One session: who is there, what is ready, what is laid open, what was decided. */
export function SessionView(props: SessionViewProps): VNode {
  const { call, session, mayAct } = props;
  const here = `/calls/${call}/sessions/${session.number}`;
  return (
    <>
      <Heading {...props} />
      {session.closedAt === null ? (
        <>
          <Ready {...props} here={here} />
          <Opened {...props} here={here} />
        </>
      ) : null}
      <Decided {...props} />
      {mayAct ? <Closing here={here} /> : null}
    </>
  );
}

function Heading({ call, session, isPrinted }: SessionViewProps): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  const { heldOn, place, attendance, closedAt, minutes, notes } = session;
  return (
    <>
      <p class="bd-row">
        {closedAt === null ? (
          <Tag tone="warn">{words.open}</Tag>
        ) : (
          <Tag tone="ok">{words.closed}</Tag>
        )}
      </p>
      <Facts
        facts={[
          { term: words.heldOn, value: formatDay(heldOn, language) },
          { term: words.place, value: place },
          ...(notes === '' ? [] : [{ term: words.notes, value: notes }]),
          ...(minutes === null
            ? []
            : [
                {
                  term: words.minutes(minutes),
                  value: isPrinted ? (
                    <a href={`/calls/${call}/minutes/${minutes}`}>{words.minutesPdf(minutes)}</a>
                  ) : (
                    words.minutesComing(minutes)
                  ),
                },
              ]),
        ]}
      />
      <Section id="attendance" title={words.attendance}>
        <ul>
          {attendance.map(({ personId, name, part, isPresent }) => (
            <li key={personId}>
              {name}, {words.parts[part]}: {isPresent ? words.isPresent : words.isAbsent}
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

function Ready({ ready, mayAct, here }: SessionViewProps & { readonly here: string }): VNode {
  const words = useWords(consolidationWords);
  return (
    <Section id="ready" title={words.ready}>
      <p>{words.readyLead}</p>
      {ready.length === 0 ? (
        <p>{words.readyNone}</p>
      ) : (
        <Choosing here={here} act="open" button={words.openSheets} mayAct={mayAct}>
          <Table
            caption={words.ready}
            isCaptionHidden
            rows={ready}
            keyOf={({ applicationId }) => applicationId}
            columns={[
              ...chooser(mayAct, words.choose),
              { title: words.protocol, cell: ({ entryNumber }) => entryNumber },
              { title: words.application, isRowHead: true, cell: titleOf },
            ]}
          />
        </Choosing>
      )}
    </Section>
  );
}

function Opened({
  call,
  opened,
  mayAct,
  here,
}: SessionViewProps & { readonly here: string }): VNode {
  const words = useWords(consolidationWords);
  return (
    <Section id="opened" title={words.opened}>
      {opened.length === 0 ? (
        <p>{words.openedNone}</p>
      ) : (
        <Choosing
          here={here}
          act="decide"
          button={words.decideAsProposed}
          help={words.decideAsProposedHelp}
          mayAct={mayAct}
        >
          <Table
            caption={words.opened}
            isCaptionHidden
            rows={opened}
            keyOf={({ applicationId }) => applicationId}
            columns={[
              ...chooser<OpenedLine>(mayAct, words.choose, ({ isAgreed }) => isAgreed),
              { title: words.protocol, cell: ({ entryNumber }) => entryNumber },
              {
                title: words.application,
                isRowHead: true,
                cell: ({ applicationId, title, lead }) => (
                  <>
                    <a href={`/calls/${call}/applications/${applicationId}/consolidation`}>
                      {title}
                    </a>
                    <br />
                    <span class="bd-2nd">{lead}</span>
                  </>
                ),
              },
              {
                title: words.state,
                cell: ({ isAgreed }) => (
                  <Tag tone={isAgreed ? 'ok' : 'open'}>
                    {isAgreed ? words.agreed : words.differ}
                  </Tag>
                ),
              },
            ]}
          />
        </Choosing>
      )}
    </Section>
  );
}

function titleOf({ title, lead }: SessionLine): VNode {
  return (
    <>
      {title}
      <br />
      <span class="bd-2nd">{lead}</span>
    </>
  );
}

function chooser<L extends SessionLine>(
  mayAct: boolean,
  title: string,
  isChosen: (line: L) => boolean = () => true,
) {
  if (!mayAct) return [];
  return [
    {
      title,
      cell: (line: L) => (
        <input
          type="checkbox"
          name="application"
          value={line.applicationId}
          checked={isChosen(line)}
          aria-label={`${title}: ${line.title}`}
        />
      ),
    },
  ];
}

/** A table whose rows are chosen, and what is done with those. */
function Choosing({
  here,
  act,
  button,
  help,
  mayAct,
  children,
}: {
  readonly here: string;
  readonly act: 'open' | 'decide';
  readonly button: string;
  readonly help?: string;
  readonly mayAct: boolean;
  readonly children: ComponentChildren;
}): VNode {
  if (!mayAct) return <>{children}</>;
  return (
    <Form action={here}>
      {children}
      {help === undefined ? null : <p class="bd-2nd">{help}</p>}
      <Actions>
        <Button name="act" value={act} isSecondary>
          {button}
        </Button>
      </Actions>
    </Form>
  );
}

function Decided({ call, decided, next }: SessionViewProps): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  return (
    <Section id="decided" title={words.decided}>
      {decided.length === 0 ? (
        <p>{words.decidedNone}</p>
      ) : (
        <Table
          caption={words.decided}
          isCaptionHidden
          rows={decided}
          keyOf={({ applicationId }) => applicationId}
          columns={[
            { title: words.protocol, cell: ({ entryNumber }) => entryNumber },
            {
              title: words.application,
              isRowHead: true,
              cell: ({ applicationId, title, lead }) => (
                <>
                  <a href={`/calls/${call}/applications/${applicationId}/consolidation`}>{title}</a>
                  <br />
                  <span class="bd-2nd">{lead}</span>
                </>
              ),
            },
            { title: words.net, isNumber: true, cell: ({ net }) => pointsText(net, language) },
            {
              title: words.gross,
              isNumber: true,
              cell: ({ gross }) => pointsText(gross, language),
            },
            {
              title: words.threshold,
              cell: ({ passes, isReleased }) => (
                <div class="bd-row">
                  <Tag tone={passes ? 'ok' : 'stop'}>
                    {passes ? words.reached : words.notReached}
                  </Tag>
                  {isReleased ? <Tag tone="info">{words.released}</Tag> : null}
                </div>
              ),
            },
          ]}
        />
      )}
      <Pagination next={next} />
    </Section>
  );
}

function Closing({ here }: { readonly here: string }): VNode {
  const words = useWords(consolidationWords);
  return (
    <Section id="closing" title={words.closeSession}>
      <Form action={here}>
        <TextArea name="notes" label={words.notes} rows={3} maxLength={10_000} isOptional />
        <Actions>
          <Button name="act" value="close">
            {words.closeSession}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}
