export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

interface Written {
  readonly style: ScalarStyle;
  /** As it stands in the file: with quotes, escapes, indentation, the header of a block. */
  readonly raw: string;
  readonly value: string;
}

/** How far into `raw` character `offset` of the value is written; exact unless lines fold oddly. */
export function scalarOffset({ style, raw, value }: Written, offset: number): number {
  const wanted = Math.max(0, Math.min(offset, value.length));
  const reader = readers[style];
  const indent = blockIndent(style, raw, value);
  let at = startOf(style, raw, indent);
  let seen = 0;
  while (seen < wanted && at < raw.length) {
    const step = reader({ raw, value, at, seen, indent });
    at += step.written;
    seen += step.read;
  }
  return Math.min(at, raw.length);
}

interface State {
  readonly raw: string;
  readonly value: string;
  readonly at: number;
  readonly seen: number;
  readonly indent: number;
}

/** So many characters in the file give so many of the value. */
interface Step {
  readonly written: number;
  readonly read: number;
}

const one: Step = { written: 1, read: 1 };

const readers: Readonly<Record<ScalarStyle, (state: State) => Step>> = {
  plain: (state) => foldFlow(state) ?? one,
  single: (state) =>
    state.raw.startsWith("''", state.at) ? { written: 2, read: 1 } : (foldFlow(state) ?? one),
  double: (state) => (state.raw[state.at] === '\\' ? readEscape(state) : (foldFlow(state) ?? one)),
  literal: (state) =>
    lineBreakAt(state) === 0 ? one : { written: lineBreakAt(state) + indentAfter(state), read: 1 },
  folded: (state) => (lineBreakAt(state) === 0 ? one : foldBlock(state)),
};

/** White space with line ends in it is one space, or one line end fewer than written. */
function foldFlow({ raw, at }: State): Step | undefined {
  const space = matchAt(/[ \t]*(?:\r?\n[ \t]*)+/y, raw, at);
  if (space === undefined) return undefined;
  const lines = space.split('\n').length - 1;
  return { written: space.length, read: lines === 1 ? 1 : lines - 1 };
}

function foldBlock({ raw, value, at, seen, indent }: State): Step {
  const breaks = matchAt(/(?:[ \t]*\r?\n)+/y, raw, at) ?? '\n';
  const after = at + breaks.length;
  const spaces = matchAt(/ */y, raw, after) ?? '';
  const newlines = matchAt(/\n+/y, value, seen)?.length ?? 1;
  return { written: breaks.length + Math.min(spaces.length, indent), read: newlines };
}

function readEscape({ raw, at }: State): Step {
  const lineEnd = matchAt(/\\\r?\n[ \t]*/y, raw, at);
  if (lineEnd !== undefined) return { written: lineEnd.length, read: 0 };
  const code = matchAt(/\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y, raw, at);
  if (code === undefined) return { written: 2, read: 1 };
  const isWide = code.length === 10 && Number.parseInt(code.slice(2), 16) > 0xff_ff;
  return { written: code.length, read: isWide ? 2 : 1 };
}

function lineBreakAt({ raw, at }: State): number {
  return matchAt(/\r?\n/y, raw, at)?.length ?? 0;
}

function indentAfter(state: State): number {
  const spaces = matchAt(/ */y, state.raw, state.at + lineBreakAt(state)) ?? '';
  return Math.min(spaces.length, state.indent);
}

function startOf(style: ScalarStyle, raw: string, indent: number): number {
  if (style === 'plain') return 0;
  if (style === 'single' || style === 'double') return 1;
  const header = raw.indexOf('\n') + 1;
  const spaces = matchAt(/ */y, raw, header) ?? '';
  return header + Math.min(spaces.length, indent);
}

/** Spaces that belong to the file and not to the text. */
function blockIndent(style: ScalarStyle, raw: string, value: string): number {
  if (style !== 'literal' && style !== 'folded') return 0;
  const body = raw.slice(raw.indexOf('\n') + 1);
  return leadingSpaces(body) - leadingSpaces(value);
}

function leadingSpaces(text: string): number {
  return /^( *)[^ \r\n]/m.exec(text)?.[1]?.length ?? 0;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
