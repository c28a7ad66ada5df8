import { documentDepthMax } from './limits.ts';
import { scalarOffset } from './scalar-offset.ts';
import { placeFinder, sourceOf, type Spot } from './source.ts';
import type { SourceReading } from './yaml-source.ts';
import { setOwn } from './yaml-value.ts';

/**
 * Reads one JSON text as the standard has it, remembering places. A key written twice is refused:
 * two readers could otherwise see two different values.
 */
export function readJson(text: string, file: string): SourceReading {
  const scanner: Scanner = { text, at: 0, depth: 0 };
  const read = readValue(scanner);
  if (!isFault(read)) {
    skipSpace(scanner);
    if (scanner.at === text.length) {
      return { type: 'read', source: sourceOf(text, read.value, read.spot) };
    }
  }
  const fault = isFault(read) ? read : faultHere(scanner, 'the end of the text');
  const { offset, ...problem } = fault;
  return { type: 'refused', problems: [{ file, ...placeFinder(text)(offset), ...problem }] };
}

interface Scanner {
  readonly text: string;
  at: number;
  depth: number;
}

interface Read {
  readonly value: unknown;
  readonly spot: Spot;
}

interface Fault {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
}

function isFault(read: Read | Fault): read is Fault {
  return 'offset' in read;
}

function readValue(scanner: Scanner): Read | Fault {
  skipSpace(scanner);
  const first = scanner.text[scanner.at];
  if (first === '"') return readText(scanner);
  if (first !== '{' && first !== '[') return readWord(scanner);
  if (scanner.depth >= documentDepthMax) {
    const expected = `at most ${documentDepthMax} values within each other`;
    return { offset: scanner.at, code: 'too-deep', message: 'found deeper nesting', expected };
  }
  scanner.depth += 1;
  const read = first === '{' ? readObject(scanner) : readArray(scanner);
  scanner.depth -= 1;
  return read;
}

const wordPattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readWord(scanner: Scanner): Read | Fault {
  const start = scanner.at;
  wordPattern.lastIndex = start;
  const word = wordPattern.exec(scanner.text)?.[0];
  if (word === undefined) return faultHere(scanner, 'a value');
  const value: unknown = JSON.parse(word);
  if (value === Infinity || value === -Infinity) return faultHere(scanner, 'a smaller number');
  scanner.at = start + word.length;
  return { value, spot: { start, end: scanner.at } };
}

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const escapePattern = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function readText(scanner: Scanner): (Read & { readonly value: string }) | Fault {
  const { text, at: start } = scanner;
  scanner.at += 1;
  for (let code = text.charCodeAt(scanner.at); code !== quote; code = text.charCodeAt(scanner.at)) {
    if (code === backslash) {
      escapePattern.lastIndex = scanner.at;
      if (!escapePattern.test(text)) return faultHere(scanner, 'an escape such as \\n or \\u00e0');
      scanner.at = escapePattern.lastIndex;
    } else if (code >= firstPrintable) scanner.at += 1;
    else return faultHere(scanner, 'a quote that ends the text');
  }
  scanner.at += 1;
  const raw = text.slice(start, scanner.at);
  const value = JSON.parse(raw) as string;
  const offsetOf = (offset: number) => scalarOffset({ style: 'double', raw, value }, offset);
  return { value, spot: { start, end: scanner.at, offsetOf } };
}

function readArray(scanner: Scanner): Read | Fault {
  const start = scanner.at;
  scanner.at += 1;
  const value: unknown[] = [];
  const items: Spot[] = [];
  if (takes(scanner, ']')) return { value, spot: { start, end: scanner.at, items } };
  for (;;) {
    const item = readValue(scanner);
    if (isFault(item)) return item;
    value.push(item.value);
    items.push(item.spot);
    if (takes(scanner, ']')) return { value, spot: { start, end: scanner.at, items } };
    if (!takes(scanner, ',')) return faultHere(scanner, 'a comma or ]');
  }
}

function readObject(scanner: Scanner): Read | Fault {
  const start = scanner.at;
  scanner.at += 1;
  const value: Record<string, unknown> = {};
  const entries = new Map<string, { keyStart: number; spot: Spot }>();
  if (takes(scanner, '}')) return { value, spot: { start, end: scanner.at, entries } };
  for (;;) {
    skipSpace(scanner);
    const keyStart = scanner.at;
    if (scanner.text[keyStart] !== '"') return faultHere(scanner, 'a key in quotes');
    const key = readText(scanner);
    if (isFault(key)) return key;
    if (entries.has(key.value)) {
      const message = `${JSON.stringify(key.value)} is written twice`;
      return { offset: keyStart, code: 'duplicate-key', message };
    }
    if (!takes(scanner, ':')) return faultHere(scanner, 'a colon');
    const inner = readValue(scanner);
    if (isFault(inner)) return inner;
    setOwn(value, key.value, inner.value);
    entries.set(key.value, { keyStart, spot: inner.spot });
    if (takes(scanner, '}')) return { value, spot: { start, end: scanner.at, entries } };
    if (!takes(scanner, ',')) return faultHere(scanner, 'a comma or }');
  }
}

function skipSpace(scanner: Scanner): void {
  while (isSpace(scanner.text.charCodeAt(scanner.at))) scanner.at += 1;
}

/** The four that JSON knows: space, tab, line feed, carriage return. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function takes(scanner: Scanner, sign: string): boolean {
  skipSpace(scanner);
  if (scanner.text[scanner.at] !== sign) return false;
  scanner.at += 1;
  return true;
}

function faultHere({ text, at }: Scanner, expected: string): Fault {
  const found = at >= text.length ? 'the end' : JSON.stringify(text.slice(at, at + 12));
  return { offset: at, code: 'syntax', message: `found ${found}`, expected };
}
