import { RoundCollector, type Call } from '../../engine/index.ts';
import type { LoadedRound } from '../round/load-round.ts';

/** The part of a round that is about some of its rankings. */
export function narrowRound(round: LoadedRound, units: readonly string[]): LoadedRound {
  const { collector, call } = round;
  if (collector.plan.units.every((unit) => units.includes(unit))) return round;
  const table = collector.table();
  const rows = [...round.applications.keys()].filter((row) =>
    units.includes(table.units[table.unit[row] ?? 0] ?? ''),
  );
  const narrowed = new RoundCollector(call);
  const assessments = rows.map((row) => round.assessments[row]!);
  for (const assessment of assessments) narrowed.add(assessment);
  return {
    ...round,
    applications: rows.map((row) => round.applications[row]!),
    assessments,
    collector: narrowed,
  };
}

/** The rankings that must be approved together with these because they draw on the same money. */
export function unitsSharingMoney(
  { collector: { plan }, call }: Pick<LoadedRound, 'collector' | 'call'>,
  units: readonly string[],
): readonly string[] {
  const pots = plan.pots.map((pot) => new Set(unitsOfPot(plan, call, pot)));
  const index = new Map(plan.pots.map(({ id }, place) => [id, place]));
  for (const pot of plan.pots)
    for (let outer = pot.within; outer !== undefined;) {
      const at = index.get(outer);
      if (at === undefined) break;
      const [inner, around] = [pots[index.get(pot.id) ?? 0], pots[at]];
      for (const unit of inner ?? []) around?.add(unit);
      outer = plan.pots[at]?.within;
    }
  const together = new Set(units);
  for (let before = -1; before !== together.size;) {
    before = together.size;
    for (const pot of pots)
      if ([...pot].some((unit) => together.has(unit))) for (const unit of pot) together.add(unit);
  }
  return plan.units.filter((unit) => together.has(unit));
}

type Plan = LoadedRound['collector']['plan'];

function unitsOfPot(plan: Plan, call: Call, { lines }: Plan['pots'][number]): readonly string[] {
  if (lines === undefined) return plan.units;
  const leaves = plan.lines.filter((leaf) => {
    const line = call.tracks.get(leaf)?.line;
    return lines.includes(leaf) || (line !== undefined && lines.includes(line));
  });
  return leaves.flatMap((leaf) => plan.units[plan.unitOf.get(leaf) ?? -1] ?? []);
}
