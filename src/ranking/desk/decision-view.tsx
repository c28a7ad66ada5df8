import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Facts,
  Form,
  formatDay,
  formatInstant,
  Hidden,
  Section,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { contentText, StateOf } from './decisions-view.tsx';
import { KeptEffectView } from './effect-view.tsx';
import type { TakenDecision } from './queries.ts';
import type { SettledRound } from './settled-round.ts';
import { deskWords } from './words.ts';

interface DecisionViewProps {
  readonly slug: string;
  readonly settled: SettledRound;
  readonly decision: TakenDecision;
  readonly state: string;
  readonly mayAct: boolean;
}

/** A decision with its act, its reasons and the effect that was shown when it was taken. */
export function DecisionView({ slug, settled, decision, state, mayAct }: DecisionViewProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { content, act, day, ground, reasons, at, by, round, withdrawn, effect, number } = decision;
  const recorded = `${words.decidedOn(formatInstant(at, language), by)}, ${words.onRound(round)}`;
  return (
    <>
      <Facts
        facts={[
          {
            term: words.decision,
            value: contentText(settled.round.call.document, content, words, language),
          },
          { term: words.state, value: <StateOf decision={decision} /> },
          {
            term: words.act,
            value: `${act ?? '—'}${day === null ? '' : `, ${formatDay(day, language)}`} (${recorded})`,
          },
          { term: words.ground, value: ground },
          { term: words.reasons, value: reasons },
          ...(withdrawn
            ? [
                {
                  term: words.withdrawnBy(withdrawn.by, formatInstant(withdrawn.at, language)),
                  value: withdrawn.because,
                },
              ]
            : []),
        ]}
      />
      <Section id="effect" title={words.effectOf}>
        <KeptEffectView settled={settled} effect={effect} />
      </Section>
      {mayAct && !withdrawn ? (
        <Section id="withdraw" title={words.withdraw}>
          <p>{words.withdrawHelp}</p>
          <Form action={`/rankings/${slug}/decisions/${number}/withdrawal`}>
            <Hidden name="state" value={state} />
            <TextArea name="because" label={words.withdrawReason} rows={3} maxLength={1000} />
            <Actions>
              <Button isSecondary isDanger>
                {words.withdraw}
              </Button>
            </Actions>
          </Form>
        </Section>
      ) : null}
    </>
  );
}
