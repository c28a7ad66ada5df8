import { formatCents, formatPoints } from '../../engine/index.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import type { ChangesSince } from '../round/queries.ts';
import { boundsOf } from './amount-bounds.ts';
import { rowsOutside } from './outside-view.tsx';
import { sharePots } from './pot-shares.ts';
import type { TakenDecision } from './queries.ts';
import { pictureOf } from './ranking-picture.ts';
import { lineAt, type SettledRound } from './settled-round.ts';
import { allowedAt, centsAt, questionsOf } from './stop-question.ts';

export function roundJson(round: FrozenRound) {
  const { number, applications, upTo, callVersion: version, hash, madeAt } = round;
  return { number, applications, upTo, version, hash, frozenAt: madeAt.toISOString() };
}

/** A settled round with its stops and pots, for programs. */
export function settledJson(settled: SettledRound, state: string, changes: ChangesSince) {
  const { round } = settled;
  return {
    ...roundJson(settled.loaded.frozen),
    state,
    ...changes,
    rankings: round.table.units.map((unit, index) => {
      const { rows, granted } = pictureOf(settled, index);
      return {
        unit,
        placed: rows.length,
        outside: rowsOutside(settled, index).length,
        granted: formatCents(granted),
      };
    }),
    stops: questionsOf(round.stops).map(({ key, nature, stop }) => {
      const [left, needed] = [centsAt(stop, 'left'), centsAt(stop, 'needed')];
      const { gap } = stop.detail;
      return {
        key,
        code: stop.code,
        nature,
        applications: [...stop.applications],
        rankings: [...stop.rankings],
        allowed: [...allowedAt(stop)],
        ...(left === undefined ? {} : { left: formatCents(left) }),
        ...(needed === undefined ? {} : { needed: formatCents(needed) }),
        ...(typeof gap === 'string' ? { gap } : {}),
      };
    }),
    pots: sharePots(round, boundsOf(settled)).map(
      ({ pot, amount, assigned, waiting, unknown, left }) => ({
        pot,
        ...(amount === undefined ? {} : { amount: formatCents(amount) }),
        assigned: formatCents(assigned),
        waiting: formatCents(waiting),
        unknown: formatCents(unknown),
        left: formatCents(left),
      }),
    ),
  };
}

/** One line of a ranking, for programs. */
export function lineJson(settled: SettledRound, row: number) {
  const line = lineAt(settled, row);
  const application = settled.loaded.applications[row];
  const figure = (name: 'net' | 'bonus' | 'gross') => {
    const value = line[name];
    return value === undefined || Number.isNaN(value) ? {} : { [name]: formatPoints(value) };
  };
  const { position, lastPosition, outcome, isReserved, placed, reason, asked } = line;
  return {
    application: settled.round.ids[row] ?? '',
    name: application?.lead.name ?? '',
    position,
    positionTo: lastPosition,
    outcome,
    reserved: isReserved,
    ...figure('net'),
    ...figure('bonus'),
    ...figure('gross'),
    ...(placed?.kind === 'key' ? { decidedBy: placed.by } : {}),
    reason: reason === 'none' ? line.standingReason : reason,
    ...(Number.isNaN(asked) ? {} : { asked: formatCents(asked) }),
    granted: formatCents(line.granted),
    reached: formatCents(line.reached),
  };
}

export function decisionJson(decision: TakenDecision) {
  const { number, content, stop, act, day, ground, reasons, round, at, withdrawn, effect } =
    decision;
  return {
    number,
    content,
    stop,
    ...(act === null ? {} : { act }),
    ...(day === null ? {} : { day }),
    ground,
    reasons,
    round,
    at: at.toISOString(),
    inForce: withdrawn === null,
    effect,
  };
}
