import type { Fraction } from '../numbers/fraction.ts';
import { parseCents, suggestAmount, type Cents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import type { Base, Cap, CapGroup, CostCategory, CostSystem, Rounding } from './cost-system.ts';
import { suggestName } from './nearest-name.ts';

export type UnreadableCode =
  | 'malformed-amount'
  | 'malformed-rate'
  | 'missing-field'
  | 'unknown-key'
  | 'unknown-word'
  | 'wrong-type';

/** Why the text is not a cost system: `message` says what was expected, and where. */
export interface Unreadable {
  readonly code: UnreadableCode;
  readonly message: string;
}

type Reading<T> = { readonly value: T } | { readonly unreadable: Unreadable };
type Read<T> = (json: unknown, where: string) => Reading<T>;
type Fields = Readonly<Record<string, unknown>>;

/** Reads parsed JSON as a cost system; whether the system makes sense is checked separately. */
export function readCostSystem(json: unknown): Reading<CostSystem> {
  return readObject(json, '', {
    required: { categories: readListOf(readCategory) },
    optional: { caps: readListOf(readCap), groups: readListOf(readGroup) },
    build: (fields) => ({ caps: [], groups: [], ...fields }) as unknown as CostSystem,
  });
}

/** How a path is written in messages: `categories[2].declared`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : joinPath(text, part)),
    '',
  );
}

const readCategory: Read<CostCategory> = (json, where) => {
  const isFlat = isFields(json) && 'flat' in json;
  const isDeclared = isFields(json) && 'declared' in json;
  return readObject<CostCategory>(json, where, {
    required: {
      id: readText,
      ...(isFlat ? { flat: readRate, of: readBase } : {}),
      ...(isDeclared ? { declared: readCents } : {}),
    },
    optional: isFlat ? { rounding: readRounding } : {},
    known: ['id', 'declared', 'flat', 'of', 'rounding'],
    build: (fields) => fields as unknown as CostCategory,
  });
};

const readCap: Read<Cap> = (json, where) =>
  readObject(json, where, {
    required: { on: readText, rate: readRate, of: readBase },
    optional: { plus: readCents },
    build: (fields) => fields as unknown as Cap,
  });

const readGroup: Read<CapGroup> = (json, where) =>
  readObject(json, where, {
    required: { members: readListOf(readText), rate: readRate, of: readBase, split: readSplit },
    optional: { id: readText, plus: readCents },
    build: (fields) => fields as unknown as CapGroup,
  });

interface Shape<T> {
  readonly required: Readonly<Record<string, Read<unknown>>>;
  readonly optional: Readonly<Record<string, Read<unknown>>>;
  /** Names to suggest for an unknown key, when there are more than the readable ones. */
  readonly known?: readonly string[];
  readonly build: (fields: Fields) => T;
}

function readObject<T>(json: unknown, where: string, shape: Shape<T>): Reading<T> {
  if (!isFields(json))
    return refuse('wrong-type', where, `expected an object, got ${describe(json)}`);
  const readers = new Map(Object.entries({ ...shape.required, ...shape.optional }));
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(json)) {
    const read = readers.get(key);
    if (!read) return refuseKey(key, where, shape, [...readers.keys()]);
    const reading = read(value, joinPath(where, key));
    if ('unreadable' in reading) return reading;
    fields.set(key, reading.value);
  }
  const missing = Object.keys(shape.required).find((key) => !fields.has(key));
  if (missing !== undefined) return refuse('missing-field', joinPath(where, missing), 'is missing');
  return { value: shape.build(Object.fromEntries(fields)) };
}

function refuseKey<T>(
  key: string,
  where: string,
  shape: Shape<T>,
  readable: readonly string[],
): Reading<never> {
  const known = shape.known ?? readable;
  if (known.includes(key)) {
    return refuse('unknown-key', joinPath(where, key), 'does not belong in this kind of category');
  }
  const expected = known.map((name) => `"${name}"`).join(', ');
  const text = `is not a known key${suggestName(key, known) || `: expected one of ${expected}`}`;
  return refuse('unknown-key', joinPath(where, key), text);
}

function readListOf<T>(read: Read<T>): Read<readonly T[]> {
  return (json, where) => {
    if (!Array.isArray(json))
      return refuse('wrong-type', where, `expected a list, got ${describe(json)}`);
    const values: T[] = [];
    for (const [index, item] of json.entries()) {
      const reading = read(item, `${where}[${index}]`);
      if ('unreadable' in reading) return reading;
      values.push(reading.value);
    }
    return { value: values };
  };
}

const readText: Read<string> = (json, where) =>
  typeof json === 'string'
    ? { value: json }
    : refuse('wrong-type', where, `expected a text in quotes, got ${describe(json)}`);

const readCents: Read<Cents> = (json, where) => {
  const expected = 'expected an amount in quotes such as "1234.50"';
  if (typeof json !== 'string')
    return refuse('wrong-type', where, `${expected}, got ${describe(json)}`);
  const cents = parseCents(json);
  if (cents !== undefined) return { value: cents };
  const meant = suggestAmount(json);
  const suggestion = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return refuse('malformed-amount', where, `${expected}, got ${quote(json)}${suggestion}`);
};

const readRate: Read<Fraction> = (json, where) => {
  const expected = 'expected a rate in quotes such as "7%", "26.75%" or "1/3"';
  if (typeof json !== 'string')
    return refuse('wrong-type', where, `${expected}, got ${describe(json)}`);
  const rate = parseRate(json);
  return rate
    ? { value: rate }
    : refuse('malformed-rate', where, `${expected}, got ${quote(json)}`);
};

const readBase: Read<Base> = (json, where) => {
  if (json === 'others' || json === 'total') return { value: json };
  if (Array.isArray(json)) return readListOf(readText)(json, where);
  const expected = 'expected "others", "total" or a list of categories';
  if (typeof json !== 'string')
    return refuse('wrong-type', where, `${expected}, got ${describe(json)}`);
  return refuse('unknown-word', where, `${expected}, got ${quote(json)}`);
};

function readWord<T extends string>(words: readonly T[]): Read<T> {
  return (json, where) => {
    const word = words.find((candidate) => candidate === json);
    if (word !== undefined) return { value: word };
    const expected = `expected ${words.map((known) => `"${known}"`).join(' or ')}`;
    if (typeof json !== 'string')
      return refuse('wrong-type', where, `${expected}, got ${describe(json)}`);
    return refuse('unknown-word', where, `${expected}, got ${quote(json)}`);
  };
}

/** Longer texts are cut in messages. */
const lengthMax = 60;

const readRounding: Read<Rounding> = readWord(['down', 'half-up']);
const readSplit: Read<CapGroup['split']> = readWord(['order', 'pro-rata']);

function isFields(json: unknown): json is Fields {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function joinPath(where: string, key: string): string {
  const short = key.length > lengthMax ? `${key.slice(0, lengthMax)}…` : key;
  return where === '' ? short : `${where}.${short}`;
}

function refuse(code: UnreadableCode, where: string, text: string): Reading<never> {
  return { unreadable: { code, message: `${where === '' ? 'the line' : where}: ${text}` } };
}

function quote(text: string): string {
  return JSON.stringify(text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text);
}

function describe(json: unknown): string {
  if (json === null || json === undefined) return 'nothing';
  if (Array.isArray(json)) return 'a list';
  if (typeof json === 'object') return 'an object';
  if (typeof json === 'string') return quote(json);
  return typeof json === 'number' ? `the number ${json}` : `a ${typeof json}`;
}
