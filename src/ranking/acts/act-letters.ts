import { sql, type RawBuilder } from 'kysely';
import { formatPoints, type LetterDocument } from '../../engine/index.ts';
import {
  beginSourceLetters,
  commonValues,
  letterText,
  loadLetterRules,
  readLetterRules,
  type LetterRules,
  type LettersOutcome,
  type LetterSource,
  type LetterText,
  type LetterValues,
  type SourceAsked,
  type SourcedLetter,
} from '../../examination/index.ts';
import type { Database, Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { formatDay, formatMoney } from '../../platform/page/index.ts';
import type { ActKey, RankingAct } from './act.ts';
import { findAct } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { actWords } from './words.ts';

/** Of an act and one of its applications, all that a letter about it says. */
interface DueRow {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly title: string;
  readonly lead: string;
  readonly line: string | null;
  readonly receivedAt: Date;
  readonly position: number;
  readonly positionTo: number;
  readonly outcome: string;
  readonly reason: string;
  readonly isReserved: boolean;
  readonly net: number | null;
  readonly gross: number | null;
  readonly asked: number | null;
  readonly granted: number;
  readonly total: number;
  readonly actTitle: string;
  readonly protocol: string | null;
  readonly protocolDay: string | null;
  readonly publishedOn: string | null;
}

/** Letters to everybody of an act, each with their own figures. */
export const actLetters: LetterSource = {
  on: 'ranking',
  listDue: async (db, asked) => {
    const { callId, cause, limit, after = 0 } = asked;
    const { rows } = await sql<DueRow>`
      select x.application_id as "applicationId", x.entry_number as "entryNumber", h.title, h.lead_name as lead,
             e.line, r.at as "receivedAt", e.position, e.position_to as "positionTo", e.outcome, e.reason,
             e.is_reserved as "isReserved", e.net, e.gross, e.asked, e.granted, e.total, a.title as "actTitle",
             a.protocol, a.protocol_day as "protocolDay", a.published_on as "publishedOn"
        from ${dueFrom(asked)} and x.entry_number > ${after}
       order by x.entry_number limit ${limit}`.execute(db);
    return rows.map((row): SourcedLetter => {
      const { applicationId, entryNumber, title } = row;
      const values = (rules: LetterRules, today: Date) => valuesOf(row, rules, today);
      return { applicationId, entryNumber, cause, title, values };
    });

    function dueFrom({ letter }: SourceAsked): RawBuilder<unknown> {
      return dueOf({ callId, cause, letter });
    }
  },
  countDue: async (db, asked) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${dueOf(asked)}`.execute(db);
    return rows[0]?.count ?? 0;
  },
};

/** Everybody of a published act who has no letter of this kind about it. */
function dueOf({
  callId,
  cause,
  letter,
}: Pick<SourceAsked, 'callId' | 'cause' | 'letter'>): RawBuilder<unknown> {
  return sql`ranking_entry e
        join ranking_act a on a.call_id = e.call_id and a.number = e.act_number and a.state = 'published'
        join examination x on x.call_id = e.call_id and x.application_id = e.application_id
        join snapshot_heading h
          on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
        join register_entry r on r.call_id = x.call_id and r.number = x.entry_number
       where e.call_id = ${callId} and e.act_number = ${numberIn(cause)}
         and not exists (select from letter l where l.call_id = e.call_id and l.application_id = e.application_id
                                               and l.template = ${letter.id} and l.cause = ${cause})`;
}

export function causeOf({ number }: Pick<ActKey, 'number'>): string {
  return `ranking/${number}`;
}

function numberIn(cause: string): number {
  return Number(cause.split('/', 2)[1]);
}

function valuesOf(row: DueRow, rules: LetterRules, today: Date): LetterValues {
  const words = actWords.it;
  const { outcome, isReserved, reason, position, positionTo, protocol, protocolDay } = row;
  const said = words.outcomes[outcome] ?? outcome;
  const points = (value: number | null): string =>
    value === null ? 'nessun punteggio' : formatPoints(value).replace('.', ',');
  const money = (cents: number | null): string =>
    cents === null ? 'nessun importo' : formatMoney(cents, 'it');
  return {
    ...commonValues(row, rules, today),
    act:
      protocol === null || protocolDay === null
        ? row.actTitle
        : `${row.actTitle} (${words.protocolText(protocol, formatDay(protocolDay, 'it'))})`,
    published:
      row.publishedOn === null ? 'non ancora pubblicato' : formatDay(row.publishedOn, 'it'),
    outcome: isReserved ? `${said}, ${words.withReserve}` : said,
    position:
      position === 0
        ? 'nessuna posizione'
        : position === positionTo
          ? String(position)
          : `tra ${position} e ${positionTo}, a pari merito`,
    net: points(row.net),
    gross: points(row.gross),
    asked: money(row.asked),
    granted: money(row.granted),
    total: money(row.total),
    reason: words.reasonsSaid[reason] ?? words.reasonsSaid['assessment'],
  };
}

/** The letters of the call about acts. */
export function lettersOfActs({
  published,
}: Pick<LetterRules, 'published'>): readonly LetterDocument[] {
  const letters = published.call.document.examination?.letters ?? [];
  return letters.filter(({ on }) => on === actLetters.on);
}

/** A letter about an act: to how many it is still to be written, and what the first of them would read. */
export interface ActLetter {
  readonly letter: LetterDocument;
  readonly due: number;
  readonly preview: LetterText | undefined;
}

export async function previewActLetters(
  database: Database,
  act: RankingAct,
  personId: string,
): Promise<readonly ActLetter[]> {
  const { db } = database;
  const { callId } = act;
  const rules = await loadLetterRules(database, callId, personId);
  const all: ActLetter[] = [];
  for (const letter of lettersOfActs(rules)) {
    const asked = { callId, cause: causeOf(act), letter, limit: 1 };
    const [first] = await actLetters.listDue(db, asked);
    const due = await actLetters.countDue(db, asked);
    const preview = first && letterText(letter, first.values(rules, await readNow(db)));
    all.push({ letter, due, preview });
  }
  return all;
}

async function readNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return rows[0]?.now ?? new Date(0);
}

export type ActLettersOutcome = Exclude<LettersOutcome, { type: 'refused' }> | ActRefused;

/** Has a letter written to everybody of a published act, in the background, to each once. */
export async function writeActLetters(
  tx: Tx,
  {
    database,
    template,
    personId,
    ...key
  }: ActKey & {
    readonly database: Database;
    readonly template: string;
    readonly personId: string;
  },
): Promise<ActLettersOutcome | undefined> {
  const act = await findAct(tx, key);
  if (!act) return undefined;
  if (act.state !== 'published') return refused('not-published-yet');
  const { callId } = act;
  const { published } = await loadLetterRules(database, callId, personId);
  const rules = await readLetterRules(tx, { callId, officerId: personId, published });
  const cause = causeOf(act);
  const begun = await beginSourceLetters(tx, {
    callId,
    personId,
    template,
    rules,
    database,
    cause,
    source: actLetters,
  });
  if (begun.type === 'refused') return refused(begun.code);
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'ranking-act-letters-begun',
    subject: `ranking-act/${callId}/${act.number}`,
    personId,
    content: `${template} ${begun.batch.wanted}`,
  });
  return begun;
}
