import type { VNode } from 'preact';
import { Bar, formatMoney, Section, Tag, usePage, useWords } from '../../platform/page/index.ts';
import type { PotShare } from './pot-shares.ts';
import { deskWords } from './words.ts';

/** The money of each pot: assigned, waiting for a decision, not known, left; bars on one scale. */
export function PotsView({
  pots,
  id = 'pots',
}: {
  readonly pots: readonly PotShare[];
  readonly id?: string;
}): VNode | null {
  const words = useWords(deskWords);
  if (pots.length === 0) return null;
  const most = pots.reduce((max, { amount = 0 }) => Math.max(max, amount), 0);
  return (
    <Section id={id} title={words.pots}>
      <ul class="bd-key">
        {(['assigned', 'waiting', 'unknown', 'left'] as const).map((part) => (
          <li key={part}>
            <span class={`bd-pot-key ${part}`} aria-hidden="true" />
            {words.potKey[part]}
          </li>
        ))}
      </ul>
      <ul class="bd-pots">
        {pots.map((pot) => (
          <PotView key={pot.pot} pot={pot} pots={pots} most={most} />
        ))}
      </ul>
    </Section>
  );
}

interface PotProps {
  readonly pot: PotShare;
  readonly pots: readonly PotShare[];
  readonly most: number;
}

function PotView({ pot, pots, most }: PotProps): VNode {
  const { language } = usePage();
  const words = useWords(deskWords);
  const outer = pots.find((each) => each.pot === pot.within);
  const notes = [
    ...(outer ? [words.potWithin(outer.title[language])] : []),
    ...(pot.money ? [words.potMoney[pot.money]] : []),
    ...(pot.isReserved ? [words.potReserved] : []),
  ];
  return (
    <li>
      <div class="bd-row between">
        <span>
          <b>{pot.title[language]}</b>
          {notes.length === 0 ? null : <span class="bd-2nd"> {notes.join(', ')}</span>}
        </span>
        <PotTag pot={pot} />
      </div>
      {pot.amount === undefined ? null : (
        <div class="bd-pot">
          <Bar of={most} parts={partsOf(pot)} label={pot.title[language]} />
        </div>
      )}
      <p class="bd-small bd-2nd">{sentencesOf(pot, words, language).join(' ')}</p>
    </li>
  );
}

function partsOf({ assigned, waiting, unknown, left }: PotShare) {
  return [
    { kind: 'full', amount: assigned },
    { kind: 'cut', amount: waiting },
    { kind: 'maybe', amount: unknown },
    { kind: 'rest', amount: left },
  ] as const;
}

function PotTag({ pot }: { readonly pot: PotShare }): VNode | null {
  const words = useWords(deskWords);
  const { potStates } = words;
  if (pot.amount === undefined) return <Tag tone="open">{potStates.unknownAmount}</Tag>;
  if (pot.waiting > 0) return <Tag tone="warn">{potStates.waiting}</Tag>;
  if (pot.unknown > 0) return <Tag tone="open">{potStates.unknown}</Tag>;
  return null;
}

function sentencesOf(
  pot: PotShare,
  words: (typeof deskWords)['it'],
  language: 'it' | 'en',
): readonly string[] {
  const money = (cents: number): string => formatMoney(cents, language);
  const { amount, assigned, waiting, unknown, left } = pot;
  if (amount === undefined) return [words.potUnknownAmount];
  return [
    words.potAmount(money(amount)),
    words.potAssigned(money(assigned)),
    ...(waiting > 0 ? [words.potWaiting(money(waiting))] : []),
    ...(unknown > 0
      ? [words.potUnknown(money(assigned), money(assigned + waiting + unknown))]
      : []),
    ...(left > 0 ? [unknown > 0 ? words.potSure(money(left)) : words.potLeft(money(left))] : []),
  ];
}
