import type { Dice } from './dice.ts';
import { inherited, queries, scripts, texts, times, values } from './strange.ts';

/** A body as it is sent. */
export interface Sent {
  readonly kind: string;
  readonly payload: string | Buffer;
  readonly contentType: string | undefined;
}

type Value = unknown;
type Path = readonly (string | number)[];

const json = 'application/json';

/** A body of the API in which something is not as it should be; of some kinds, only strange. */
export function breakJson(dice: Dice, valid: object): Sent {
  const [kind, make] = dice.oneOf(Object.entries(kinds));
  return { kind: `json ${kind}`, contentType: json, payload: '', ...make(dice, valid) };
}

/** The names of all texts in the body, in order. */
export function jsonTexts(valid: object): readonly string[] {
  return textPaths(valid).map((path) => path.join('/'));
}

/** The body with another text in that place of `jsonTexts`. */
export function retoldJson(valid: object, { place, text }: Retold): Sent {
  const path = textPaths(valid)[place] ?? [];
  return {
    kind: `${text} in ${path.join('/')}`,
    contentType: json,
    payload: JSON.stringify(put(valid, path, text)),
  };
}

export interface Retold {
  readonly place: number;
  readonly text: string;
}

/** Whether a text of that name is a day, an hour or an instant. */
export function isTimeName(name: string): boolean {
  return /(?:At|From|Until|Since|until|day|time)$/.test(name);
}

function textPaths(valid: object): readonly Path[] {
  return pathsOf(valid)
    .filter(({ isText }) => isText)
    .map(({ path }) => path);
}

type Maker = (dice: Dice, valid: object) => Partial<Sent>;

const withTexts =
  (choices: readonly string[]): Maker =>
  (dice, valid) =>
    whole(replaceTexts(dice, valid, choices));

const kinds: Readonly<Record<string, Maker>> = {
  script: withTexts(scripts),
  'script again': withTexts(scripts),
  query: withTexts(queries),
  text: withTexts(texts),
  inherited: withTexts(inherited),
  time: (dice, valid) => {
    const paths = pathsOf(valid).filter(({ path }) => isTimeName(String(path.at(-1))));
    const path = paths.length === 0 ? textPath(dice, valid) : dice.oneOf(paths).path;
    return whole(put(valid, path, dice.oneOf(times)));
  },
  nul: (dice, valid) => whole(put(valid, textPath(dice, valid), 'a\0b')),
  'half a character': (dice, valid) => whole(put(valid, textPath(dice, valid), 'a\ud800b')),
  type: (dice, valid) => whole(put(valid, anyPath(dice, valid), dice.oneOf(values))),
  depth: (dice, valid) => whole(put(valid, anyPath(dice, valid), nested(dice.oneOf([33, 200])))),
  abyss: () => ({ payload: '['.repeat(60_000) + ']'.repeat(60_000) }),
  size: (dice, valid) => whole(put(valid, textPath(dice, valid), 'x'.repeat(300_000))),
  'many members': (_, valid) =>
    whole({
      ...valid,
      ...Object.fromEntries(Array.from({ length: 5000 }, (__, n) => [`m${n}`, n])),
    }),
  'unknown member': (dice, valid) =>
    whole({ ...valid, [dice.oneOf(['id', 'status', 'isAdmin', 'personId'])]: dice.oneOf(values) }),
  'missing member': (dice, valid) => {
    const rest: Record<string, Value> = { ...valid };
    const names = Object.keys(rest);
    if (names.length > 0) delete rest[dice.oneOf(names)];
    return whole(rest);
  },
  number: (dice, valid) => ({
    payload: JSON.stringify(put(valid, anyPath(dice, valid), '@number@')).replace(
      '"@number@"',
      dice.oneOf(['1e999', '123456789012345678901234567890', '-0', '1e-400', '0x10', '00', 'NaN']),
    ),
  }),
  prototype: (dice, valid) => ({
    payload: JSON.stringify(valid).replace(
      '{',
      dice.oneOf([
        '{"__proto__":{"isAdmin":true},',
        '{"constructor":{"prototype":{"isAdmin":true}},',
        '{"toString":null,',
      ]),
    ),
  }),
  'member twice': (dice, valid) => ({ payload: twice(dice, valid) }),
  truncated: (dice, valid) => {
    const text = JSON.stringify(valid);
    return { payload: text.slice(0, dice.below(text.length)) };
  },
  'no object': (dice) => ({ payload: dice.oneOf(['', 'null', '[]', '"x"', '0', 'true', '{}']) }),
  encoding: (dice, valid) => ({ payload: encoded(dice, JSON.stringify(valid)) }),
  'content type': (dice, valid) => ({
    payload: JSON.stringify(valid),
    contentType: dice.oneOf([
      undefined,
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/json, text/html',
      'application/json;charset="',
    ]),
  }),
};

function whole(value: Value): Partial<Sent> {
  return { payload: JSON.stringify(value) };
}

/** Paths of all values inside, the texts apart. */
function pathsOf(value: Value, path: Path = []): readonly { path: Path; isText: boolean }[] {
  const own = path.length === 0 ? [] : [{ path, isText: typeof value === 'string' }];
  if (typeof value !== 'object' || value === null) return own;
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [...own, ...inner];
}

function anyPath(dice: Dice, valid: object): Path {
  const paths = pathsOf(valid);
  return paths.length === 0 ? ['x'] : dice.oneOf(paths).path;
}

function textPath(dice: Dice, valid: object): Path {
  const paths = pathsOf(valid).filter(({ isText }) => isText);
  return paths.length === 0 ? ['x'] : dice.oneOf(paths).path;
}

function put(value: Value, [first, ...rest]: Path, inside: Value): Value {
  if (first === undefined) return inside;
  if (Array.isArray(value))
    return value.map((each: Value, n) => (n === first ? put(each, rest, inside) : each));
  const known = value as Readonly<Record<string, Value>>;
  return { ...known, [first]: put(known[first], rest, inside) };
}

/** One text, or about half of them. */
function replaceTexts(dice: Dice, valid: object, choices: readonly string[]): Value {
  const paths = pathsOf(valid).filter(({ isText }) => isText);
  const chosen =
    dice.below(2) === 0 || paths.length === 0
      ? [textPath(dice, valid)]
      : paths.filter(() => dice.below(2) === 0).map(({ path }) => path);
  return chosen.reduce<Value>((value, path) => put(value, path, dice.oneOf(choices)), valid);
}

function nested(depth: number): Value {
  return Array.from({ length: depth }).reduce<Value>((inner) => [inner], 1);
}

/** The first member once more, with another value: the last one counts, here as everywhere. */
function twice(dice: Dice, valid: object): string {
  const [name = 'x'] = Object.keys(valid);
  const again = `${JSON.stringify(name)}:${JSON.stringify(dice.oneOf(values))}`;
  const text = JSON.stringify(valid);
  return text === '{}' ? `{${again},${again}}` : text.replace('{', `{${again},`);
}

/** Bytes that are not the UTF-8 of the text. */
export function encoded(dice: Dice, text: string): Buffer {
  const bytes = Buffer.from(text);
  return dice.oneOf([
    Buffer.from(text, 'utf16le'),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    Buffer.concat([bytes.subarray(0, -1), Buffer.from([0xc3, 0x28]), bytes.subarray(-1)]),
    Buffer.concat([bytes, Buffer.from([0xff, 0xfe])]),
    Buffer.concat([bytes, Buffer.from([0])]),
    Buffer.from(text.replace('"', '"è'), 'latin1'),
  ]);
}
