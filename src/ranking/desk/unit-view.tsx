import type { VNode } from 'preact';
import {
  EmptyState,
  KeyFigures,
  Money,
  Section,
  Tag,
  useWords,
  type Fact,
  type Tone,
} from '../../platform/page/index.ts';
import { boundsOf } from './amount-bounds.ts';
import { RankingChartView } from './chart-view.tsx';
import { DecisionsView } from './decisions-view.tsx';
import { ListView } from './list-view.tsx';
import { OutsideView } from './outside-view.tsx';
import { sharePots } from './pot-shares.ts';
import { PotsView } from './pots-view.tsx';
import type { TakenDecision } from './queries.ts';
import { RankTable } from './rank-table.tsx';
import { pictureOf, type RankingPicture } from './ranking-picture.ts';
import type { SettledRound } from './settled-round.ts';
import { questionsAbout, questionsOf, type StopQuestion } from './stop-question.ts';
import { StopsView } from './stops-view.tsx';
import { WhatIfCard } from './what-if-card.tsx';
import { deskWords } from './words.ts';

export interface UnitProps {
  readonly settled: SettledRound;
  /** Index of the ranking. */
  readonly unit: number;
  readonly slug: string;
  readonly address: string;
  readonly decisions: readonly TakenDecision[];
  readonly mayDecide: boolean;
  readonly mayTry: boolean;
  readonly opened: number | undefined;
  readonly outsideAfter: number | undefined;
}

/** One ranking: where the money ends, which decision is missing, every line, and the money of each pot. */
export function UnitView(props: UnitProps): VNode {
  const { settled, unit, slug, address, decisions, mayDecide, mayTry } = props;
  const { round } = settled;
  if (round.call.document.procedure === 'list') return <ListView {...props} />;
  const picture = pictureOf(settled, unit);
  const questions = questionsAbout(questionsOf(round.stops), round.table.units[unit] ?? '');
  return (
    <>
      <RankingChartView picture={picture} />
      <Figures picture={picture} settled={settled} />
      <StopsView settled={settled} questions={questions} slug={slug} mayDecide={mayDecide} />
      {mayTry ? <WhatIfCard settled={settled} slug={slug} /> : null}
      <Lines {...props} picture={picture} />
      <OutsideView
        settled={settled}
        unit={unit}
        slug={slug}
        address={address}
        after={props.outsideAfter}
      />
      <PotsView pots={sharePots(round, boundsOf(settled))} />
      <DecisionsView settled={settled} decisions={decisions} slug={slug} mayDecide={mayDecide} />
    </>
  );
}

function Lines({
  settled,
  picture,
  slug,
  address,
  opened,
}: UnitProps & { readonly picture: RankingPicture }): VNode {
  const words = useWords(deskWords);
  return (
    <Section id="lines" title={words.lines}>
      {picture.rows.length === 0 ? (
        <EmptyState title={words.noLines}>
          <p>{words.noLinesHelp}</p>
        </EmptyState>
      ) : (
        <>
          <RankTable
            settled={settled}
            picture={picture}
            slug={slug}
            address={address}
            opened={opened}
          />
          {picture.rows.length > 100 ? (
            <JumpForm address={address} count={picture.rows.length} />
          ) : null}
        </>
      )}
    </Section>
  );
}

/** To any position of a long ranking. */
function JumpForm({ address, count }: { readonly address: string; readonly count: number }): VNode {
  const words = useWords(deskWords);
  const [path = '', query = ''] = address.split('?', 2);
  return (
    <form method="get" action={`${path}#lines`} class="bd-jump">
      {[...new URLSearchParams(query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label for="from">{words.jump}</label>
      <input
        class="bd-input num"
        id="from"
        name="from"
        type="text"
        inputMode="numeric"
        maxLength={String(count).length}
      />
      <button type="submit" class="bd-btn second small">
        {words.jumpGo}
      </button>
    </form>
  );
}

/** The four figures for which one comes to the page. */
function Figures({
  picture,
  settled,
}: {
  readonly picture: RankingPicture;
  readonly settled: SettledRound;
}): VNode | null {
  const words = useWords(deskWords);
  const { figures } = words;
  const { cut, granted, counts, asked } = picture;
  if (picture.rows.length === 0) return null;
  const money = (cents: number): VNode => <Money cents={cents} />;
  if (cut?.left !== undefined && cut.needed !== undefined) {
    const missing = Math.max(0, cut.needed - cut.left);
    const facts: readonly Fact[] = [
      { term: figures.sure, value: money(granted) },
      { term: figures.left, value: money(cut.left) },
      { term: figures.tiedAsk(cut.to - cut.from), value: money(cut.needed) },
      {
        term: figures.missing,
        value: missing > 0 ? <span class="bd-missing">{money(missing)}</span> : money(0),
      },
    ];
    return <KeyFigures facts={facts} />;
  }
  return (
    <KeyFigures
      facts={[
        { term: figures.granted, value: money(granted) },
        { term: figures.funded, value: counts.full + counts.part },
        ...(settled.round.funding ? [{ term: figures.unfunded, value: counts.without }] : []),
        ...(counts.open > 0 ? [{ term: figures.undecided, value: counts.open }] : []),
        { term: figures.asked, value: money(asked) },
      ].slice(0, 4)}
    />
  );
}

/** What holds a ranking back, if anything does. */
export function unitState(questions: readonly StopQuestion[]): {
  readonly state: 'needs-decision' | 'needs-rules' | 'needs-values' | 'waits' | 'complete';
  readonly tone: Tone;
} {
  const has = (nature: StopQuestion['nature']): boolean =>
    questions.some((question) => question.nature === nature);
  if (has('rule')) return { state: 'needs-rules', tone: 'stop' };
  if (has('decision') || has('mistake')) return { state: 'needs-decision', tone: 'stop' };
  if (has('value')) return { state: 'needs-values', tone: 'open' };
  return has('waits') ? { state: 'waits', tone: 'warn' } : { state: 'complete', tone: 'ok' };
}

export function UnitTag({ questions }: { readonly questions: readonly StopQuestion[] }): VNode {
  const words = useWords(deskWords);
  const { state, tone } = unitState(questions);
  return <Tag tone={tone}>{words.states[state]}</Tag>;
}
