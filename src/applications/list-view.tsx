import type { VNode } from 'preact';
import {
  ButtonLink,
  EmptyState,
  Instant,
  Pagination,
  Table,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../platform/page/index.ts';
import type { Principal } from '../accounts/index.ts';
import { stateOf, type ApplicationState } from './application.ts';
import type { ApplicationSummary } from './application-record.ts';
import { abilitiesOf, nextStepOf, type NextStep } from './next-step.ts';
import { applicationWords } from './words.ts';

export const stateTones: Readonly<Record<ApplicationState, Tone>> = {
  draft: 'plain',
  frozen: 'warn',
  ready: 'info',
  submitted: 'ok',
  withdrawn: 'plain',
};

/** What somebody has to do themselves, unlike what they wait for. */
const isTodo: ReadonlySet<NextStep> = new Set(['complete', 'consent', 'submit', 'take-up-again']);

export function StateTag({ state }: { readonly state: ApplicationState }): VNode {
  const words = useWords(applicationWords);
  return <Tag tone={stateTones[state]}>{words.states[state]}</Tag>;
}

export function ListView({
  applications,
  principal,
  next,
}: {
  readonly applications: readonly ApplicationSummary[];
  readonly principal: Principal;
  readonly next: string | null;
}): VNode {
  const words = useWords(applicationWords);
  if (applications.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneHelp}</p>
        <ButtonLink href="/">{words.toCalls}</ButtonLink>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={words.applications}
        rows={applications}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.application,
            isRowHead: true,
            cell: ({ id, title, call }) => (
              <a href={`/calls/${call.slug}/applications/${id}`}>{title}</a>
            ),
          },
          { title: words.call, cell: ({ call }) => <CallOf call={call} />, isWide: true },
          { title: words.lead, cell: ({ lead }) => lead.name },
          { title: words.state, cell: (each) => <StateTag state={stateOf(each)} /> },
          {
            title: words.next,
            cell: (each) => {
              const step = nextStepOf(each, abilitiesOf(principal, each));
              return isTodo.has(step) ? <b>{words.steps[step]}</b> : words.steps[step];
            },
          },
          { title: words.deadline, cell: (each) => <Deadline application={each} /> },
        ]}
      />
      <Pagination next={next} />
    </>
  );
}

/** The call, and whether it is for real. */
function CallOf({ call: { title, mode } }: Pick<ApplicationSummary, 'call'>): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  if (mode === 'live') return <>{title[language]}</>;
  return (
    <>
      <p class="bd-tight">{title[language]}</p>
      <Tag tone="stop">{words.modes[mode]}</Tag>
    </>
  );
}

/** When it can be submitted until; nothing once it is. */
export function Deadline({
  application: { call, lastEntry },
}: {
  readonly application: ApplicationSummary;
}): VNode {
  const words = useWords(applicationWords);
  const { closesAt } = call.window;
  if (lastEntry?.kind === 'submission') return <>–</>;
  return closesAt === null ? <>{words.noDeadline}</> : <Instant at={new Date(closesAt)} />;
}
