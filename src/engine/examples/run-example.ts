import { parseDay, formatDay, type DayNumber } from '../calendar/civil-date.ts';
import { parseInstant } from '../calendar/instant.ts';
import { assess } from '../assessment/assess.ts';
import { assessmentToJson } from '../assessment/assessment-json.ts';
import { decideLaterRule, findLaterRule } from '../assessment/later-rules.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { compileCall, type Call } from '../definition/compile-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { ExampleDocument, ExpectedAssessment } from '../definition/example-document.ts';
import { fillWith } from '../definition/fill-gaps.ts';
import { readCallClock, windowStateOf } from '../definition/procedure-dates.ts';
import { formatPoints, parsePoints } from '../numbers/points.ts';
import { runExamination } from './examination-example.ts';
import { runUniqueness } from './uniqueness-example.ts';
import { runRound } from './round-example.ts';

/** One figure of an example that did not come out as it says. */
export interface Mismatch {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** Runs the examples of a definition one by one against the rules with their gaps as given. */
export class ExampleRunner {
  readonly #document: CallDocument;
  readonly #calls = new Map<string, Call | string>();

  /** `document` is the definition as written; examples fill its gaps themselves. */
  constructor(document: CallDocument) {
    this.#document = document;
  }

  /** What came out differently; empty when the example holds. */
  run(example: ExampleDocument): readonly Mismatch[] {
    const call = this.#callFor(example);
    if (typeof call === 'string')
      return [{ what: 'rules', expected: 'a definition that can be read', found: call }];
    return [
      ...runAssessment(call, example),
      ...runWindow(call, example),
      ...runClock(call, example),
      ...runExamination(call, example),
      ...runRule(call, example),
      ...runUniqueness(call, example),
      ...runRound(call, example),
    ];
  }

  #callFor(example: ExampleDocument): Call | string {
    const key = JSON.stringify(example.given ?? {});
    const known = this.#calls.get(key);
    if (known !== undefined) return known;
    const read = compileCall(fillWith(this.#document, example.given ?? {}));
    const call = 'call' in read ? read.call : (read.problems[0]?.message ?? 'it cannot be read');
    this.#calls.set(key, call);
    return call;
  }
}

function runAssessment(call: Call, example: ExampleDocument): readonly Mismatch[] {
  if (!example.assess) return [];
  const { application, expect } = example.assess;
  const read = prepareApplication(call, application);
  if ('problems' in read) {
    const [first] = read.problems;
    const found = `${first?.code} at ${first?.path.join('.')}: ${first?.message}`;
    return first?.code === expect.refused
      ? []
      : [{ what: 'application', expected: expect.refused ?? 'readable', found }];
  }
  if (expect.refused)
    return [{ what: 'application', expected: `refused with ${expect.refused}`, found: 'readable' }];
  return compareAssessment(expect, assessmentToJson(assess(read.prepared)));
}

function compareAssessment(
  expect: ExpectedAssessment,
  found: ReturnType<typeof assessmentToJson>,
): readonly Mismatch[] {
  const points = new Set(['net', 'bonus', 'gross']);
  return Object.entries(expect).flatMap(([key, expected]): readonly Mismatch[] => {
    const actual = found[key as keyof typeof found];
    if (key === 'admitted' || key === 'shares' || key === 'criteria')
      return Object.entries(expected as Record<string, unknown>).flatMap(([id, value]) =>
        differ(
          `${key}.${id}`,
          normal(value, key === 'criteria'),
          normal((actual as Record<string, unknown> | undefined)?.[id], key === 'criteria'),
        ),
      );
    return differ(key, normal(expected, points.has(key)), normal(actual, points.has(key)));
  });
}

/** One spelling for each value: `70000` and `"70000.00"`, `10` and `"10"` are the same figure. */
function normal(value: unknown, isPoints: boolean): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, normal(each, isPoints)]),
    );
  if (isPoints && (typeof value === 'number' || typeof value === 'string')) {
    const points = parsePoints(value);
    return points === undefined ? value : formatPoints(points);
  }
  return typeof value === 'string' && /^\d+$/.test(value) ? `${value}.00` : value;
}

function differ(what: string, expected: unknown, found: unknown): readonly Mismatch[] {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found) ?? 'nothing'];
  return a === b ? [] : [{ what, expected: a, found: b }];
}

function runWindow(call: Call, { window }: ExampleDocument): readonly Mismatch[] {
  if (!window) return [];
  const instant = parseInstant(window.at);
  if (instant === undefined)
    return [{ what: 'window', expected: 'an instant with its offset', found: window.at }];
  const state = windowStateOf(call.document, instant);
  return differ('window', window.expect, typeof state === 'string' ? state : 'unknown');
}

function runClock(call: Call, { clock }: ExampleDocument): readonly Mismatch[] {
  if (!clock) return [];
  const document = call.document.clocks.find((each) => each.id === clock.id);
  const start = parseDay(clock.start);
  const today = clock.today === undefined ? start : parseDay(clock.today);
  if (!document || start === undefined || today === undefined)
    return [
      { what: 'clock', expected: 'a clock of the call and days that exist', found: clock.id },
    ];
  const suspensions = (clock.suspended ?? []).map(({ from, to, why }) => {
    const end = to === undefined ? undefined : (parseDay(to) as DayNumber);
    return { from: parseDay(from) as DayNumber, why, ...(end === undefined ? {} : { to: end }) };
  });
  const reading = readCallClock(call.document, document, start, suspensions, today);
  if (!reading) return differ('clock.due', clock.expect.due, 'unknown');
  const due = reading.due.type === 'known' ? formatDay(reading.due.day) : 'unknown';
  return [
    ...differ('clock.due', clock.expect.due, due),
    ...(clock.expect.lateDays === undefined
      ? []
      : differ('clock.lateDays', clock.expect.lateDays, reading.lateDays)),
  ];
}

function runRule(call: Call, { rule }: ExampleDocument): readonly Mismatch[] {
  if (!rule) return [];
  const found = findLaterRule(call, rule.id);
  if (!found) return [{ what: 'rule', expected: 'a rule of the call', found: rule.id }];
  return differ('rule', rule.expect, decideLaterRule(call, found, rule.values));
}
