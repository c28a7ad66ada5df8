import type { VNode } from 'preact';
import { Section, useWords } from '../../platform/page/index.ts';
import type { ExaminationOutcome, ExaminationRecord } from '../examination.ts';
import { checkWords } from './words.ts';

/** Where the examination stands, on the page that the office has of an application. */
export function OfficePart({
  examination: { state, outcome, openPoints },
  address,
}: {
  readonly examination: ExaminationRecord;
  readonly address: string;
}): VNode {
  const words = useWords(checkWords);
  const said = outcome === null ? words.states[state] : words.outcomes[outcome];
  return (
    <Section id="examination" title={words.examination}>
      <p>
        {said}
        {openPoints > 0 ? `, ${words.points(openPoints)}` : ''}.{' '}
        <a href={`${address}/examination`}>{words.openExamination}</a>
      </p>
    </Section>
  );
}

/** How the examination ended, on the page that its people have of an application. */
export function ToldPart({
  outcome,
  address,
}: {
  readonly outcome: ExaminationOutcome;
  readonly address: string;
}): VNode {
  const words = useWords(checkWords);
  return (
    <Section id="examination-outcome" title={words.toldTitle}>
      <p>
        <b>{words.outcomes[outcome]}</b>. <a href={`${address}/outcome`}>{words.toOutcomePage}</a>
      </p>
    </Section>
  );
}
