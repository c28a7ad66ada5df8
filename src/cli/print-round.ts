import type { Round } from '../engine/index.ts';
import type { CollectedRound } from './collect-round.ts';
import { roundLines, withShared, type RoundLine } from './round-lines.ts';
import { standingWords } from './standing.ts';
import { hanging, harmless, ruled, styleOf, wrapped, type Style } from './style.ts';
import { fitTable, headLine, rowLine, type Column, type Fitted } from './table.ts';
import type { Terminal } from './terminal.ts';
import { amountWords, outcomeWords, pointsNumber, say, type Language } from './words.ts';

export interface RoundView {
  readonly round: Round;
  readonly collected: CollectedRound;
  readonly language: Language;
  readonly terminal: Terminal;
  /** Whether the money is shown, or only the order. */
  readonly withMoney: boolean;
  /** Rows of each ranking that are shown, besides those around the cut-off. */
  readonly top: number;
}

const aroundCut = 4;
const outsideMax = 200;

/** Every ranking as a table with its cut-off line, then who has no place in one and why. */
export async function printRankings(view: RoundView): Promise<void> {
  const { round, terminal, language } = view;
  const style = styleOf(terminal);
  let table: RankingPrinter | undefined;
  let outside = 0;
  let isOutsideOpen = false;
  for (const line of withShared(roundLines(round, view.collected))) {
    if (line.position > 0) {
      if (table?.ranking !== line.ranking) {
        await table?.end();
        table = new RankingPrinter(view, line.ranking, style);
      }
      await table.add(line);
      continue;
    }
    await table?.end();
    table = undefined;
    if (!isOutsideOpen) {
      const title = outsideTitle(round, language);
      await terminal.write(`\n${ruled(title, terminal.columns, style)}\n`);
      isOutsideOpen = true;
    }
    outside += 1;
    if (outside <= outsideMax) await terminal.write(outsideText(view, line, style));
  }
  await table?.end();
  if (outside > outsideMax)
    await terminal.write(
      `${say(language, `… e altre ${outside - outsideMax}`, `… and ${outside - outsideMax} more`)}\n`,
    );
}

function outsideTitle({ ranking, stops, call }: Round, language: Language): string {
  if (call.document.procedure === 'list') return say(language, 'Elenco', 'List');
  return ranking.order.length === 0 && stops.length > 0
    ? say(
        language,
        'Senza ordine: il bando non lo decide',
        'Without order: the call does not decide it',
      )
    : say(language, 'Senza posto in graduatoria', 'Without a place in the ranking');
}

function outsideText(
  { collected, language, terminal }: RoundView,
  line: RoundLine,
  style: Style,
): string {
  const { application, name, outcome, row, ground } = line;
  const reason = collected.collector.reasonOf(row);
  const head = [
    style.bold(harmless(application)),
    harmless(name),
    line.line,
    outcomeWords(outcome, language),
  ];
  const why = outcome === 'withdrawn' ? '' : standingWords(reason, ground, language);
  const lines = why === '' ? [] : wrapped(why, terminal.columns, '    ').map(style.dim);
  return `${[head.filter((part) => part !== '').join('  '), ...lines].join('\n')}\n`;
}

/** Where the money of one ranking ends: the last place that got all of its grant, or part of it. */
function cutOf({ ranking, funding, table }: Round, name: string): number | undefined {
  if (!funding) return undefined;
  const unit = table.units.indexOf(name);
  const [start, end] = [ranking.starts[unit] ?? 0, ranking.starts[unit + 1] ?? 0];
  for (let place = start; place < end; place += 1)
    if ((funding.grant[ranking.order[place] ?? 0] ?? 0) === 0) return place - start;
  return undefined;
}

/** Writes one ranking row by row; the widths come from its first rows. */
class RankingPrinter {
  readonly ranking: string;
  readonly #view: RoundView;
  readonly #style: Style;
  readonly #cut: number | undefined;
  readonly #first: RoundLine[] = [];
  #fitted: Fitted<RoundLine> | undefined;
  #place = 0;
  #granted = 0;
  #skipped = 0;

  constructor(view: RoundView, ranking: string, style: Style) {
    this.#view = view;
    this.ranking = ranking;
    this.#style = style;
    this.#cut = view.withMoney ? cutOf(view.round, ranking) : undefined;
  }

  async add(line: RoundLine): Promise<void> {
    const { top } = this.#view;
    if (this.#fitted) await this.#write(line);
    else {
      this.#first.push(line);
      if (this.#first.length >= Math.min(top, 200)) await this.#start();
    }
  }

  async end(): Promise<void> {
    if (!this.#fitted) await this.#start();
    await this.#skip();
    const { language, terminal, withMoney } = this.#view;
    await terminal.write(this.#legend());
    const dropped = this.#fitted?.dropped ?? [];
    if (withMoney && this.#cut === undefined && this.#view.round.funding)
      await terminal.write(
        `${this.#style.good(say(language, 'I fondi bastano per tutte.', 'The money covers all of them.'))}\n`,
      );
    if (dropped.length > 0) {
      const names = dropped.map((name) => name.replace(/ €$/, '').toLowerCase()).join(', ');
      const text = say(
        language,
        `Su uno schermo più largo anche: ${names}.`,
        `On a wider screen also: ${names}.`,
      );
      await terminal.write(`${this.#style.dim(text)}\n`);
    }
  }

  /** What the two columns say that are not plain. */
  #legend(): string {
    const { language, terminal, round } = this.#view;
    const titles = (this.#fitted?.columns ?? []).map(({ column }) => column.title);
    const below = say(language, 'Sotto per', 'Below by');
    const parts: string[] = [];
    if ((round.call.document.score?.bonuses ?? []).length > 0)
      parts.push(
        say(language, 'Punti: netto + premialità = totale.', 'Points: net + bonus = total.'),
      );
    if (titles.includes(below))
      parts.push(
        say(
          language,
          `${below}: che cosa la mette sotto la precedente.`,
          `${below}: what puts it below the one above.`,
        ),
      );
    if (parts.length === 0) return '';
    return `${wrapped(parts.join(' '), terminal.columns).map(this.#style.dim).join('\n')}\n`;
  }

  async #start(): Promise<void> {
    const { terminal, language } = this.#view;
    this.#fitted = fitTable(columnsOf(this.#view), this.#first, terminal.columns);
    const title = `${say(language, 'Graduatoria', 'Ranking')} ${rankingTitle(this.#view, this.ranking)}`;
    await terminal.write(`\n${ruled(title.trim(), terminal.columns, this.#style)}\n`);
    await terminal.write(`${headLine(this.#fitted, this.#style)}\n`);
    for (const line of this.#first) await this.#write(line);
    this.#first.length = 0;
  }

  async #write(line: RoundLine): Promise<void> {
    const cut = this.#cut ?? -1;
    if (this.#place === cut) await this.#writeCut(line);
    const isNearCut = cut >= 0 && Math.abs(this.#place - cut) <= aroundCut;
    if (this.#place < this.#view.top || isNearCut) {
      await this.#skip();
      if (this.#fitted)
        await this.#view.terminal.write(`${rowLine(this.#fitted, line, this.#style)}\n`);
    } else this.#skipped += 1;
    this.#place += 1;
    this.#granted += line.grant;
  }

  async #skip(): Promise<void> {
    if (this.#skipped === 0) return;
    const { language, terminal } = this.#view;
    const text = say(language, `… altre ${this.#skipped}`, `… ${this.#skipped} more`);
    this.#skipped = 0;
    await terminal.write(`${this.#style.dim(text)}\n`);
  }

  async #writeCut({ outcome }: RoundLine): Promise<void> {
    await this.#skip();
    const { language, terminal } = this.#view;
    const amount = amountWords(this.#granted, language);
    const text =
      outcome === 'undecided'
        ? say(
            language,
            `qui ci si ferma: ${amount} € concessi fin qui`,
            `it stops here: €${amount} granted so far`,
          )
        : say(
            language,
            `fin qui i fondi: ${amount} € concessi`,
            `the money ends here: €${amount} granted`,
          );
    const rest = Math.max(2, terminal.columns - text.length - 6);
    await terminal.write(`${this.#style.warn(`──── ${text} ${'─'.repeat(rest)}`)}\n`);
  }
}

function rankingTitle({ round, language }: RoundView, name: string): string {
  const lines = round.call.document.lines ?? [];
  const all = lines.flatMap((line) => [line, ...(line.sublines ?? [])]);
  const title = all.find(({ id }) => id === name)?.title[language];
  return title ?? (name === 'call' ? '' : name);
}

function columnsOf(view: RoundView): readonly Column<RoundLine>[] {
  const { language, round, withMoney } = view;
  const hasScore = round.call.document.score !== undefined;
  const hasBonus = (round.call.document.score?.bonuses ?? []).length > 0;
  const columns: (Column<RoundLine> | false)[] = [
    {
      title: 'Pos.',
      isNumber: true,
      text: ({ position, isShared }) => `${position}${isShared ? '=' : ''}`,
    },
    {
      title: say(language, 'Domanda', 'Application'),
      text: ({ application }) => application,
      least: 14,
    },
    { title: say(language, 'Chi', 'Who'), text: ({ name }) => name, least: 8, rank: 5 },
    round.call.document.lines !== undefined && {
      title: say(language, 'Linea', 'Line'),
      text: ({ line }) => line,
      rank: 3,
    },
    hasScore && {
      title: say(language, 'Punti', 'Points'),
      isNumber: true,
      text: (line) => scoreText(line, hasBonus, language),
    },
    ...moneyColumns(withMoney, language),
    withMoney && {
      title: say(language, 'Esito', 'Outcome'),
      text: ({ outcome }) => outcomeWords(outcome, language),
      samples: ['fully-funded', 'partly-funded', 'admissible-not-funded'].map((outcome) =>
        outcomeWords(outcome, language),
      ),
      mark: ({ outcome }, style) => markOf(outcome, style),
    },
    {
      title: say(language, 'Sotto per', 'Below by'),
      text: (line) => deciderWords(view, line),
      rank: 2,
    },
  ];
  return columns.filter((column) => column !== false);
}

function moneyColumns(withMoney: boolean, language: Language): readonly Column<RoundLine>[] {
  const asked: Column<RoundLine> = {
    title: say(language, 'Richiesto €', 'Asked €'),
    isNumber: true,
    text: (line) => amountWords(line.asked, language),
    rank: 4,
  };
  if (!withMoney) return [asked];
  const granted: Column<RoundLine> = {
    title: say(language, 'Concesso €', 'Granted €'),
    isNumber: true,
    text: ({ grant }) => (grant === 0 ? '—' : amountWords(grant, language)),
  };
  return [asked, granted];
}

function markOf(outcome: string, style: Style): (text: string) => string {
  if (outcome === 'fully-funded' || outcome === 'listed') return style.good;
  return outcome === 'partly-funded' || outcome === 'undecided' ? style.warn : style.dim;
}

/** `61+10=71`, or one number where no bonus was given. */
function scoreText(
  { net, bonus, gross }: RoundLine,
  hasBonus: boolean,
  language: Language,
): string {
  const one = (points: number): string =>
    Number.isNaN(points) ? '?' : pointsNumber(points, language);
  if (!hasBonus || bonus === 0) return one(net);
  return `${one(net)}+${one(bonus)}=${one(gross)}`;
}

const deciders: Readonly<Record<string, readonly [string, string]>> = {
  net: ['netto', 'net score'],
  gross: ['punti', 'score'],
  bonus: ['premialità', 'bonus'],
  grant: ['contributo', 'grant'],
  admitted: ['spese ammesse', 'admitted costs'],
  received: ['arrivo', 'arrival'],
  protocol: ['protocollo', 'register'],
  draw: ['sorteggio', 'draw'],
};

/** What put an application below the one above it. */
function deciderWords({ language, round }: RoundView, { decidedBy, isShared }: RoundLine): string {
  if (decidedBy === undefined) return isShared ? say(language, 'ex aequo', 'tied') : '';
  const named = deciders[decidedBy];
  if (named) return say(language, ...named);
  const [kind, id = ''] = decidedBy.split(':', 2);
  if (kind === 'criterion') return `${say(language, 'criterio', 'criterion')} ${id}`;
  return round.call.document.facts.find((fact) => fact.id === id)?.label[language] ?? id;
}

/** Applications that break a rule on how many each may make: to be looked at, nothing is excluded. */
export async function printBreaches({ collected, language, terminal }: RoundView): Promise<void> {
  if (collected.breaches.length === 0) return;
  const style = styleOf(terminal);
  const title = say(
    language,
    'Più domande di quante il bando ammette',
    'More applications than the call allows',
  );
  await terminal.write(`\n${ruled(title, terminal.columns, style)}\n`);
  for (const { applications, rule, article } of collected.breaches) {
    const text = `${applications.join(', ')}: ${rule} (${article})`;
    await terminal.write(`${hanging('  ', text, terminal.columns).join('\n')}\n`);
  }
}
