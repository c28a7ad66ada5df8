import type { Terminal } from './terminal.ts';

/** Ways of marking words, which do nothing where there are no colours. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
}

export function styleOf({ hasColour }: Pick<Terminal, 'hasColour'>): Style {
  const mark = (code: number) => (text: string) =>
    hasColour && text !== '' ? `\u001B[${code}m${text}\u001B[0m` : text;
  return { bold: mark(1), dim: mark(2), good: mark(32), bad: mark(31), warn: mark(33) };
}

const graphemes = new Intl.Segmenter('it', { granularity: 'grapheme' });

function signsOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Columns a text takes on the screen; wide signs are not used in calls. */
export function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : signsOf(text).length;
}

/** Without control characters: a name in a file must not be able to steer the terminal. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '·');
}

/** Whole words in lines of at most `width`, each after `indent`. */
export function wrapped(text: string, width: number, indent = ''): readonly string[] {
  const room = Math.max(20, width - widthOf(indent));
  const lines: string[] = [];
  let line = '';
  for (const word of harmless(text.replaceAll(/[\n\t]/g, ' ')).split(/ +/)) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > room) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

/** A first line after `mark`, the others under it. */
export function hanging(mark: string, text: string, width: number): readonly string[] {
  const indent = ' '.repeat(widthOf(mark));
  return wrapped(text, width, indent).map((line, index) =>
    index === 0 ? mark + line.slice(indent.length) : line,
  );
}

export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${signsOf(text)
    .slice(0, Math.max(0, width - 1))
    .join('')}…`;
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** `Title ────────` across the screen. */
export function ruled(title: string, width: number, style: Style): string {
  const rest = Math.max(3, width - widthOf(title) - 1);
  return `${style.bold(harmless(title))} ${style.dim('─'.repeat(rest))}`;
}
