import {
  formatPoints,
  isGap,
  parseCents,
  parsePoints,
  type Call,
  type Figure,
  type Localized,
} from '../../engine/index.ts';
import { formatMoney, formatNumber, type Language } from '../../platform/page/index.ts';

/** One step of the scale of a criterion, as it is shown beside its points. */
export interface ScaleStep {
  readonly label: Localized;
  /** In hundredths; nothing where they are lost. */
  readonly points: number | undefined;
  /** Whether it is the one that gives the points. */
  readonly isGiven: boolean;
}

/** The scale of a computed criterion with the step that holds; nothing for points that come from a count. */
export function scaleOf(call: Call, { rule, note }: Figure): readonly ScaleStep[] {
  if (rule.kind !== 'criterion') return [];
  const way = filled(rule.criterion.document.by);
  if ('options' in way) {
    const fact = call.document.facts.find(({ id }) => id === way.options.fact);
    return way.options.points.map(({ is, points }, index) => ({
      label:
        typeof is === 'boolean'
          ? yesAndNo[is ? 'yes' : 'no']
          : (fact?.options?.find(({ id }) => id === is)?.label ?? { it: is, en: is }),
      points: isGap(points) ? undefined : parsePoints(points),
      isGiven: index === note,
    }));
  }
  if (!('bands' in way)) return [];
  return way.bands.bands.map(({ points, ...edges }, index) => ({
    label: { it: bandText(edges, 'it'), en: bandText(edges, 'en') },
    points: isGap(points) ? undefined : parsePoints(points),
    isGiven: index === note,
  }));
}

const yesAndNo = {
  yes: { it: 'sì', en: 'yes' },
  no: { it: 'no', en: 'no' },
} as const;

type Way = Extract<Figure['rule'], { kind: 'criterion' }>['criterion']['document']['by'];

/** What a decision put in the place of a lost way. */
function filled(way: Way): Way {
  return 'lost' in way && !isGap(way.lost) ? filled(way.lost) : way;
}

interface Edges {
  readonly above?: number | string;
  readonly from?: number | string;
  readonly below?: number | string;
  readonly upTo?: number | string;
}

/** `oltre 10.000 fino a 15.000`, as a person would read a stretch of numbers aloud. */
function bandText({ above, from, below, upTo }: Edges, language: Language): string {
  const text = (value: number | string): string => {
    if (typeof value === 'number') return formatNumber(value, language);
    const cents = parseCents(value);
    return cents === undefined ? value : formatMoney(cents, language);
  };
  const words = edgeWords[language];
  const low =
    above !== undefined
      ? [`${words.above} ${text(above)}`]
      : from !== undefined
        ? [`${words.from} ${text(from)}`]
        : [];
  const high =
    below !== undefined
      ? [`${words.below} ${text(below)}`]
      : upTo !== undefined
        ? [`${words.upTo} ${text(upTo)}`]
        : [];
  return [...low, ...high].join(' ') || words.any;
}

const edgeWords = {
  it: { above: 'oltre', from: 'da', below: 'meno di', upTo: 'fino a', any: 'qualunque valore' },
  en: { above: 'over', from: 'from', below: 'less than', upTo: 'up to', any: 'any value' },
} as const;

/** Points as people read them: hundredths with the decimal sign of the language. */
export function pointsText(points: number, language: Language): string {
  const plain = formatPoints(points);
  return language === 'it' ? plain.replace('.', ',') : plain;
}

/** `60–68`, or one number once it is known. */
export function rangeText(
  { low, high }: { readonly low: number; readonly high: number },
  language: Language,
): string {
  return low === high
    ? pointsText(low, language)
    : `${pointsText(low, language)}–${pointsText(high, language)}`;
}
