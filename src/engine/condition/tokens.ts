import type { ConditionProblem } from './syntax.ts';

export interface Token {
  readonly kind: 'name' | 'int' | 'text' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const marks = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '!',
  '?',
  ':',
  '+',
  '-',
  '*',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
];
const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const intPattern = /\d+/y;
const textPattern = /"([^"\\]*)"|'([^'\\]*)'/y;
const spacePattern = /\s+/y;

/** Cuts a condition into tokens, or says at which character it cannot be read. */
export function tokenize(source: string): readonly Token[] | ConditionProblem {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = matchAt(spacePattern, source, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = readToken(source, at);
    if ('message' in token) return token;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at, end: at });
  return tokens;
}

function readToken(source: string, at: number): Token | ConditionProblem {
  const name = matchAt(namePattern, source, at);
  if (name) return { kind: 'name', text: name[0], at, end: at + name[0].length };
  const int = matchAt(intPattern, source, at);
  if (int) return readInt(int[0], source, at);
  const text = matchAt(textPattern, source, at);
  if (text) return { kind: 'text', text: text[1] ?? text[2] ?? '', at, end: at + text[0].length };
  const mark = marks.find((each) => source.startsWith(each, at));
  if (mark) return { kind: 'mark', text: mark, at, end: at + mark.length };
  return unreadable(source, at);
}

function readInt(digits: string, source: string, at: number): Token | ConditionProblem {
  const end = at + digits.length;
  if (/[.,]\d/.test(source.slice(end, end + 2)))
    return {
      message:
        'a number in a condition is whole; write amounts as eur("1234.50"), shares as pct("7%"), points as points("2.5")',
      offset: at,
    };
  if (digits.length > 15)
    return { message: 'a whole number here has at most 15 digits', offset: at };
  return { kind: 'int', text: digits, at, end };
}

function unreadable(source: string, at: number): ConditionProblem {
  const found = source[at] ?? '';
  if (found === '"' || found === "'")
    return { message: 'this text is not closed, or contains a backslash', offset: at };
  const suggestion = { '=': '==', '&': '&&', '|': '||', '≥': '>=', '≤': '<=', '≠': '!=' }[found];
  return {
    message: `"${found}" has no meaning in a condition`,
    offset: at,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}
