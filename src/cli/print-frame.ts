import type { Call, Decision, Round } from '../engine/index.ts';
import { outcomes } from '../engine/ranking/outcome.ts';
import { hanging, ruled, styleOf, wrapped } from './style.ts';
import type { Terminal } from './terminal.ts';
import type { Printing } from './print-money.ts';
import { countWords, decisionWords, fictionalWords, say, type Language } from './words.ts';

/** What the output is about, and first of all whether anything in it is invented. */
export async function printTitle(
  call: Pick<Call, 'document' | 'isFictional'>,
  { language, terminal }: Printing,
): Promise<void> {
  const style = styleOf(terminal);
  const { title, body, id, version } = call.document;
  if (call.isFictional) await terminal.write(`${style.warn(fictionalWords(language))}\n`);
  const lines = wrapped(title[language], terminal.columns).map(style.bold);
  const about = `${body} · ${id}, ${say(language, 'versione', 'version')} ${version}`;
  lines.push(...wrapped(about, terminal.columns).map(style.dim));
  await terminal.write(`${lines.join('\n')}\n`);
}

/** `40 domande: 21 finanziate, 1 in parte…`. */
export async function printCounts(
  { table, funding }: Round,
  { language, terminal }: Printing,
): Promise<void> {
  const parts: string[] = [];
  if (funding) {
    const counts = new Uint32Array(outcomes.length);
    for (const code of funding.outcome) counts[code] = (counts[code] ?? 0) + 1;
    for (const [code, count] of [...counts.entries()].toReversed())
      if (count > 0) parts.push(countWords(count, outcomes[code] ?? '', language));
  }
  const size = `${table.size} ${say(language, 'domande', 'applications')}`;
  const text = parts.length > 0 ? `${size}: ${parts.join(', ')}` : size;
  await terminal.write(`${wrapped(text, terminal.columns).join('\n')}\n`);
}

/** The decisions that an output rests on, or that it rests on none. */
export async function printDecisions(
  decisions: readonly Decision[],
  openGaps: number,
  { language, terminal }: Printing,
): Promise<void> {
  const style = styleOf(terminal);
  const title = say(language, 'Determinazioni su cui si fonda', 'Decisions it rests on');
  const lines = [ruled(title, terminal.columns, style)];
  let taken = '';
  for (const decision of decisions) {
    const { author, date } = decision;
    if (`${author}, ${date}` !== taken) {
      taken = `${author}, ${date}`;
      lines.push(style.dim(`  ${taken}:`));
    }
    lines.push(...hanging('    ', decisionWords(decision), terminal.columns));
  }
  if (decisions.length === 0) lines.push(say(language, '  nessuna', '  none'));
  if (openGaps > 0) lines.push(style.dim(`  ${openWords(openGaps, language)}`));
  await terminal.write(`\n${lines.join('\n')}\n`);
}

function openWords(openGaps: number, language: Language): string {
  return say(
    language,
    `Punti del bando ancora aperti: ${openGaps} (li elenca npx bandolo check).`,
    `Points of the call still open: ${openGaps} (npx bandolo check lists them).`,
  );
}

/** A word of a command line as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** The command that explains any figure of what was just printed. */
export async function printNext(
  words: readonly string[],
  { language, terminal }: { readonly language: Language; readonly terminal: Terminal },
): Promise<void> {
  const style = styleOf(terminal);
  const text = say(
    language,
    'Perché? Ogni cifra si spiega:',
    'Why? Every figure can be explained:',
  );
  await terminal.write(`\n${text}\n  ${style.bold(words.map(shellWord).join(' '))}\n`);
}
