import type { VNode } from 'preact';
import { formatNumber, usePage, useWords } from '../../platform/page/index.ts';
import { sidesOf } from './merkle.ts';
import type { Receipt } from './receipt.ts';
import { receiptWords } from './receipt-words.ts';

interface Place {
  /** In hundredths of the width. */
  readonly x: number;
  readonly y: number;
}

const levelHeight = 44;
const top = 18;

/** The way from the entry up to the signed root, with what is joined at each step; drawn for a commit of several. */
export function ProofPicture({ receipt }: { readonly receipt: Receipt }): VNode | null {
  const words = useWords(receiptWords);
  const { language } = usePage();
  const { proof, commit } = receipt;
  const sides = sidesOf({ index: proof.index, size: commit.size }).toReversed();
  if (sides.length === 0) return null;
  const way: Place[] = [{ x: 50, y: top }];
  const joined: Place[] = [];
  sides.forEach((side, depth) => {
    const above = way[depth] as Place;
    // Narrower further down, as a tree is.
    const half = Math.max(4, 20 / (depth + 1));
    const y = above.y + levelHeight;
    const isLeft = side === 'right';
    way.push({ x: above.x + (isLeft ? -half : half), y });
    joined.push({ x: above.x + (isLeft ? half : -half), y });
  });
  const height = top + sides.length * levelHeight + 36;
  const entry = way.at(-1) as Place;
  return (
    <svg
      class="bd-proof-picture"
      width="100%"
      height={height}
      role="img"
      aria-label={words.picture(formatNumber(sides.length, language))}
    >
      {joined.map((place, depth) => (
        <Line key={`j${depth}`} from={way[depth] as Place} to={place} kind="aside" />
      ))}
      {way.slice(1).map((place, depth) => (
        <Line key={`w${depth}`} from={way[depth] as Place} to={place} kind="way" />
      ))}
      {joined.map((place, depth) => (
        <circle key={`a${depth}`} class="aside" cx={`${place.x}%`} cy={place.y} r="7" />
      ))}
      {way.map((place, depth) => (
        <circle key={`n${depth}`} class="way" cx={`${place.x}%`} cy={place.y} r="9" />
      ))}
      <text x="50%" dx="18" y={top + 5}>
        {words.signedRoot}
      </text>
      <text x={`${entry.x}%`} y={entry.y + 28} text-anchor="middle">
        {words.yours}
      </text>
    </svg>
  );
}

function Line({
  from,
  to,
  kind,
}: {
  readonly from: Place;
  readonly to: Place;
  readonly kind: 'way' | 'aside';
}): VNode {
  return <line class={kind} x1={`${from.x}%`} y1={from.y} x2={`${to.x}%`} y2={to.y} />;
}
