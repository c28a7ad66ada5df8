import type { FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findExamined, type Examined } from '../../examination/index.ts';
import type { Services } from '../../platform/services.ts';
import type { SeatKey } from '../panel.ts';
import { mayScore } from '../queries.ts';
import { scoringOf, type Scoring } from './load-scoring.ts';
import { findConsolidationState, findOwnSheet, type Standing } from './queries.ts';
import type { SheetRefusal } from './refusals.ts';
import { refusalOf } from './save-sheet.ts';
import type { SheetRecord } from './sheet.ts';

export const evaluators: Access = { who: 'named', roles: ['evaluator'], subject: 'application' };
export const evaluatorsOfCall: Access = { who: 'named', roles: ['evaluator'], subject: 'call' };
export const panelOfCall: Access = {
  who: 'named',
  roles: ['evaluator', 'panel-secretary'],
  subject: 'call',
};

/** The sheet of whoever asks, on the application that the address names. */
export type AskedSheet =
  | {
      readonly type: 'own';
      readonly key: SeatKey;
      readonly examined: Examined;
      readonly scoring: Scoring;
      readonly sheet: SheetRecord | undefined;
      readonly standing: Standing;
    }
  | { readonly type: 'refused'; readonly code: SheetRefusal };

/** Nothing where there is no such application; not a word of it before whoever asks may score it. */
export async function findAskedSheet(
  { database }: Services,
  request: FastifyRequest,
): Promise<AskedSheet | undefined> {
  const key = seatOf(request);
  if (!key) return undefined;
  const { db } = database;
  const answer = await mayScore(db, key);
  if (answer !== 'allowed') return { type: 'refused', code: answer };
  const examined = await findExamined(database, key);
  if (!examined) return undefined;
  const code = refusalOf(examined);
  if (code) return { type: 'refused', code };
  const scoring = scoringOf(examined);
  if (!scoring) return { type: 'refused', code: 'no-score' };
  const sheet = await findOwnSheet(db, key);
  if (sheet?.state === 'removed') return { type: 'refused', code: 'removed' };
  const standing = (await findConsolidationState(db, key)) ?? 'sheets';
  return { type: 'own', key, examined, scoring, sheet, standing };
}

/** Whoever asks, at the application of the address. */
export function seatOf(request: FastifyRequest): SeatKey | undefined {
  const { application: applicationId } = request.params as { readonly application: string };
  const callId = request.subject?.callId;
  return callId === undefined
    ? undefined
    : { callId, applicationId, personId: principalOf(request).personId };
}
