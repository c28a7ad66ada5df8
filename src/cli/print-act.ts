import {
  parseCents,
  type Round,
  type ActChain,
  type PublishedAct,
  type PublishedPot,
} from '../engine/index.ts';
import { printDecisions, printTitle } from './print-frame.ts';
import type { Printing } from './print-money.ts';
import { ruled, styleOf } from './style.ts';
import { tableLines } from './table.ts';
import { amountWords, outcomeWords, say, type Language } from './words.ts';

/** One act: whom it touched, what it gave and took back, and what is left. */
export async function printAct(
  {
    round,
    chain,
    act,
  }: { readonly round: Round; readonly chain: ActChain; readonly act: PublishedAct },
  printing: Printing,
): Promise<void> {
  const { language, terminal } = printing;
  const style = styleOf(terminal);
  await printTitle(round.call, printing);
  const title = say(language, `Atto ${act.id}`, `Act ${act.id}`);
  const earlier = chain.acts.slice(0, -1).map(({ id }) => id);
  const lines = [
    '',
    ruled(title, terminal.columns, style),
    say(
      language,
      `Segue ${earlier.join(', ')}, che restano come sono.`,
      `It follows ${earlier.join(', ')}, which stay as they are.`,
    ),
    ...entryLines(act, printing),
    '',
    ruled(say(language, 'Dotazioni dopo l’atto', 'Pots after the act'), terminal.columns, style),
    ...tableLines(potColumns(language), act.pots, terminal.columns, style),
    say(
      language,
      `Dati da questo atto: ${words(act.granted, language)} €`,
      `Given by this act: €${words(act.granted, language)}`,
    ),
    ...act.stops.map(({ code, applications }) =>
      style.warn(`${say(language, 'Si ferma', 'It stops')}: ${code} (${applications.join(', ')})`),
    ),
    style.dim(`SHA-256 ${act.hash}`),
  ];
  await terminal.write(`${lines.join('\n')}\n`);
  await printDecisions(round.call.decisions, round.call.gaps.length, printing);
}

function entryLines(
  { entries }: PublishedAct,
  { language, terminal }: Printing,
): readonly string[] {
  if (entries.length === 0)
    return [say(language, 'Nessuna domanda cambia.', 'No application changes.')];
  const style = styleOf(terminal);
  return tableLines(
    [
      {
        title: 'Pos.',
        isNumber: true,
        text: ({ position }) => (position === 0 ? '' : String(position)),
      },
      { title: say(language, 'Domanda', 'Application'), text: ({ application }) => application },
      {
        title: say(language, 'Era', 'Was'),
        text: ({ before }) => outcomeWords(before, language),
        rank: 1,
      },
      { title: say(language, 'Ora', 'Now'), text: ({ after }) => outcomeWords(after, language) },
      {
        title: say(language, 'Con l’atto €', 'By the act €'),
        isNumber: true,
        text: ({ grant }) => words(grant, language),
      },
      {
        title: say(language, 'In tutto €', 'In all €'),
        isNumber: true,
        text: ({ total }) => words(total, language),
      },
    ],
    entries.toSorted((a, b) => a.position - b.position),
    terminal.columns,
    style,
  );
}

function potColumns(language: Language) {
  const money = (it: string, en: string, key: Exclude<keyof PublishedPot, 'pot'>) => ({
    title: say(language, it, en),
    isNumber: true,
    text: (pot: PublishedPot) => words(pot[key], language),
  });
  return [
    { title: say(language, 'Dotazione', 'Pot'), text: (pot: PublishedPot) => pot.pot },
    { ...money('All’inizio €', 'At first €', 'initial'), rank: 1 },
    money('Aggiunti €', 'Added €', 'added'),
    money('Concessi €', 'Granted €', 'drawn'),
    money('Restano €', 'Left €', 'left'),
  ];
}

function words(text: string, language: Language): string {
  const isNegative = text.startsWith('-');
  const cents = parseCents(isNegative ? text.slice(1) : text) ?? Number.NaN;
  return amountWords(isNegative ? -cents : cents, language);
}
