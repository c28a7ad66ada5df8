import { formatInstant, instantAt, parseZone, readWindowDocument } from '../../engine/index.ts';
import type { FieldError, Language } from '../../platform/page/index.ts';
import { incidentWords } from './words.ts';

/** A day and a time as they are written in a form, on the clock in Italy. */
export interface FormEdge {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** `10:03` or `10:03:20`; with an offset for the hour that comes twice. */
  readonly time: string;
}

export type EdgeReading =
  | { readonly type: 'instant'; readonly at: Date }
  | { readonly type: 'refused'; readonly errors: readonly FieldError[] };

const zoneName = 'Europe/Rome';

/** Reads one instant of a form; what is wrong is told at its field. */
export function readEdge(name: string, { day, time }: FormEdge, language: Language): EdgeReading {
  const { errors } = incidentWords[language];
  const missing = [
    ...(/^\d{4}-\d{2}-\d{2}$/.test(day.trim())
      ? []
      : [{ field: `${name}-day`, message: errors.dayMissing }]),
    ...(time.trim() === '' ? [{ field: `${name}-time`, message: errors['not-a-time'] }] : []),
  ];
  if (missing.length > 0) return { type: 'refused', errors: missing };
  const edge = { date: day.trim(), time: time.trim() };
  const read = readWindowDocument({
    id: 'form',
    article: '',
    zone: zoneName,
    opens: edge,
    closes: edge,
  });
  if (read?.type === 'window')
    return { type: 'instant', at: new Date(read.window.opens.at ?? read.window.opens.dayStarts) };
  const [problem] = read?.problems ?? [];
  const code =
    problem && problem.code in errors ? (problem.code as keyof typeof errors) : 'not-a-time';
  const instead = problem?.instead ? `: ${problem.instead.join(` ${errors.or} `)}` : '';
  return {
    type: 'refused',
    errors: [{ field: `${name}-time`, message: `${errors[code]}${instead}` }],
  };
}

/** An instant as a form shows it, so that it is read back as the same. */
export function edgeOf(at: Date): FormEdge {
  const zone = parseZone(zoneName);
  if (zone === undefined) throw new Error(`this machine does not know ${zoneName}`);
  const text = formatInstant(instantAt(at.getTime()), zone);
  const day = text.slice(0, 10);
  const time = text.slice(11, 23).replace(/(:00)?\.000$/, '');
  const read = readEdge('', { day, time }, 'en');
  const isSame = read.type === 'instant' && read.at.getTime() === at.getTime();
  return { day, time: isSame ? time : text.slice(11) };
}

/** The fields of two instants, for the query of an address. */
export function spanFields(span: {
  readonly from: Date;
  readonly to: Date;
}): Record<string, string> {
  const [from, to] = [edgeOf(span.from), edgeOf(span.to)];
  return {
    'begins-day': from.day,
    'begins-time': from.time,
    'ends-day': to.day,
    'ends-time': to.time,
  };
}
