import type { Origin, PotAccount, Round, RoundStop } from '../engine/index.ts';
import { hanging, ruled, styleOf } from './style.ts';
import { stopText } from './stop-words.ts';
import { tableLines, type Column } from './table.ts';
import type { Terminal } from './terminal.ts';
import { amountWords, say, type Language } from './words.ts';

export interface Printing {
  readonly language: Language;
  readonly terminal: Terminal;
}

interface PotRow extends PotAccount {
  readonly title: string;
}

/** What every pot held, where it came from, and what is left of it. */
export async function printPots(
  { call, funding }: Pick<Round, 'call' | 'funding'>,
  printing: Printing,
): Promise<void> {
  if (!funding) return;
  const { language, terminal } = printing;
  const style = styleOf(terminal);
  await printAccounts(funding.accounts, call, printing);
  const { granted, drawn, conserved } = funding.checks;
  const text = say(
    language,
    `Concessi ${amountWords(granted, language)} €, usciti dalle dotazioni ${amountWords(drawn, language)} €: ${conserved ? 'i conti tornano' : 'I CONTI NON TORNANO'}.`,
    `Granted €${amountWords(granted, language)}, drawn from the pots €${amountWords(drawn, language)}: ${conserved ? 'the sums agree' : 'THE SUMS DO NOT AGREE'}.`,
  );
  await terminal.write(`${(conserved ? style.good : style.bad)(text)}\n`);
}

export async function printAccounts(
  accounts: readonly PotAccount[],
  call: Round['call'],
  { language, terminal }: Printing,
): Promise<void> {
  const style = styleOf(terminal);
  const titles = new Map((call.document.funding?.pots ?? []).map(({ id, title }) => [id, title]));
  const rows = accounts.map((account) => ({
    ...account,
    title: titles.get(account.pot)?.[language] ?? account.pot,
  }));
  const title = say(language, 'Dotazioni', 'Pots');
  await terminal.write(`\n${ruled(title, terminal.columns, style)}\n`);
  const lines = tableLines(potColumns(rows, language), rows, terminal.columns, style);
  await terminal.write(`${lines.join('\n')}\n`);
  for (const { title: pot, parcels } of rows)
    for (const { origin, amount } of parcels) {
      if (origin.kind === 'initial') continue;
      const text = `${pot}: + ${amountWords(amount, language)} €, ${originWords(origin, language)}`;
      await terminal.write(`${hanging('  ', text, terminal.columns).join('\n')}\n`);
    }
}

function potColumns(rows: readonly PotRow[], language: Language): readonly Column<PotRow>[] {
  const money = (
    it: string,
    en: string,
    of: (row: PotRow) => number,
    isAlways = false,
  ): readonly Column<PotRow>[] =>
    isAlways || rows.some((row) => of(row) !== 0)
      ? [
          {
            title: say(language, it, en),
            isNumber: true,
            text: (row) => amountWords(of(row), language),
          },
        ]
      : [];
  return [
    { title: say(language, 'Dotazione', 'Pot'), text: ({ title }) => title, least: 12 },
    ...money('All’inizio €', 'At first €', ({ initial }) => initial, true),
    ...money('Aggiunti €', 'Added €', ({ added }) => added),
    ...money('Spostati qui €', 'Moved in €', ({ movedIn }) => movedIn),
    ...money('Spostati via €', 'Moved out €', ({ movedOut }) => movedOut),
    ...money('Concessi €', 'Granted €', ({ drawn }) => drawn, true),
    ...money('Restano €', 'Left €', ({ left }) => left, true),
  ];
}

function originWords(origin: Exclude<Origin, { kind: 'initial' }>, language: Language): string {
  switch (origin.kind) {
    case 'added':
      return say(
        language,
        `nuovi fondi da ${origin.source} (${origin.act})`,
        `new money from ${origin.source} (${origin.act})`,
      );
    case 'moved':
      return say(
        language,
        `spostati da ${origin.from} (${origin.act}; ${origin.ground})`,
        `moved from ${origin.from} (${origin.act}; ${origin.ground})`,
      );
    case 'saved':
      return say(
        language,
        `tornati da ${origin.application} (${origin.act})`,
        `back from ${origin.application} (${origin.act})`,
      );
    default:
      return origin satisfies never;
  }
}

const namedMax = 12;

/** Each stop: what is missing, whom it touches, what a decision may choose. */
export async function printStops(
  stops: readonly RoundStop[],
  call: Round['call'],
  { language, terminal }: Printing,
): Promise<void> {
  if (stops.length === 0) return;
  const style = styleOf(terminal);
  const title = say(language, 'Qui il bando non decide', 'Here the call does not decide');
  await terminal.write(`\n${ruled(title, terminal.columns, style)}\n`);
  for (const stop of stops) {
    const { what, choices } = stopText(stop, call, language);
    const lines = hanging('■ ', what, terminal.columns).map(style.warn);
    const { applications } = stop;
    const more = applications.length > namedMax ? `, … (${applications.length})` : '';
    if (applications.length > 0)
      lines.push(
        ...hanging(
          '  ',
          `${say(language, 'Tocca', 'It touches')}: ${applications.slice(0, namedMax).join(', ')}${more}`,
          terminal.columns,
        ),
      );
    if (choices !== undefined)
      lines.push(
        ...hanging('  ', `${say(language, 'Serve', 'Wanted')}: ${choices}`, terminal.columns),
      );
    await terminal.write(`${lines.join('\n')}\n`);
  }
}
