import { isGap, type CallDocument, type OrGap } from '../engine/index.ts';
import type { Language } from '../platform/page/index.ts';
import { moneyText, pointsText, rateText } from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';

type ScoreRules = NonNullable<CallDocument['score']>;
type Criterion = ScoreRules['criteria'][number];
type Band = Extract<Criterion['by'], { bands: unknown }>['bands']['bands'][number];

/** One way of earning points; without points while nobody knows how many. */
export interface PointsRow {
  readonly id: string;
  readonly text: string;
  readonly points: string | undefined;
}

/** How a criterion gives its points, as the rows of a table. */
export function pointsRows(
  by: Criterion['by'],
  document: CallDocument,
  language: Language,
): readonly PointsRow[] {
  const words = sheetWords[language];
  const fact = (id: string) =>
    [...document.facts, ...(document.derived ?? [])].find((each) => each.id === id);
  if ('options' in by) {
    const source = document.facts.find(({ id }) => id === by.options.fact);
    return by.options.points.map(({ is, points }) => ({
      id: String(is),
      text:
        typeof is === 'boolean'
          ? is
            ? words.ifYes
            : words.ifNo
          : (source?.options?.find(({ id }) => id === is)?.label[language] ?? is),
      points: given(points, language),
    }));
  }
  if ('bands' in by) {
    const type = fact(by.bands.fact)?.type;
    return by.bands.bands.map((band, index) => ({
      id: String(index),
      text: bandWords(band, type, language),
      points: given(band.points, language),
    }));
  }
  if ('count' in by) {
    const { each, max, fact: counted } = by.count;
    const label = fact(counted)?.label[language] ?? counted;
    return [
      {
        id: 'each',
        text: `${words.countEach(label)}, ${words.countMax(pointsText(max, language))}`,
        points: pointsText(each, language),
      },
    ];
  }
  if ('judged' in by) {
    const { from, to } = by.judged;
    const most = given(to, language);
    return [
      {
        id: 'judged',
        text: words.judged,
        points: most === undefined ? undefined : words.range(pointsText(from, language), most),
      },
    ];
  }
  return isGap(by.lost)
    ? [{ id: 'lost', text: words.lost, points: undefined }]
    : pointsRows(by.lost, document, language);
}

function given(points: OrGap<number | string>, language: Language): string | undefined {
  return isGap(points) ? undefined : pointsText(points, language);
}

function bandWords(band: Band, type: string | undefined, language: Language): string {
  const words = sheetWords[language];
  const show = (value: number | string): string =>
    type === 'money'
      ? moneyText(String(value), language)
      : type === 'percent'
        ? rateText(String(value), language)
        : pointsText(value, language);
  const parts = [
    ...(band.from === undefined ? [] : [words.bandFrom(show(band.from))]),
    ...(band.above === undefined ? [] : [words.bandAbove(show(band.above))]),
    ...(band.upTo === undefined ? [] : [words.bandUpTo(show(band.upTo))]),
    ...(band.below === undefined ? [] : [words.bandBelow(show(band.below))]),
  ];
  return parts.length === 0 ? words.bandAny : parts.join(' ');
}

/** The criteria of each line, or of the whole call where it has no lines. */
export function criteriaByLine(document: CallDocument): readonly {
  readonly id: string;
  readonly title: { readonly it: string; readonly en: string } | undefined;
  readonly criteria: readonly Criterion[];
}[] {
  const criteria = document.score?.criteria ?? [];
  const shared = criteria.filter(({ lines }) => lines === undefined);
  const leaves = (document.lines ?? []).flatMap((line) =>
    line.sublines?.length
      ? line.sublines.map((each) => ({ ...each, line: line.id }))
      : [{ ...line, line: line.id }],
  );
  const own = leaves.flatMap(({ id, title, line }) => {
    const here = criteria.filter(({ lines }) =>
      lines?.some((each) => each === id || each === line),
    );
    return here.length === 0 ? [] : [{ id, title, criteria: here }];
  });
  return [
    ...(shared.length === 0 ? [] : [{ id: 'all', title: undefined, criteria: shared }]),
    ...own,
  ];
}
