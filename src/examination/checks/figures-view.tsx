import type { VNode } from 'preact';
import { formatPoints } from '../../engine/index.ts';
import { formatMoney, Table, usePage, useWords, type Language } from '../../platform/page/index.ts';
import { titleOf } from './check-item.tsx';
import type { Desk } from './desk.ts';
import { isSame, type Effect, type Figures, type Span } from './effect.ts';
import { checkWords } from './words.ts';

const kinds = ['admitted', 'grant', 'net', 'gross'] as const;

/** A figure in words: what it is, or between what it lies. */
export function spanText(
  kind: (typeof kinds)[number],
  { low, high }: Span,
  language: Language,
): string {
  const words = checkWords[language];
  const said = (value: number): string => {
    if (kind === 'admitted' || kind === 'grant') return formatMoney(value, language);
    const points = formatPoints(value);
    return language === 'it' ? points.replace('.', ',') : points;
  };
  if (low === high) return said(low);
  return Number.isFinite(high) ? words.between(said(low), said(high)) : words.atLeast(said(low));
}

/** Grant and points as they follow from what was found. */
export function FigureList({ figures }: { readonly figures: Figures }): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  return (
    <dl class="bd-facts">
      {kinds.map((kind) => {
        const span = figures[kind];
        return span === undefined ? null : (
          <div key={kind}>
            <dt>{words[kind]}</dt>
            <dd>{spanText(kind, span, language)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What one finding changes, before and after. */
export function EffectView({
  desk,
  effect: { before, after, verdicts },
}: {
  readonly desk: Desk;
  readonly effect: Effect;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const rows = kinds.flatMap((kind) => {
    const [old, now] = [before[kind], after[kind]];
    return old && now && !isSame(old, now)
      ? [
          {
            key: kind,
            title: words[kind],
            old: spanText(kind, old, language),
            now: spanText(kind, now, language),
          },
        ]
      : [];
  });
  const changes = verdicts.map((change) => ({
    key: change.check.id,
    title: titleOf(desk, change.check, language),
    old: words.verdicts[change.before],
    now: words.verdicts[change.after],
  }));
  const all = [...rows, ...changes];
  if (all.length === 0) return <p>{words.noEffect}</p>;
  return (
    <Table
      caption={words.effect}
      rows={all}
      keyOf={({ key }) => key}
      columns={[
        { title: words.effect, isRowHead: true, cell: ({ title }) => title },
        { title: words.before, cell: ({ old }) => old },
        { title: words.after, cell: ({ now }) => now },
      ]}
    />
  );
}
