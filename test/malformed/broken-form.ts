import { encoded, isTimeName, type Retold, type Sent } from './broken-json.ts';
import type { Dice } from './dice.ts';
import { inherited, queries, scripts, texts, times } from './strange.ts';

export type Fields = Readonly<Record<string, string | readonly string[]>>;

const form = 'application/x-www-form-urlencoded';

/** A form in which something is not as it should be; `token` is the one of its page. */
export function breakForm(dice: Dice, valid: Fields, token: string): Sent {
  const [kind, make] = dice.oneOf(Object.entries(kinds));
  const fields = { ...valid, _csrf: token };
  return { kind: `form ${kind}`, contentType: form, payload: '', ...make(dice, fields) };
}

export function soundForm(valid: Fields, token: string): Sent {
  return { kind: 'valid', contentType: form, payload: textOf({ ...valid, _csrf: token }) };
}

/** The names of all fields of the form, in order. */
export function formTexts(valid: Fields): readonly string[] {
  return Object.keys(valid);
}

/** The form with another text in that place of `formTexts`. */
export function retoldForm(valid: Fields, { place, text }: Retold, token: string): Sent {
  const name = formTexts(valid)[place] ?? '';
  return {
    kind: `${text} in ${name}`,
    contentType: form,
    payload: textOf({ ...valid, _csrf: token, [name]: text }),
  };
}

type Maker = (dice: Dice, fields: Fields) => Partial<Sent>;

const withTexts =
  (choices: readonly string[]): Maker =>
  (dice, fields) => {
    const names = namesOf(fields);
    const isAll = dice.below(2) === 0;
    const chosen = isAll ? names.filter(() => dice.below(2) === 0) : [dice.oneOf(names)];
    return written({
      ...fields,
      ...Object.fromEntries(chosen.map((name) => [name, dice.oneOf(choices)])),
    });
  };

const kinds: Readonly<Record<string, Maker>> = {
  script: withTexts(scripts),
  'script again': withTexts(scripts),
  query: withTexts(queries),
  text: withTexts(texts),
  inherited: withTexts(inherited),
  time: (dice, fields) => {
    const names = namesOf(fields).filter(isTimeName);
    const name = names.length === 0 ? dice.oneOf(namesOf(fields)) : dice.oneOf(names);
    return written({ ...fields, [name]: dice.oneOf(times) });
  },
  'field twice': (dice, fields) => {
    const name = dice.oneOf(namesOf(fields));
    return { payload: `${textOf(fields)}&${name}=${encodeURIComponent(dice.oneOf(texts))}` };
  },
  'every field twice': (_, fields) => ({ payload: `${textOf(fields)}&${textOf(fields)}` }),
  'field three times': (dice, fields) => {
    const name = dice.oneOf(namesOf(fields));
    return { payload: `${textOf(fields)}&${name}=<script>alert(1)</script>&${name}=2` };
  },
  nul: (dice, fields) => written({ ...fields, [dice.oneOf(namesOf(fields))]: 'a\0b' }),
  'bad escapes': (dice, fields) => ({
    payload: `${textOf(fields)}&x=${dice.oneOf(['%ED%A0%80', '%FF', '%', '%zz', '%C3%28', '%00'])}`,
  }),
  'names that mean something': (dice, fields) => ({
    payload: `${textOf(fields)}&${dice.oneOf(['__proto__', 'constructor', '__proto__[x]', 'a[b][]', 'toString', 'hasOwnProperty'])}=1`,
  }),
  'missing field': (dice, fields) => {
    const name = dice.oneOf(namesOf(fields));
    return written(Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name)));
  },
  'many fields': (_, fields) => ({ payload: `${textOf(fields)}${'&a=1'.repeat(1500)}` }),
  size: (dice, fields) =>
    written({ ...fields, [dice.oneOf(namesOf(fields))]: 'x'.repeat(300_000) }),
  truncated: (dice, fields) => {
    const text = textOf(fields);
    return { payload: text.slice(0, dice.below(text.length)) };
  },
  encoding: (dice, fields) => ({ payload: encoded(dice, textOf(fields)) }),
  'no token': (dice, fields) =>
    written({ ...fields, _csrf: dice.oneOf(['', 'x', 'x.y', '.'.repeat(500), 'é.é']) }),
  'token twice': (_, fields) => ({ payload: `${textOf(fields)}&_csrf=x` }),
  'content type': (dice, fields) => ({
    payload: textOf(fields),
    contentType: dice.oneOf([
      undefined,
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=iso-8859-1',
      'application/xml',
    ]),
  }),
  'as JSON': (_, fields) => ({ payload: JSON.stringify(fields), contentType: 'application/json' }),
  'as JSON of other types': (dice, fields) => ({
    payload: JSON.stringify({ ...fields, [dice.oneOf(namesOf(fields))]: { x: [1] } }),
    contentType: 'application/json',
  }),
};

function namesOf(fields: Fields): readonly string[] {
  const names = Object.keys(fields).filter((name) => name !== '_csrf');
  return names.length === 0 ? ['x'] : names;
}

function written(fields: Fields): Partial<Sent> {
  return { payload: textOf(fields) };
}

function textOf(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, each] as const),
  );
  return new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
}
