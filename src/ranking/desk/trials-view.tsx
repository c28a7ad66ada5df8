import type { ComponentChildren, VNode } from 'preact';
import { parseCents } from '../../engine/index.ts';
import {
  Button,
  EmptyState,
  Form,
  formatMoney,
  formatNumber,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { changesSaid } from './changes-said.ts';
import { compareRounds } from './compare-rounds.ts';
import { keptEffect, type KeptEffect } from './effect.ts';
import { nameOf, potTitle } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { whatIfQuery } from './what-if-form.ts';
import type { KeptTrial } from './what-if-store.ts';
import { deskWords } from './words.ts';

interface TrialsProps {
  readonly slug: string;
  readonly settled: SettledRound;
  readonly trials: readonly KeptTrial[];
  readonly mayKeep: boolean;
}

/** So many trials stand side by side; the others are below them. */
const besideMax = 4;

/** The ranking of now and the trials kept, column by column. */
export function TrialsView(props: TrialsProps): VNode {
  const { trials, slug } = props;
  const words = useWords(deskWords);
  if (trials.length === 0)
    return (
      <EmptyState title={words.noTrials}>
        <p>{words.noTrialsHelp}</p>
        <p>
          <a href={`/rankings/${slug}/what-if`}>{words.toWhatIf}</a>
        </p>
      </EmptyState>
    );
  return (
    <>
      {Array.from({ length: Math.ceil(trials.length / besideMax) }, (_, index) => (
        <Beside
          key={index}
          {...props}
          trials={trials.slice(index * besideMax, (index + 1) * besideMax)}
        />
      ))}
      <p>
        <a href={`/rankings/${slug}/what-if`}>{words.toWhatIf}</a>
      </p>
    </>
  );
}

interface FigureRow {
  readonly title: string;
  readonly of: (effect: KeptEffect, trial: KeptTrial | undefined) => ComponentChildren;
}

function Beside(props: TrialsProps): VNode {
  const { settled, trials } = props;
  const words = useWords(deskWords);
  const now = keptEffect(compareRounds(settled.round, settled.round), []);
  return (
    <Table
      caption={words.compare}
      isScrolled
      rows={rowsOf(props, words, usePage().language)}
      keyOf={({ title }) => title}
      columns={[
        { title: words.row, isRowHead: true, cell: ({ title }) => title },
        { title: words.now, cell: ({ of }) => of(now, undefined) },
        ...trials.map((trial) => ({
          title: `${trial.name} (${trial.number})`,
          cell: ({ of }: FigureRow) => of(trial.result, trial),
        })),
      ]}
    />
  );
}

function rowsOf(
  { settled, slug, mayKeep, trials }: TrialsProps,
  words: (typeof deskWords)['it'],
  language: 'it' | 'en',
): readonly FigureRow[] {
  const { document } = settled.loaded.call;
  const money = (amount: string): string => formatMoney(parseCents(amount) ?? 0, language);
  const count = (number: number): string => formatNumber(number, language);
  const pots = [...new Set(trials.flatMap(({ result }) => result.pots.map(({ pot }) => pot)))];
  return [
    {
      title: words.changesTitle,
      of: (_, trial) =>
        trial ? (
          <ul class="bd-plain">
            {changesSaid(document, trial.changes, words, language).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ) : (
          words.noChanges
        ),
    },
    { title: words.fundedNow, of: ({ funded }) => count(funded.after) },
    { title: words.grantedNow, of: ({ granted }) => money(granted.after) },
    { title: words.undecidedCount, of: ({ undecided }) => count(undecided.after) },
    {
      title: words.enter,
      of: ({ entering, counts }) => (
        <Names settled={settled} changes={entering} count={counts.entering} />
      ),
    },
    {
      title: words.leave,
      of: ({ leaving, counts }) => (
        <Names settled={settled} changes={leaving} count={counts.leaving} />
      ),
    },
    { title: words.positionsChanged, of: ({ positionsChanged }) => count(positionsChanged) },
    ...pots.map((pot): FigureRow => ({
      title: `${words.leftIn}: ${potTitle(document, pot)[language]}`,
      of: (effect) => {
        const found = effect.pots.find((each) => each.pot === pot);
        return found ? money(found.after.left) : '—';
      },
    })),
    {
      title: words.round,
      of: (_, trial) =>
        trial && trial.round !== settled.loaded.frozen.number
          ? words.onOlderRound
          : words.roundNumber(settled.loaded.frozen.number),
    },
    {
      title: words.trialActions,
      of: (_, trial) =>
        trial ? (
          <TrialActions slug={slug} settled={settled} trial={trial} mayKeep={mayKeep} />
        ) : null,
    },
  ];
}

const namedMax = 8;

function Names({
  settled,
  changes,
  count,
}: {
  readonly settled: SettledRound;
  readonly changes: KeptEffect['entering'];
  readonly count: number;
}): VNode {
  const words = useWords(deskWords);
  const rowOf = new Map(settled.round.ids.map((id, row) => [id, row]));
  if (count === 0) return <>0</>;
  const shown = changes.slice(0, namedMax);
  return (
    <>
      {count}
      <ul class="bd-plain bd-small">
        {shown.map(({ application }) => {
          const found = settled.loaded.applications[rowOf.get(application) ?? -1];
          return <li key={application}>{found ? nameOf(found) : application}</li>;
        })}
        {count > shown.length ? <li>{words.andMore(count - shown.length)}</li> : null}
      </ul>
    </>
  );
}

function TrialActions({
  slug,
  settled,
  trial,
  mayKeep,
}: {
  readonly slug: string;
  readonly settled: SettledRound;
  readonly trial: KeptTrial;
  readonly mayKeep: boolean;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const query = whatIfQuery(settled.loaded.call, trial.changes, language);
  return (
    <>
      <a
        href={`/rankings/${slug}/what-if?${query}`}
        aria-label={`${words.openTrial}: ${trial.name}`}
      >
        {words.openTrial}
      </a>
      {mayKeep ? (
        <Form action={`/rankings/${slug}/what-ifs/${trial.number}/removal`}>
          <Button isSecondary isSmall>
            {words.removeTrial} <span class="bd-vh">{trial.name}</span>
          </Button>
        </Form>
      ) : null}
    </>
  );
}
