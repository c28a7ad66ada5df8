import type { VNode } from 'preact';
import { timeLeftText } from '../../engine/index.ts';
import {
  Columns,
  Form,
  formatDay,
  formatExactInstant,
  formatInstant,
  Hash,
  Hidden,
  Icon,
  Note,
  Timeline,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import { missingConsents } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { currentIn } from '../documents/slots.ts';
import type { NextStep } from '../next-step.ts';
import { entryRefusals } from '../register/refusals.ts';
import type { GateState } from './gate-state.ts';
import { gateWords } from './gate-words.ts';

export interface GateProps {
  readonly application: ApplicationRecord;
  readonly state: GateState;
  readonly step: NextStep;
}

/** `10:00:00` in Italy. */
export function hourOf(at: string, language: Language): string {
  return (formatExactInstant(new Date(at), language).split(', ').at(-1) ?? '').slice(0, 8);
}

/** Where nothing can be submitted any more, nothing is said of how to. */
function isOver({ now, closesAt }: GateState): boolean {
  return closesAt !== null && now > closesAt;
}

/** The page one opens before the opening and leaves with the receipt. */
export function GateView(props: GateProps): VNode {
  const words = useWords(gateWords);
  const { application, step } = props;
  const help = words.help[step];
  return (
    <>
      {help === '' ? null : (
        <Note tone={step === 'missed' ? 'stop' : 'warn'} title={help}>
          <p>
            <a href={addressOf(application)}>{words.toApplication}</a>
          </p>
        </Note>
      )}
      <Box {...props} />
      <div class="bd-gate-side">
        <Columns>
          <Standing {...props} />
          {isOver(props.state) ? null : <WhatHappens {...props} />}
        </Columns>
      </div>
      <Everyone {...props} />
    </>
  );
}

/** The countdown and the one button; the script finds all it needs in the attributes. */
function Box({ application, state, step }: GateProps): VNode {
  const words = useWords(gateWords);
  const { language } = usePage();
  const address = addressOf(application);
  const { now, opensAt, closesAt, hash } = state;
  const isWaiting = opensAt !== null && now < opensAt;
  const until = isWaiting ? opensAt : closesAt;
  const canSend = hash !== null && (step === 'wait-for-opening' || step === 'submit');
  const began = application.consents.at(-1)?.at ?? application.frozenAt ?? application.createdAt;
  return (
    <section
      class="bd-gate"
      aria-labelledby="gate"
      data-gate={address}
      data-act={`/api/v1${address}/submission`}
      data-hash={hash ?? ''}
      data-now={now}
      data-opens={opensAt ?? ''}
      data-closes={closesAt ?? ''}
      data-began={began}
      data-said={JSON.stringify(saidIn(language))}
    >
      <h2 id="gate" class="bd-vh">
        {words.countdown}
      </h2>
      <div class="bd-gate-n">
        <div>
          <p class="bd-gate-label" data-part="label">
            {labelOf(state, language)}
          </p>
          <p class="bd-count" role="timer" data-part="count">
            {until === null ? '–' : timeLeftText(Date.parse(until) - Date.parse(now), words.days)}
          </p>
        </div>
        <div class="bd-gate-t">
          <p class="bd-gate-label">{words.serverTime}</p>
          <p class="bd-gate-hour" data-part="time">
            {hourOf(now, language)}
          </p>
        </div>
      </div>
      {opensAt === null || isOver(state) ? null : (
        <Line from={words[startOf(application)]} began={began} now={now} opensAt={opensAt} />
      )}
      {canSend ? (
        <Form action={`${address}/submission`}>
          <Hidden name="snapshotHash" value={hash} />
          <button type="submit" class="bd-btn first bd-gate-button" aria-describedby="gate-help">
            {words.send}
          </button>
          <p id="gate-help" class="bd-gate-help">
            {isWaiting ? words.buttonHelp(hourOf(opensAt, language)) : words.buttonHelpOpen}
          </p>
        </Form>
      ) : null}
      <output class="bd-gate-status" data-part="status" />
      <noscript>
        <p class="bd-gate-help">
          {words.noScript} <a href={`${address}/submission`}>{words.reload}</a>
        </p>
      </noscript>
    </section>
  );
}

/** What the figure below is; the script says the same as time goes by. */
function labelOf(state: GateState, language: Language): string {
  const words = gateWords[language];
  const { now, opensAt, closesAt } = state;
  if (opensAt !== null && now < opensAt) return words.toOpening;
  if (isOver(state)) return words.timeOver;
  return closesAt === null ? words.noClosing : words.toClosing;
}

/** What the script says, in one language. */
function saidIn(language: Language): object {
  const { days, toOpening, toClosing, timeOver, noClosing, open, closed, said } =
    gateWords[language];
  const refusals = Object.fromEntries(
    Object.entries(entryRefusals).map(([code, each]) => [code, each[language]]),
  );
  const titles = { openTitle: open, closedTitle: closed };
  return { days, toOpening, toClosing, timeOver, noClosing, ...titles, ...said, refusals };
}

/** What the line of time begins with. */
function startOf({ readyHash, frozenHash }: ApplicationRecord) {
  if (readyHash !== null) return 'confirmed';
  return frozenHash === null ? 'begun' : 'frozenSince';
}

/** Within so long of now an hour is enough to say which day is meant. */
const nearMs = 12 * 3_600_000;

function Line({
  from: start,
  began,
  now,
  opensAt,
}: {
  readonly from: string;
  readonly began: string;
  readonly now: string;
  readonly opensAt: string;
}): VNode {
  const words = useWords(gateWords);
  const { language } = usePage();
  const [from, at, to] = [began, now, opensAt].map((each) => Date.parse(each)) as [
    number,
    number,
    number,
  ];
  const share = Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
  const isNear = Math.abs(to - at) < nearMs;
  const x = `${at < to ? (share * 62).toFixed(1) : '100'}%`;
  return (
    <svg
      class="bd-gate-line"
      width="100%"
      height="64"
      role="img"
      aria-label={words.picture(formatInstant(new Date(opensAt), language))}
    >
      <line class="rail" x1="0" x2="100%" y1="26" y2="26" />
      <line class="done" data-part="done" x1="0" x2={x} y1="26" y2="26" />
      <circle class="dot" data-part="dot" cx={x} cy="26" r="10" />
      <line class="mark" x1="62%" x2="62%" y1="8" y2="44" />
      <text x="0" y="60">
        {start}
      </text>
      <text class="strong" x="62%" y="60" text-anchor="middle">
        {isNear ? hourOf(opensAt, language) : formatDay(new Date(opensAt), language)}
      </text>
      <text x="100%" y="60" text-anchor="end">
        {words.opened}
      </text>
    </svg>
  );
}

function Standing({ application, state }: GateProps): VNode {
  const words = useWords(gateWords);
  const { partners, consents, frozenHash } = application;
  const given = consents.map(({ organisationId }) => organisationId);
  const missing = missingConsents(
    partners.map(({ id }) => id),
    given,
  ).map((id) => partners.find((each) => each.id === id)?.name ?? id);
  const isFrozen = frozenHash !== null;
  const slots = new Set(application.documents.map(({ slot }) => slot));
  const documents = [...slots].filter((slot) => currentIn(application.documents, slot)).length;
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">{state.hash === null ? words.stateTitle : words.frozenTitle}</h2>
      <ul class="bd-ticks">
        <Tick isDone={isFrozen}>{isFrozen ? words.frozen : words.notFrozen}</Tick>
        <Tick isDone={isFrozen && missing.length === 0}>
          {words.consents(String(given.length), String(partners.length))}
          {isFrozen && missing.length > 0 ? (
            <>
              <br />
              {words.missing(missing.join(', '))}
            </>
          ) : null}
        </Tick>
        {documents === 0 ? null : <Tick isDone>{words.documents(String(documents))}</Tick>}
        {frozenHash === null ? null : (
          <li>
            <Icon name="lock" />
            <span>
              {words.hash}: <Hash value={frozenHash} />
            </span>
          </li>
        )}
      </ul>
      <p>
        <a href={addressOf(application)}>{words.reread}</a>
        {isOver(state) ? null : `. ${words.rereadHelp}`}
      </p>
    </section>
  );
}

function Tick({
  isDone,
  children,
}: {
  readonly isDone: boolean;
  readonly children: VNode | string | readonly (VNode | string | null)[];
}): VNode {
  return (
    <li class={isDone ? '' : 'not'}>
      <Icon name={isDone ? 'check-circle' : 'close-circle'} />
      <span>{children}</span>
    </li>
  );
}

function WhatHappens({ state: { opensAt, now } }: GateProps): VNode {
  const words = useWords(gateWords);
  const { language } = usePage();
  const isWaiting = opensAt !== null && now < opensAt;
  return (
    <section aria-labelledby="happens">
      <h2 id="happens">
        {isWaiting ? words.happens(hourOf(opensAt, language)) : words.happensNow}
      </h2>
      <Timeline
        steps={[
          { title: words.press, state: 'now', children: <p>{words.pressHelp}</p> },
          { title: words.number, state: 'ahead', children: <p>{words.numberHelp}</p> },
          { title: words.receipt, state: 'ahead', children: <p>{words.receiptHelp}</p> },
        ]}
      />
    </section>
  );
}

function Everyone({ state: { closesAt } }: GateProps): VNode {
  const words = useWords(gateWords);
  const { language } = usePage();
  const title =
    closesAt === null
      ? words.everyoneNoEnd
      : words.everyone(`${formatDay(new Date(closesAt), language)}, ${hourOf(closesAt, language)}`);
  return (
    <Note tone="info" title={title}>
      <p>
        {words.everyoneHelp} <a href="/status">{words.status}</a>
      </p>
    </Note>
  );
}
