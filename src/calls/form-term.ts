import { readWindowDocument } from '../engine/index.ts';
import type { FieldError, Language } from '../platform/page/index.ts';
import type { Term } from './term.ts';
import { callWords } from './words.ts';

/** A day and an hour as they are written in a form, on the clock in Italy. */
export interface FormEdge {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `16:00`; with an offset for the hour that comes twice. */
  readonly time: string;
}

export type EdgeName = 'opens' | 'closes';

export type TermFields =
  | { readonly type: 'term'; readonly term: Term }
  | { readonly type: 'refused'; readonly errors: readonly FieldError[] };

const zone = 'Europe/Rome';

/** Reads the dates of a form; an edge that is left empty is no edge, where that is allowed. */
export function readTermFields(
  { opens, closes }: Readonly<Record<EdgeName, FormEdge>>,
  language: Language,
  { isClosingNeeded = true } = {},
): TermFields {
  const hasClosing = isClosingNeeded || !isEmpty(closes);
  const edges: readonly (readonly [EdgeName, FormEdge])[] = [
    ['opens', opens],
    ...(hasClosing ? ([['closes', closes]] as const) : []),
  ];
  const missing = edges.flatMap(([name, edge]) => missingParts(name, edge, language));
  if (missing.length > 0) return { type: 'refused', errors: missing };
  const read = readWindowDocument({
    id: 'form',
    article: '',
    zone,
    opens: partsOf(opens),
    // Without a closing the opening stands for both: only its own problems count then.
    closes: partsOf(hasClosing ? closes : opens),
  });
  if (!read) throw new Error('a form without gaps was read as one with gaps');
  if (read.type === 'window') {
    const { opens: from, closes: until } = read.window;
    return {
      type: 'term',
      term: {
        opensAt: new Date(from.at ?? from.dayStarts),
        closesAt: hasClosing && until ? new Date(until.at ?? until.dayEnds) : null,
      },
    };
  }
  const problems = read.problems.filter(({ path }) => hasClosing || path === 'opens');
  const { errors } = callWords[language];
  return {
    type: 'refused',
    errors: problems.map(({ code, path, instead }) => ({
      field: `${path === 'zone' ? 'opens' : path}-time`,
      message: instead ? `${errors[code]}: ${instead.join(` ${errors.or} `)}` : errors[code],
    })),
  };
}

/** One day and hour alone. */
export function readEdgeFields(
  name: EdgeName,
  edge: FormEdge,
  language: Language,
): { readonly type: 'instant'; readonly at: Date } | Exclude<TermFields, { type: 'term' }> {
  const missing = missingParts(name, edge, language);
  if (missing.length > 0) return { type: 'refused', errors: missing };
  const read = readTermFields({ opens: edge, closes: edge }, language);
  if (read.type === 'term') return { type: 'instant', at: read.term.opensAt };
  const [first] = read.errors;
  return {
    type: 'refused',
    errors: first ? [{ ...first, field: `${name}-time` }] : [],
  };
}

export function isEmpty({ day, time }: FormEdge): boolean {
  return day.trim() === '' && time.trim() === '';
}

function partsOf({ day, time }: FormEdge): { readonly date: string; readonly time: string } {
  return { date: day.trim(), time: time.trim() };
}

function missingParts(
  name: EdgeName,
  { day, time }: FormEdge,
  language: Language,
): readonly FieldError[] {
  const { errors } = callWords[language];
  return [
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day.trim())
      ? []
      : [{ field: `${name}-day`, message: errors.dayMissing }]),
    ...(time.trim() === '' ? [{ field: `${name}-time`, message: errors['not-a-time'] }] : []),
  ];
}
