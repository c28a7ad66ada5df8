import { describe, expect, it } from 'vitest';
import type { FundingPolicy } from './fund.ts';
import { grantedByActs } from './funding-act.ts';
import {
  arrivalOrder,
  replayRolling,
  type RollingApplication,
  type RollingResult,
} from './rolling.ts';

const policy: FundingPolicy = { pots: [{ id: 'call', amount: 100 }], partial: 'stop' };

function sent(id: string, received: number, more: object = {}): RollingApplication {
  return { id, received, standing: 'admissible', asked: 40, ...more };
}

function replayed(result: ReturnType<typeof replayRolling>): RollingResult {
  if (result.type !== 'replayed') throw new Error(result.type);
  for (const act of result.acts) expect(act.checks.conserved).toBe(true);
  return result;
}

describe('rolling windows', () => {
  const four = [sent('c', 30), sent('a', 10), sent('d', 40), sent('b', 20)];

  it('receives everyone; when the money ends the others wait in order', () => {
    const result = replayed(replayRolling(four, policy, [{ id: 'one', at: 100 }]));
    expect(result.waiting).toEqual(['c', 'd']);
    expect(result.acts[1]!.accounts[0]!.left).toBe(20);
  });

  it('R17.9 uses the money of renunciations again, so that all grants ever exceed the pot', () => {
    const result = replayed(
      replayRolling(four, policy, [
        { id: 'one', at: 20 },
        { id: 'two', at: 100, savings: [{ application: 'a', kind: 'renunciation', act: 'r1' }] },
      ]),
    );
    const active = grantedByActs(result.table, result.acts);
    const ever = result.acts
      .flatMap(({ entries }) => entries)
      .reduce((sum, { grant }) => sum + Math.max(0, grant), 0);
    expect(ever).toBe(120);
    expect(active.reduce((sum, grant) => sum + grant, 0)).toBe(80);
    expect(result.waiting).toEqual(['d']);
    expect(result.acts[2]!.entries.at(0)!.draws[0]!.origin).toMatchObject({ kind: 'initial' });
  });

  it('goes by window first, and gives nothing to those not yet received', () => {
    const windows = [sent('late', 5, { window: 2 }), sent('early', 50, { window: 1 })];
    const { ranking } = replayed(replayRolling(windows, policy, [{ id: 'one', at: 10 }]));
    expect([...ranking.order]).toEqual([1, 0]);
    const result = replayed(replayRolling(windows, policy, [{ id: 'one', at: 10 }]));
    expect([...grantedByActs(result.table, result.acts)]).toEqual([40, 0]);
  });

  it('R17.10 stops for two in one instant and names them; protocol numbers settle it', () => {
    const same = [sent('a', 10), sent('b', 10), sent('c', 11)];
    expect(replayRolling(same, policy, [])).toMatchObject({
      type: 'stopped',
      applications: ['a', 'b'],
      stops: [{ code: 'protocol-missing' }],
    });
    const numbered = same.map((one, index) => ({ ...one, protocol: 9 - index }));
    const arrival = arrivalOrder(numbered);
    expect('type' in arrival || [...arrival.ranking.order]).toEqual([1, 0, 2]);
  });

  it('funds nobody past one not yet examined, and passes over those out', () => {
    const applications = [
      sent('out', 1, { standing: 'not-admissible' }),
      sent('first', 2),
      sent('unexamined', 3, { standing: 'unknown' }),
      sent('last', 4),
    ];
    const result = replayed(replayRolling(applications, policy, [{ id: 'one', at: 9 }]));
    expect([...grantedByActs(result.table, result.acts)]).toEqual([0, 40, 0, 0]);
    expect(result.acts[1]!.stops).toMatchObject([{ code: 'unknown-value', rows: [2] }]);
  });

  it('refuses a renunciation by one who is not there', () => {
    const savings = [{ application: 'x', kind: 'renunciation' as const, act: 'r' }];
    expect(replayRolling(four, policy, [{ id: 'one', at: 9, savings }])).toEqual({
      type: 'refused',
      problem: { code: 'saving-not-valid', index: 0 },
    });
  });
});
