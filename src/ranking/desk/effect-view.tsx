import type { VNode } from 'preact';
import { parseCents } from '../../engine/index.ts';
import {
  formatMoney,
  formatNumber,
  KeyFigures,
  Money,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { ChangedRow, PotChange, RoundComparison } from './compare-rounds.ts';
import type { KeptEffect } from './effect.ts';
import { nameOf, potTitle } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { deskWords } from './words.ts';

const listedMax = 20;

/** Who enters, who leaves, and what it does to the money of each pot. */
export function EffectView({
  settled,
  comparison,
}: {
  readonly settled: SettledRound;
  readonly comparison: RoundComparison;
}): VNode {
  const words = useWords(deskWords);
  const { entering, leaving, changed, settled: without, opened } = comparison;
  return (
    <div class="bd-effect">
      <EffectFigures comparison={comparison} />
      <div class="bd-cols half">
        <Changes
          title={entering.length === 0 ? words.nobodyEnters : words.entering(entering.length)}
          rows={entering}
          settled={settled}
        />
        <Changes
          title={leaving.length === 0 ? words.nobodyLeaves : words.leaving(leaving.length)}
          rows={leaving}
          settled={settled}
        />
      </div>
      {changed.length > 0 ? (
        <Changes title={words.changedGrants(changed.length)} rows={changed} settled={settled} />
      ) : null}
      {without.length > 0 ? <p>{words.settledNow(without.length)}.</p> : null}
      {opened.length > 0 ? <p>{words.openedNow(opened.length)}.</p> : null}
      <PotsTable settled={settled} pots={comparison.pots} />
    </div>
  );
}

function EffectFigures({ comparison }: { readonly comparison: RoundComparison }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { funded, granted, undecided, positionsChanged, stops } = comparison;
  const money = (cents: number): string => formatMoney(cents, language);
  const count = (number: number): string => formatNumber(number, language);
  return (
    <KeyFigures
      facts={[
        {
          term: words.fundedNow,
          value: <Turn before={count(funded.before)} after={count(funded.after)} />,
        },
        {
          term: words.grantedNow,
          value: <Turn before={money(granted.before)} after={money(granted.after)} />,
        },
        {
          term: words.undecidedCount,
          value: <Turn before={count(undecided.before)} after={count(undecided.after)} />,
        },
        stops.before === stops.after
          ? { term: words.positionsChanged, value: count(positionsChanged) }
          : {
              term: words.stopsAfter,
              value: <Turn before={count(stops.before)} after={count(stops.after)} />,
            },
      ]}
    />
  );
}

/** A figure before and after; one where nothing changes. */
function Turn({ before, after }: { readonly before: string; readonly after: string }): VNode {
  const words = useWords(deskWords);
  if (before === after) return <>{after}</>;
  return (
    <>
      <span class="bd-2nd bd-turn">
        <span class="bd-vh">{words.before} </span>
        {before} →{' '}
      </span>
      <span class="bd-vh">{words.after} </span>
      {after}
    </>
  );
}

function Changes({
  title,
  rows,
  settled,
}: {
  readonly title: string;
  readonly rows: readonly ChangedRow[];
  readonly settled: SettledRound;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  return (
    <div>
      <h3>{title}</h3>
      {rows.length === 0 ? null : (
        <ul class="bd-plain bd-tielist">
          {rows.slice(0, listedMax).map(({ row, before, after }) => {
            const application = settled.loaded.applications[row];
            const amount = before > 0 && after > 0 ? `${formatMoney(before, language)} → ` : '';
            return (
              <li key={row}>
                {application ? nameOf(application) : ''}
                <span class="bd-num">
                  {amount}
                  {formatMoney(after > 0 ? after : before, language)}
                </span>
              </li>
            );
          })}
          {rows.length > listedMax ? <li>{words.andMore(rows.length - listedMax)}</li> : null}
        </ul>
      )}
    </div>
  );
}

function PotsTable({
  settled,
  pots,
}: {
  readonly settled: SettledRound;
  readonly pots: readonly PotChange[];
}): VNode | null {
  const words = useWords(deskWords);
  const { language } = usePage();
  if (pots.length === 0) return null;
  const { document } = settled.round.call;
  const turn = (before: number, after: number): VNode => (
    <Turn before={formatMoney(before, language)} after={formatMoney(after, language)} />
  );
  return (
    <Table
      caption={words.moneyByPot}
      rows={pots}
      keyOf={({ pot }) => pot}
      columns={[
        {
          title: words.pot,
          isRowHead: true,
          cell: ({ pot }) => potTitle(document, pot)[language],
        },
        {
          title: words.holds,
          isNumber: true,
          cell: ({ before, after }) => turn(before.amount, after.amount),
        },
        {
          title: words.drawn,
          isNumber: true,
          cell: ({ before, after }) => turn(before.drawn, after.drawn),
        },
        {
          title: words.leftIn,
          isNumber: true,
          cell: ({ before, after }) => turn(before.left, after.left),
        },
      ]}
    />
  );
}

/** The effect of a decision as it was kept when it was taken. */
export function KeptEffectView({
  settled,
  effect,
}: {
  readonly settled: SettledRound;
  readonly effect: KeptEffect;
}): VNode {
  const words = useWords(deskWords);
  const { counts, granted } = effect;
  const rowOf = new Map(settled.round.ids.map((id, row) => [id, row]));
  const listed = (changes: KeptEffect['entering']) =>
    changes.map(({ application, before, after }) => ({
      row: rowOf.get(application) ?? -1,
      before: parseCents(before) ?? 0,
      after: parseCents(after) ?? 0,
    }));
  return (
    <div class="bd-effect">
      <dl class="bd-facts">
        <div>
          <dt>{words.fundedNow}</dt>
          <dd>
            <Turn before={String(effect.funded.before)} after={String(effect.funded.after)} />
          </dd>
        </div>
        <div>
          <dt>{words.grantedNow}</dt>
          <dd>
            <Money cents={parseCents(granted.before) ?? 0} /> →{' '}
            <Money cents={parseCents(granted.after) ?? 0} />
          </dd>
        </div>
      </dl>
      <div class="bd-cols half">
        <Changes
          title={counts.entering === 0 ? words.nobodyEnters : words.entering(counts.entering)}
          rows={listed(effect.entering)}
          settled={settled}
        />
        <Changes
          title={counts.leaving === 0 ? words.nobodyLeaves : words.leaving(counts.leaving)}
          rows={listed(effect.leaving)}
          settled={settled}
        />
      </div>
    </div>
  );
}
