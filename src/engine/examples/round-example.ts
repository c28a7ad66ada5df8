import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ExampleDocument } from '../definition/example-document.ts';
import { formatCents, parseCents } from '../numbers/money.ts';
import { RoundCollector } from '../round/collect-round.ts';
import { roundRows, settleRound, type RoundStop } from '../round/settle-round.ts';
import type { Mismatch } from './run-example.ts';

export function runRound(call: Call, { round }: ExampleDocument): readonly Mismatch[] {
  if (!round) return [];
  const collected = new RoundCollector(call);
  for (const application of round.applications) {
    const read = prepareApplication(call, application);
    if ('problems' in read)
      return [
        {
          what: `round.${application.id}`,
          expected: 'readable',
          found: read.problems[0]?.message ?? '',
        },
      ];
    collected.add(assess(read.prepared));
  }
  const settled = settleRound(call, collected, round.decisions);
  if ('stops' in round.expect) return compareStop(round.expect, settled.stops);
  if (settled.stops.length > 0)
    return [
      {
        what: 'round',
        expected: 'no stop',
        found: settled.stops
          .map((stop) => `${stop.code} (${stop.applications.join(', ')})`)
          .join('; '),
      },
    ];
  const found = roundRows(settled)
    .filter((row) => row.outcome !== 'undecided')
    .map((row) => `${row.application} ${row.outcome} ${formatCents(row.grant)}`);
  return round.expect.order.flatMap((expected, index): readonly Mismatch[] => {
    const row = found[index] ?? 'nothing';
    const [id, outcome, grant] = row.split(' ');
    const isSame =
      id === expected.id &&
      outcome === expected.outcome &&
      (expected.grant === undefined || parseCents(expected.grant) === parseCents(grant ?? ''));
    return isSame
      ? []
      : [
          {
            what: `round.${index + 1}`,
            expected: `${expected.id} ${expected.outcome} ${expected.grant ?? ''}`.trim(),
            found: row,
          },
        ];
  });
}

function compareStop(
  expect: { readonly stops: string; readonly tied?: readonly string[] },
  stops: readonly RoundStop[],
): readonly Mismatch[] {
  const stop = stops.find((each) => each.code === expect.stops);
  if (!stop)
    return [
      {
        what: 'round',
        expected: `stop ${expect.stops}`,
        found: stops.map((each) => each.code).join(', ') || 'no stop',
      },
    ];
  if (!expect.tied) return [];
  const [a, b] = [[...expect.tied].toSorted().join(', '), stop.applications.toSorted().join(', ')];
  return a === b ? [] : [{ what: 'round.tied', expected: a, found: b }];
}
