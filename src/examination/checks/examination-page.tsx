import type { VNode } from 'preact';
import { protocolOf } from '../../applications/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  Columns,
  Details,
  Form,
  Hidden,
  Instant,
  Note,
  Section,
  Tag,
  TextArea,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { PhaseReading } from '../../engine/index.ts';
import type { RequestRecord } from '../requests/request.ts';
import { AskedNote } from './asked-note.tsx';
import { BothSides, CheckItem, subjectAddress, titleOf } from './check-item.tsx';
import { TermBar } from '../term-bar.tsx';
import { CostSection } from './cost-section.tsx';
import { missingRules } from './decide-phase.ts';
import type { Desk } from './desk.ts';
import { effectOfFinding } from './effect-of-finding.ts';
import { EffectView, FigureList } from './figures-view.tsx';
import { figuresIn } from './effect.ts';
import { notOnLine, otherControls, workOf } from './hand.ts';
import { HandForm } from './hand-view.tsx';
import { findPlace } from './places.ts';
import type { TypedControl } from './read-hand-form.ts';
import { capital } from './outcome-view.tsx';
import { SecondOpinions } from './second-view.tsx';
import { Course, isAdmission, TermCard, type Term } from './side-view.tsx';
import { checkWords } from './words.ts';

export interface ExaminationProps {
  readonly desk: Desk;
  readonly term: Term | undefined;
  /** How the officer is called who has it. */
  readonly officer: string | undefined;
  readonly mayAct: boolean;
  readonly kept: ReadonlyMap<string, TypedControl>;
  /** What was asked of the applicant or announced, in order. */
  readonly requests: readonly RequestRecord[];
}

/** One application on one screen: what was declared, what proves it, what the rules say, what is left to do. */
export function ExaminationPage(props: ExaminationProps): VNode {
  const { desk, term, officer, mayAct } = props;
  const { examined } = desk;
  const words = useWords(checkWords);
  return (
    <>
      <Heading desk={desk} />
      {term ? (
        <div class="bd-top-term">
          <TermBar reading={term.reading} day={term.day} />
        </div>
      ) : null}
      <Columns kind="main-side">
        <div>
          <RulesMissing desk={desk} />
          <AskedNote requests={props.requests} address={desk.address} />
          <SecondOpinions desk={desk} mayAct={mayAct} />
          {examined.phases.map((reading) => (
            <PhaseSection key={reading.phase.id} reading={reading} {...props} />
          ))}
          <CostSection desk={desk} mayAct={mayAct} />
          <OtherValues {...props} />
          <Overruled desk={desk} />
          <OutcomeSection desk={desk} mayAct={mayAct} />
        </div>
        <aside class="bd-stick" aria-label={`${words.term}, ${words.path}`}>
          {term ? <TermCard desk={desk} term={term} /> : null}
          <Card>
            <h2 class="bd-h3">{words.figures}</h2>
            <p class="bd-2nd">{words.figuresNow}</p>
            <FigureList figures={figuresIn(examined.prepared)} />
          </Card>
          <Course desk={desk} officer={officer} />
        </aside>
      </Columns>
    </>
  );
}

const stateTones = {
  'to-begin': 'plain',
  'under-way': 'info',
  waiting: 'open',
  decided: 'ok',
  withdrawn: 'warn',
} as const satisfies Record<string, Tone>;

function Heading({ desk }: { readonly desk: Desk }): VNode {
  const words = useWords(checkWords);
  const { examined, call, address } = desk;
  const { examination, snapshot, published } = examined;
  const { state, outcome, entryNumber, submittedAt } = examination;
  return (
    <div class="bd-head">
      <div class="bd-row between">
        <h1>{snapshot.title}</h1>
        <Tag tone={stateTones[state]}>
          {outcome === null ? words.states[state] : words.outcomes[outcome]}
        </Tag>
      </div>
      <p>
        {protocolOf(call.slug, entryNumber)} · {words.lead} <b>{snapshot.lead.name}</b> ·{' '}
        {words.partners(snapshot.partners.length)} · {words.received}{' '}
        <Instant at={new Date(submittedAt)} isExact /> ·{' '}
        <a href={address}>{words.openApplication}</a>
      </p>
      <p class="bd-2nd">
        {words.rulesVersion(published.version)}.{' '}
        {published.version === call.version ? null : words.otherRules}
      </p>
    </div>
  );
}

function RulesMissing({ desk: { examined } }: { readonly desk: Desk }): VNode | null {
  const words = useWords(checkWords);
  const missing = missingRules(examined.call.document);
  if (missing.length === 0) return null;
  return (
    <Note tone="open" title={words.rulesMissing}>
      <p>{words.rulesMissingHelp}</p>
      <ul>
        {missing.map((rule) => (
          <li key={rule}>{words.missingRules[rule]}</li>
        ))}
      </ul>
    </Note>
  );
}

type PhaseProps = ExaminationProps & { readonly reading: PhaseReading };

const phaseTones = { open: 'open', pass: 'ok', reserve: 'warn', fail: 'stop' } as const;

function PhaseSection({ reading, ...props }: PhaseProps): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { examined } = props.desk;
  const { phase, state } = reading;
  const title = phase.title[language];
  const { outcome } = examined.examination;
  const isNow = examined.examination.phase === phase.id && outcome === null;
  const content =
    phase.by === 'panel' ? <p>{words.forPanel}</p> : <PhaseContent reading={reading} {...props} />;
  return (
    <section class="bd-sec bd-phase" aria-labelledby={`phase-${phase.id}`}>
      <div class="bd-row between">
        <h2 id={`phase-${phase.id}`}>{title}</h2>
        <span class="bd-row">
          {isNow ? <Tag tone="info">{words.phaseNow}</Tag> : null}
          {phase.by !== 'panel' ? (
            <Tag tone={phaseTones[state]}>{words.phaseStates[state]}</Tag>
          ) : isAdmission(outcome) ? (
            <Tag tone="ok">{words.phasePassed}</Tag>
          ) : null}
        </span>
      </div>
      <p class="bd-cite">{phase.article}</p>
      {isNow || phase.by === 'panel' ? (
        content
      ) : (
        <Details summary={`${words.byRules}, ${words.byHand.toLowerCase()}`}>{content}</Details>
      )}
    </section>
  );
}

function PhaseContent({ reading, ...props }: PhaseProps): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { desk, mayAct, kept } = props;
  const { examined } = desk;
  const { id } = reading.phase;
  const { byRules, byHand } = workOf(examined, id);
  const elsewhere = notOnLine(examined, id);
  const done = byHand.filter(({ check }) => check.verdict !== 'unknown').length;
  const met = byRules.filter(({ verdict }) => verdict === 'met').length;
  return (
    <>
      {byRules.length + byHand.length === 0 ? <p>{words.none}</p> : null}
      {byRules.length === 0 ? null : (
        <>
          <div class="bd-row between">
            <h3>{words.byRules}</h3>
            <span class="bd-2nd">{words.metOf(met, byRules.length)}</span>
          </div>
          <ul class="bd-flat bd-chks">
            {byRules.map((check) => (
              <CheckItem key={check.id} desk={desk} check={check} mayAct={mayAct} />
            ))}
          </ul>
        </>
      )}
      {byHand.length === 0 ? null : (
        <>
          <div class="bd-row between">
            <h3>{words.byHand}</h3>
            <span class="bd-2nd">{words.doneOf(done, byHand.length)}</span>
          </div>
          <HandForm
            desk={desk}
            group={id}
            blocks={byHand}
            controls={[]}
            mayAct={mayAct}
            kept={kept}
          />
        </>
      )}
      {elsewhere.length === 0 ? null : (
        <p class="bd-2nd">
          {words.notOnLine}: {elsewhere.map(({ title }) => title[language]).join('; ')}.
        </p>
      )}
      {examined.examination.phase === id ? (
        <Conclusion desk={desk} reading={reading} mayAct={mayAct} />
      ) : null}
    </>
  );
}

/** What is left to do in the phase under way, and the act that concludes it. */
function Conclusion({
  desk,
  reading: { phase, state, open },
  mayAct,
}: {
  readonly desk: Desk;
  readonly reading: PhaseReading;
  readonly mayAct: boolean;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { examination, call } = desk.examined;
  const canPass = state === 'pass' || state === 'reserve';
  const mayPass = mayAct && canPass && missingRules(call.document).length === 0;
  return (
    <div class="bd-card bd-left">
      <h3>{words.left}</h3>
      {state === 'fail' ? <p>{words.failHelp}</p> : null}
      {canPass ? <p>{words.leftNone}</p> : null}
      {open.length === 0 ? null : (
        <ul>
          {open.map((check) => (
            <li key={check.id}>{titleOf(desk, check, language)}</li>
          ))}
        </ul>
      )}
      {mayAct && phase.by === 'office' && (open.length > 0 || state === 'fail') ? (
        <p>
          <a href={`${desk.address}/requests`}>{words.toRequests}</a>
        </p>
      ) : null}
      {mayPass && examination.state !== 'waiting' ? (
        <Form action={`${desk.address}/examination/phases/${phase.id}/conclusion`}>
          <Hidden name="revision" value={String(examination.revision)} />
          <TextArea name="note" label={words.phaseNote} rows={2} maxLength={5000} isOptional />
          <Button>{words.concludePhase(phase.title[language])}</Button>
        </Form>
      ) : null}
    </div>
  );
}

function OtherValues({ desk, mayAct, kept }: ExaminationProps): VNode | null {
  const words = useWords(checkWords);
  const controls = otherControls(desk.examined);
  if (controls.length === 0) return null;
  return (
    <Section id="other-values" title={words.other}>
      <p>{words.otherHelp}</p>
      <HandForm
        desk={desk}
        group="other"
        blocks={[]}
        controls={controls}
        mayAct={mayAct}
        kept={kept}
      />
    </Section>
  );
}

/** Everything that was decided otherwise than it stood, each beside what stood there, with what it changes. */
function Overruled({ desk }: { readonly desk: Desk }): VNode | null {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { examined } = desk;
  const overruled = [...examined.standings.values()].flatMap(({ last }) => {
    const place = last?.overrules ? findPlace(examined, last) : undefined;
    return last && place ? [{ last, place }] : [];
  });
  if (overruled.length === 0) return null;
  return (
    <Section id="overruled" title={words.verified}>
      <p>{words.verifiedHelp}</p>
      {overruled.map(({ last, place }) => {
        const effect = effectOfFinding(examined, last);
        const label =
          place.type === 'check' ? place.check.title[language] : place.place.fact.label[language];
        return (
          <div key={last.number} class="bd-hand">
            <h3>
              <a href={subjectAddress(desk, last)}>{label}</a>
            </h3>
            <BothSides desk={desk} place={place} finding={last} />
            {effect ? <EffectView desk={desk} effect={effect} /> : null}
          </div>
        );
      })}
    </Section>
  );
}

function OutcomeSection({
  desk,
  mayAct,
}: {
  readonly desk: Desk;
  readonly mayAct: boolean;
}): VNode | null {
  const words = useWords(checkWords);
  const { address, examined } = desk;
  const { state, outcome } = examined.examination;
  if (outcome === null && !mayAct) return null;
  return (
    <Section id="outcome" title={words.outcomeStep}>
      {outcome === null ? null : (
        <p>
          <b>{capital(words.outcomes[outcome])}</b>.{' '}
          <a href={`${address}/outcome`}>{words.toOutcomePage}</a>
        </p>
      )}
      {mayAct && state !== 'withdrawn' ? (
        <Actions>
          {state === 'decided' ? (
            <ButtonLink href={`${address}/examination/reopening`} isSecondary>
              {outcome === 'with-reserve' ? words.lift : words.reopen}
            </ButtonLink>
          ) : (
            <ButtonLink href={`${address}/examination/outcome`} isSecondary>
              {words.toOutcome}
            </ButtonLink>
          )}
        </Actions>
      ) : null}
    </Section>
  );
}
