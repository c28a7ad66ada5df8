import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { findExamined, type Examined } from '../../examination/index.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import { scoringOf, type Scoring } from '../sheets/load-scoring.ts';
import { listClosedSheets } from '../sheets/queries.ts';
import { refusalOf } from '../sheets/save-sheet.ts';
import { keyOf } from './asking.ts';
import {
  apartIn,
  methodOf,
  proposalsFor,
  readSheets,
  type Apart,
  type ConsolidationMethod,
  type ConsolidationRecord,
  type OpenSheet,
  type Proposal,
} from './consolidation.ts';
import { whyHidden } from './open-sheets.ts';
import { findConsolidation } from './queries.ts';
import type { ConsolidationRefusal } from './refusals.ts';

/** The sheets of one application as whoever sits in the panel sees them once they are laid open. */
export interface Table {
  readonly type: 'table';
  readonly examined: Examined;
  readonly scoring: Scoring;
  readonly record: ConsolidationRecord;
  readonly sheets: readonly OpenSheet[];
  readonly proposals: readonly Proposal[];
  readonly apart: readonly Apart[];
  readonly method: ConsolidationMethod | undefined;
  readonly personId: string;
  readonly mayAct: boolean;
}

/** Nothing where there is no such application; before its sheets are laid open nobody sees any of them by this. */
export async function findTable(
  { database }: Services,
  request: FastifyRequest,
): Promise<Table | { readonly type: 'refused'; readonly code: ConsolidationRefusal } | undefined> {
  const key = keyOf(request);
  if (!key) return undefined;
  const { db } = database;
  const { personId } = principalOf(request);
  const hidden = await whyHidden(db, { ...key, personId });
  if (hidden) return { type: 'refused', code: hidden };
  const record = await findConsolidation(db, key);
  if (!record) return { type: 'refused', code: 'still-blind' };
  const examined = await findExamined(database, key);
  if (!examined) return undefined;
  const code = refusalOf(examined);
  if (code === 'withdrawn-meanwhile' || code === 'not-in-merit') return { type: 'refused', code };
  const scoring = scoringOf(examined);
  if (!scoring) return { type: 'refused', code: 'no-score' };
  const sheets = readSheets(scoring, await listClosedSheets(db, key));
  if (!sheets) return { type: 'refused', code: 'rules-changed' };
  const member = await membershipOf(db, key.callId, personId);
  return {
    type: 'table',
    examined,
    scoring,
    record,
    sheets,
    proposals: proposalsFor(scoring, sheets),
    apart: apartIn(scoring.call, sheets),
    method: methodOf(scoring.call),
    personId,
    mayAct: member?.part === 'chair' || member?.part === 'secretary',
  };
}
