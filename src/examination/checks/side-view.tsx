import type { VNode } from 'preact';
import { protocolOf } from '../../applications/index.ts';
import { phasesOf, type ClockReading, type DayNumber } from '../../engine/index.ts';
import {
  Card,
  Day,
  Instant,
  Timeline,
  usePage,
  useWords,
  type Step,
} from '../../platform/page/index.ts';
import { TermBar } from '../term-bar.tsx';
import type { Desk } from './desk.ts';
import type { OutcomeAct } from './outcome-act.ts';
import { capital } from './outcome-view.tsx';
import type { ExaminationOutcome } from '../examination.ts';
import { termWords } from '../term-words.ts';
import { checkWords } from './words.ts';

/** The clock of the examination as read today. */
export interface Term {
  readonly reading: ClockReading | undefined;
  readonly day: DayNumber;
}

export function TermCard({ desk, term }: { readonly desk: Desk; readonly term: Term }): VNode {
  const words = useWords(checkWords);
  const { notBefore } = useWords(termWords);
  const { due } = desk.examined.examination;
  return (
    <div class="bd-card bd-side-term">
      <h2 class="bd-h3">{words.term}</h2>
      {due === null ? null : (
        <>
          {term.reading?.due.type === 'open' ? <p class="bd-2nd">{notBefore}</p> : null}
          <p class="bd-big">
            <Day day={due} />
          </p>
        </>
      )}
      <TermBar reading={term.reading} day={term.day} />
    </div>
  );
}

/** The course of an application: what lies behind it, where it stands, what is ahead. */
export function Course({
  desk,
  officer,
}: {
  readonly desk: Desk;
  readonly officer: string | undefined;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { examined, call, acts, personId } = desk;
  const { examination } = examined;
  const { assignedTo, submittedAt, entryNumber, outcome, state } = examination;
  const whom = assignedTo === personId ? words.toYou : officer;
  const decided = acts.findLast(({ kind }) => kind !== 'phase-passed');
  const steps: Step[] = [
    {
      title: words.submitted,
      when: <Instant at={new Date(submittedAt)} />,
      children: <p>{words.protocol(protocolOf(call.slug, entryNumber))}</p>,
      state: 'done',
    },
    {
      title: assignedTo === null ? words.notAssigned : `${words.assigned} ${whom ?? ''}`.trim(),
      state: assignedTo === null ? 'ahead' : 'done',
    },
    ...phaseSteps(desk, language, words),
    {
      title: outcome === null ? words.outcomeStep : capital(words.outcomes[outcome]),
      when: outcome !== null && decided ? <Instant at={new Date(decided.at)} /> : undefined,
      state: state === 'decided' || state === 'withdrawn' ? 'done' : 'ahead',
    },
  ];
  return (
    <Card>
      <h2 class="bd-h3">{words.path}</h2>
      <Timeline steps={steps} />
      {acts.length === 0 ? null : <Acts acts={acts} />}
    </Card>
  );
}

function phaseSteps(
  { examined, acts }: Desk,
  language: 'it' | 'en',
  words: (typeof checkWords)['it'],
): readonly Step[] {
  const { examination } = examined;
  const phases = phasesOf(examined.call);
  const now = phases.findIndex(({ id }) => id === examination.phase);
  const isOver = isAdmission(examination.outcome);
  return phases.map(({ id, title, by }, index) => {
    const passed = acts.findLast(({ kind, phase }) => kind === 'phase-passed' && phase === id);
    const isNow = index === now && examination.outcome === null;
    const isDone = now < 0 || index < now || isOver;
    return {
      title: title[language],
      when: isNow ? (
        by === 'panel' ? (
          words.atPanel
        ) : (
          words.points(examined.phases.find(({ phase }) => phase.id === id)?.open.length ?? 0)
        )
      ) : isDone && passed ? (
        <Instant at={new Date(passed.at)} />
      ) : undefined,
      state: isNow ? 'now' : isDone ? 'done' : 'ahead',
    };
  });
}

/** Whether an application has passed all phases, also that of the panel, which no act of the office concludes. */
export function isAdmission(outcome: ExaminationOutcome | null): boolean {
  return outcome === 'admitted' || outcome === 'with-reserve';
}

function Acts({ acts }: { readonly acts: readonly OutcomeAct[] }): VNode {
  const words = useWords(checkWords);
  return (
    <details class="bd-details">
      <summary>{words.officeActs}</summary>
      <ul class="bd-flat">
        {acts.map((act) => (
          <li key={act.number}>
            <b>{words.actKinds[act.kind]}</b>, {words.by(act.personName)},{' '}
            <Instant at={new Date(act.at)} />
            {act.ground === null ? null : <p>{act.ground}</p>}
            {act.note === null ? null : <p>{act.note}</p>}
          </li>
        ))}
      </ul>
    </details>
  );
}
