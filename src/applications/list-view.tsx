import type { VNode } from 'preact';
import {
  ButtonLink,
  EmptyState,
  Facts,
  Instant,
  Pagination,
  Section,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../platform/page/index.ts';
import type { Principal } from '../accounts/index.ts';
import { addressOf } from './addresses.ts';
import { stateOf, type ApplicationState } from './application.ts';
import type { ApplicationSummary } from './application-record.ts';
import { listWords } from './list-words.ts';
import { abilitiesOf, nextStepOf, type Abilities, type NextStep } from './next-step.ts';
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
  const list = useWords(listWords);
  return (
    <>
      {applications.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHelp}</p>
          <ButtonLink href="/calls">{words.toCalls}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <ul class="bd-mine">
            {applications.map((each) => (
              <MyApplication key={each.id} application={each} principal={principal} />
            ))}
          </ul>
          <Pagination next={next} />
        </>
      )}
      <Section id="who" title={list.who}>
        <p>{list.whoHelp}</p>
        <ul>
          <li>
            <a href="/organisations">{list.organisations}</a>
          </li>
          <li>
            <a href="/account">{list.account}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

/** One application: where it stands, what runs until when, the next step, and what belongs to it. */
function MyApplication({
  application,
  principal,
}: {
  readonly application: ApplicationSummary;
  readonly principal: Principal;
}): VNode {
  const words = useWords(applicationWords);
  const list = useWords(listWords);
  const { id, title, call, lead, entries } = application;
  const abilities = abilitiesOf(principal, application);
  const step = nextStepOf(application, abilities);
  const address = addressOf(application);
  const heading = `application-${id}`;
  return (
    <li>
      <article aria-labelledby={heading}>
        <p class="bd-row">
          <StateTag state={stateOf(application)} />
          {call.mode === 'live' ? null : <Tag tone="stop">{words.modes[call.mode]}</Tag>}
        </p>
        <h2 id={heading}>
          <a href={address}>{title}</a>
        </h2>
        <Facts
          facts={[
            { term: words.call, value: <CallLink call={call} /> },
            { term: words.lead, value: lead.name },
            { term: list.clock, value: <Clock application={application} step={step} /> },
          ]}
        />
        <div class="bd-mine-next">
          <p>{isTodo.has(step) ? <b>{words.steps[step]}.</b> : `${list.waiting[step]}.`}</p>
          <NextButton application={application} step={step} abilities={abilities} />
        </div>
        <ul class="bd-mine-links" aria-label={list.more(title)}>
          <li>
            <a href={`${address}/documents`}>{list.documents}</a>
          </li>
          {entries.length === 0 ? null : (
            <li>
              <a href={`${address}#receipts`}>{words.receipts}</a>
            </li>
          )}
          <li>
            <a href={`${address}#everything`}>{list.everything}</a>
          </li>
          <li>
            <a href={`${address}#history`}>{words.history}</a>
          </li>
        </ul>
      </article>
    </li>
  );
}

function CallLink({ call: { slug, title } }: Pick<ApplicationSummary, 'call'>): VNode {
  const { language } = usePage();
  return <a href={`/calls/${slug}`}>{title[language]}</a>;
}

/** The one thing to press, on the page where it is done. */
function NextButton({
  application,
  step,
  abilities,
}: {
  readonly application: ApplicationSummary;
  readonly step: NextStep;
  readonly abilities: Abilities;
}): VNode {
  const list = useWords(listWords);
  const address = addressOf(application);
  const { lastEntry, consents } = application;
  const given = consents.map(({ organisationId }) => organisationId);
  const mine = abilities.consentsFor.find((id) => !given.includes(id)) ?? '';
  const places: Readonly<Partial<Record<NextStep, string>>> = {
    complete: `${address}/sections/project`,
    consent: `${address}#consent-${mine}`,
    'wait-for-opening': `${address}/submission`,
    submit: `${address}/submission`,
    'wait-for-submission': `${address}/submission`,
    ...(lastEntry ? { none: `${address}/receipts/${lastEntry.number}` } : {}),
  };
  return (
    <ButtonLink href={places[step] ?? address} isSecondary={!isTodo.has(step)}>
      {list.buttons[step]}
      <span class="bd-vh">: {application.title}</span>
    </ButtonLink>
  );
}

/** What runs now and until when; once it is submitted, when that was. */
function Clock({
  application: { call, entries },
  step,
}: {
  readonly application: ApplicationSummary;
  readonly step: NextStep;
}): VNode {
  const list = useWords(listWords);
  const last = entries.at(-1);
  const { closesAt, admittedUntil, now } = call.window;
  const said = (text: string, at: string): VNode => (
    <>
      {text} <Instant at={new Date(at)} />
    </>
  );
  const isOver = step === 'none' || step === 'missed';
  if (last && isOver)
    return said(last.kind === 'submission' ? list.received : list.withdrawn, last.at);
  if (call.opensAt !== null && now < call.opensAt) return said(list.opens, call.opensAt);
  if (closesAt === null) return <>{list.noEnd}</>;
  if (step === 'missed') return said(list.closed, closesAt);
  const isLater = admittedUntil !== null && admittedUntil > closesAt;
  return isLater ? said(list.admitted, admittedUntil) : said(list.closes, closesAt);
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
