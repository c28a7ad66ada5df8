import { known, parsePoints, type Call, type Points } from '../../engine/index.ts';

/** The threshold on net points of a ranking, when it has exactly one and it is known. */
export function netThreshold({ tracks }: Call, unit: string): Points | undefined {
  const own = [...tracks.values()].filter(
    ({ id, line }) => tracks.size === 1 || id === unit || line === unit,
  );
  const applied = (own.length > 0 ? own : [...tracks.values()]).flatMap(({ score }) => {
    const ids = new Set(score?.thresholds.map(({ id }) => id));
    return (score?.document.thresholds ?? []).filter(({ id, on }) => on === 'net' && ids.has(id));
  });
  const values = new Set(applied.map(({ atLeast }) => known(atLeast)));
  const [value] = values;
  return values.size === 1 && value !== undefined ? parsePoints(value) : undefined;
}
