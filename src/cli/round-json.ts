import {
  formatCents,
  type Decision,
  type Round,
  type RoundDecisions,
  publishPot,
} from '../engine/index.ts';
import { formatPoints } from '../engine/numbers/points.ts';
import type { CollectedRound } from './collect-round.ts';
import { drawsOf, roundLines, withShared, type RoundLine } from './round-lines.ts';

export interface RoundOutput {
  readonly round: Round;
  readonly collected: CollectedRound;
  readonly roundDecisions: RoundDecisions;
  readonly withMoney: boolean;
}

/** The round as one JSON document, a row at a time, so that it is never held whole. */
export function* roundAsJson(output: RoundOutput): Generator<string> {
  const { round, collected, withMoney, roundDecisions } = output;
  const { call, stops, funding } = round;
  const head = {
    type: withMoney ? 'funding' : 'ranking',
    ...headOf(call),
    roundDecisions,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  const draws = withMoney ? drawsOf(round) : undefined;
  let mark = '\n';
  for (const line of withShared(roundLines(round, collected))) {
    yield `${mark}${JSON.stringify(rowOf(line, collected, draws))}`;
    mark = ',\n';
  }
  const tail = {
    ...(withMoney && funding
      ? {
          pots: funding.accounts.map((account) => ({
            ...publishPot(account),
            parcels: account.parcels.map(({ origin, amount, left }) => ({
              origin,
              amount: formatCents(amount),
              left: formatCents(left),
            })),
          })),
          totals: {
            granted: formatCents(funding.checks.granted),
            drawn: formatCents(funding.checks.drawn),
            conserved: funding.checks.conserved,
          },
        }
      : {}),
    stops,
    breaches: collected.breaches,
  };
  yield `\n],${JSON.stringify(tail).slice(1)}\n`;
}

/** What every JSON output begins with: which rules, and on what it rests. */
export function headOf(call: Round['call']): {
  readonly call: string;
  readonly version: string;
  readonly fictional: boolean;
  readonly decisions: readonly Decision[];
  readonly openGaps: readonly string[];
} {
  const { document, isFictional, decisions, gaps } = call;
  return {
    call: document.id,
    version: document.version,
    fictional: isFictional,
    decisions,
    openGaps: gaps.map(({ gap }) => gap.id),
  };
}

function rowOf(
  line: RoundLine,
  { collector }: CollectedRound,
  draws: ReturnType<typeof drawsOf> | undefined,
): object {
  const { row, position, isShared, decidedBy, reason, ground } = line;
  const standing = collector.reasonOf(row);
  return {
    application: line.application,
    name: line.name,
    line: line.line,
    ranking: line.ranking,
    position: position === 0 ? null : position,
    tied: isShared,
    decidedBy: decidedBy ?? null,
    net: pointsOrNull(line.net),
    bonus: pointsOrNull(line.bonus),
    gross: pointsOrNull(line.gross),
    asked: centsOrNull(line.asked),
    outcome: line.outcome,
    ...(draws && {
      grant: formatCents(line.grant),
      reason,
      pots: draws(row).map(({ pot, cents }) => ({ pot, amount: formatCents(cents) })),
    }),
    ...(position === 0 && {
      because: standing === 'assessment' ? (ground?.id ?? null) : standing,
      article: standing === 'assessment' ? (ground?.article ?? null) : null,
    }),
  };
}

function pointsOrNull(points: number): string | null {
  return Number.isNaN(points) ? null : formatPoints(points);
}

function centsOrNull(cents: number): string | null {
  return Number.isNaN(cents) ? null : formatCents(cents);
}

const csvColumns = [
  'ranking',
  'position',
  'tied',
  'application',
  'name',
  'line',
  'net',
  'bonus',
  'gross',
  'asked',
  'granted',
  'outcome',
  'decided_by',
  'because',
  'article',
  'fictional',
  'decisions',
] as const;

/** The round as CSV (RFC 4180): amounts with a point and two decimals, whatever the language. */
export function* roundAsCsv({ round, collected, withMoney }: RoundOutput): Generator<string> {
  const { isFictional, decisions } = round.call;
  const used = decisions.map(({ id }) => id).join(' ');
  yield `${csvColumns.join(',')}\r\n`;
  for (const line of withShared(roundLines(round, collected))) {
    const standing = collected.collector.reasonOf(line.row);
    const isOut = line.position === 0;
    const cells: Readonly<Record<(typeof csvColumns)[number], string>> = {
      ranking: line.ranking,
      position: isOut ? '' : String(line.position),
      tied: String(line.isShared),
      application: line.application,
      name: line.name,
      line: line.line,
      net: pointsOrNull(line.net) ?? '',
      bonus: pointsOrNull(line.bonus) ?? '',
      gross: pointsOrNull(line.gross) ?? '',
      asked: centsOrNull(line.asked) ?? '',
      granted: withMoney ? formatCents(line.grant) : '',
      outcome: line.outcome,
      decided_by: line.decidedBy ?? '',
      because: isOut ? (standing === 'assessment' ? (line.ground?.id ?? '') : standing) : '',
      article: isOut && standing === 'assessment' ? (line.ground?.article ?? '') : '',
      fictional: String(isFictional),
      decisions: used,
    };
    yield `${csvColumns.map((column) => csvCell(cells[column])).join(',')}\r\n`;
  }
}

/** A text that a spreadsheet would run as a formula is marked as text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
