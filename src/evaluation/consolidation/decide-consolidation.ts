import { sql } from 'kysely';
import {
  canonicalJson,
  sheetFigures,
  type FactValue,
  type SheetFigures,
} from '../../engine/index.ts';
import { recordPanelFindings } from '../../examination/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { isReason } from '../sheets/sheet.ts';
import type { ValueProblem } from '../sheets/load-scoring.ts';
import {
  methodOf,
  proposalsFor,
  readSheets,
  undecidedIn,
  type ConsolidationRecord,
  type Proposal,
} from './consolidation.ts';
import {
  putOnTheTable,
  refused,
  type ConsolidationAct,
  type ConsolidationRefused,
  type OnTheTable,
} from './open-sheets.ts';
import { findConsolidation } from './queries.ts';

export interface DecisionAct extends ConsolidationAct {
  /** By fact; nothing takes what the rule of the call proposes, with the reasons of the sheets. */
  readonly entries:
    | Readonly<Record<string, { readonly value: FactValue | null; readonly reason: string }>>
    | undefined;
}

export type DecisionOutcome =
  | { readonly type: 'decided'; readonly figures: SheetFigures }
  | (ConsolidationRefused & {
      readonly undecided?: ReturnType<typeof undecidedIn>;
      readonly problems?: readonly ValueProblem[];
      /** Who has decided instead, and when. */
      readonly already?: ConsolidationRecord;
    });

/**
 * Decides the values of one application, once: whoever comes second is told who has decided. The values become what
 * the panel has found, and the points are the engine's.
 */
export async function decideConsolidation(tx: Tx, act: DecisionAct): Promise<DecisionOutcome> {
  const table = await putOnTheTable(tx, act);
  if (table.type === 'refused') return table;
  const record = await findConsolidation(tx, act);
  if (!record) return refused('not-opened');
  if (record.state === 'decided') return { ...refused('already-decided'), already: record };
  if (!table.areAllClosed) return refused('sheets-missing');
  const sheets = readSheets(table.scoring, table.sheets);
  if (!sheets) return refused('rules-changed');
  const proposals = proposalsFor(table.scoring, sheets);
  const entries = act.entries ?? asProposed(proposals);
  const undecided = undecidedIn(table.scoring.sheet, entries);
  if (undecided.length > 0) return { ...refused('not-decided'), undecided };
  const values = valuesIn(entries);
  const { call, application } = table.scoring;
  const read = sheetFigures(call, application, values);
  if (read.type === 'no-score') return refused('no-score');
  if (read.type === 'refused')
    return {
      ...refused('value-refused'),
      problems: read.problems.map(({ path, message }) => ({
        fact: String(path[1] ?? ''),
        message,
      })),
    };
  if (!isClosed(read.figures)) return refused('points-open');
  await write(tx, act, { table, record, proposals, entries, figures: read.figures });
  return { type: 'decided', figures: read.figures };
}

type Entries = NonNullable<DecisionAct['entries']>;

function asProposed(proposals: readonly Proposal[]): Entries {
  return Object.fromEntries(
    proposals.map(({ fact, proposed, reason }) => [fact.id, { value: proposed, reason }]),
  );
}

function valuesIn(entries: Entries): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([fact, { value }]) => (value === null ? [] : [[fact, value]])),
  );
}

function isClosed({ net, bonus, gross, passes }: SheetFigures): boolean {
  return passes !== 'unknown' && [net, bonus, gross].every(({ low, high }) => low === high);
}

interface Decided {
  readonly table: OnTheTable;
  readonly record: ConsolidationRecord;
  readonly proposals: readonly Proposal[];
  readonly entries: Entries;
  readonly figures: SheetFigures;
}

async function write(
  tx: Tx,
  act: DecisionAct,
  { table, record, proposals, entries, figures }: Decided,
): Promise<void> {
  const rows = proposals.map(({ fact, proposed }) => ({
    fact: fact.id,
    proposed,
    value: entries[fact.id]?.value ?? null,
    reason: entries[fact.id]?.reason.trim() ?? '',
  }));
  const rule = methodOf(table.scoring.call);
  if (rule === undefined) throw new Error('a panel decided by no rule');
  await tx
    .updateTable('consolidation')
    .set({
      state: 'decided',
      rule,
      decided_by: act.personId,
      decided_at: sql<string>`clock_timestamp()`,
      net: figures.net.low,
      bonus: figures.bonus.low,
      gross: figures.gross.low,
      passes: figures.passes === 'yes',
      criteria: JSON.stringify(
        Object.fromEntries([...figures.criteria].map(([id, { low }]) => [id, low])),
      ),
    })
    .where('id', '=', record.id)
    .where('state', '=', 'opened')
    .execute();
  if (rows.length > 0)
    await tx
      .insertInto('consolidation_entry')
      .values(
        rows.map(({ fact, proposed, value, reason }) => ({
          consolidation_id: record.id,
          fact,
          proposed: proposed === null ? null : JSON.stringify(proposed),
          value: JSON.stringify(value),
          reason,
        })),
      )
      .execute();
  await tx
    .insertInto('consolidation_sheet')
    .values(table.sheets.map(({ id }) => ({ consolidation_id: record.id, sheet_id: id })))
    .execute();
  await recordPanelFindings(tx, table.examination, {
    personId: act.personId,
    secondId: secondOf(table, act.personId),
    values: rows,
  });
  await recordAct(tx, {
    chain: `call/${act.callId}`,
    act: 'scores-consolidated',
    subject: `consolidation/${record.id}`,
    personId: act.personId,
    from: 'opened',
    to: 'decided',
    content: canonicalJson({ application: act.applicationId, rule, entries: rows }),
  });
}

/** The panel decides together: besides who writes it down, somebody else who is there stands for it. */
function secondOf({ session }: OnTheTable, personId: string): string | undefined {
  return session.attendance.find((each) => each.isPresent && each.personId !== personId)?.personId;
}

export type UndoOutcome = { readonly type: 'undone' } | ConsolidationRefused;

/** Takes back what was laid open or decided, with a reason; the sheets are as closed as before, and can be reopened. */
export async function undoConsolidation(
  tx: Tx,
  act: ConsolidationAct & { readonly reason: string },
): Promise<UndoOutcome> {
  const table = await putOnTheTable(tx, act);
  if (table.type === 'refused') return table;
  const record = await findConsolidation(tx, act);
  if (!record) return refused('not-opened');
  if (record.isReleased) return refused('released');
  if (!isReason(act.reason)) return refused('reason-missing');
  const because = act.reason.trim();
  await tx
    .updateTable('consolidation')
    .set({
      state: 'undone',
      undone_by: act.personId,
      undone_at: sql<string>`clock_timestamp()`,
      undone_because: because,
    })
    .where('id', '=', record.id)
    .execute();
  if (record.state === 'decided')
    await recordPanelFindings(tx, table.examination, {
      personId: act.personId,
      secondId: undefined,
      values: Object.keys(record.entries).map((fact) => ({ fact, value: null, reason: because })),
    });
  await recordAct(tx, {
    chain: `call/${act.callId}`,
    act: 'consolidation-undone',
    subject: `consolidation/${record.id}`,
    personId: act.personId,
    from: record.state,
    to: 'undone',
    ground: because,
    content: canonicalJson({ application: act.applicationId, reason: because }),
  });
  return { type: 'undone' };
}
