import type { VNode } from 'preact';
import {
  formatMoney,
  formatNumber,
  usePage,
  useWords,
  type Fact,
} from '../../platform/page/index.ts';
import { Unknown, rateText } from '../sheet-parts.tsx';
import type { CardFigures, Ceiling } from './card-figures.ts';
import { catalogueWords } from './words.ts';

/** What one gets, at most three lines. */
export function useCardFacts(
  gives: 'grant' | 'recognition',
  { share, ceiling, pot }: CardFigures,
): readonly Fact[] {
  const words = useWords(catalogueWords);
  if (gives === 'recognition')
    return [
      { term: words.share, value: words.recognition },
      { term: words.grant, value: words.noGrant },
    ];
  return [
    ...(share === undefined ? [] : [{ term: words.share, value: <Share share={share} /> }]),
    ...(ceiling === undefined ? [] : [{ term: words.ceiling, value: <Most ceiling={ceiling} /> }]),
    ...(pot === undefined ? [] : [{ term: words.pot, value: <Pot pot={pot} /> }]),
  ];
}

export function Share({ share }: { readonly share: NonNullable<CardFigures['share']> }): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  if (share === 'unknown') return <Unknown />;
  const rate = rateText(share.rate, language);
  return <>{share.isUpTo ? words.upTo(rate) : words.ofCosts(rate)}</>;
}

export function Most({
  ceiling,
}: {
  readonly ceiling: NonNullable<CardFigures['ceiling']>;
}): VNode {
  const words = useWords(catalogueWords);
  if (ceiling === 'unknown') return <Unknown />;
  if (ceiling === 'none') return <>{words.none}</>;
  return <MostOf ceiling={ceiling} />;
}

function MostOf({
  ceiling: { low, high, isByLine, growth },
}: {
  readonly ceiling: Ceiling;
}): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  const money = (cents: number): string => shortMoney(formatMoney(cents, language));
  const grows = growth ? words.grows(money(growth.each), growth.beyond, growth.of[language]) : '';
  if (low === high) return <>{`${money(high)}${grows}`}</>;
  const why = isByLine ? words.byLine : words.byCase;
  return <>{`${words.range(money(low), money(high))}${grows}${why}`}</>;
}

export function Pot({ pot }: { readonly pot: NonNullable<CardFigures['pot']> }): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  if (pot === 'unknown') return <Unknown />;
  const isRound = pot >= millionCents && pot % (millionCents / 10) === 0;
  return (
    <>
      {isRound
        ? words.millions(formatNumber(pot / millionCents, language))
        : shortMoney(formatMoney(pot, language))}
    </>
  );
}

const millionCents = 100_000_000;

/** Whole euros are read sooner without their two zeros. */
function shortMoney(text: string): string {
  return text.replace(/[,.]00(?=\D*$)/, '');
}
