import type { Range } from '../condition/facts.ts';
import type { NameEntry } from '../condition/value-type.ts';
import { parsePoints, type Points } from '../numbers/points.ts';
import { findNearest } from '../text/nearest.ts';
import type { PointsValue } from './fact-document.ts';
import { isGap, type Gap, type OrGap } from './gap.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

export function pointsAt(
  value: PointsValue,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Points {
  const points = parsePoints(value);
  if (points !== undefined) return points;
  problems.push({
    code: 'points-unreadable',
    message: `"${value}" is not a number of points such as 10 or "2.5"`,
    path,
  });
  return 0;
}

export function pointsRange(
  value: OrGap<PointsValue>,
  maximum: Points,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Range {
  if (!isGap(value)) {
    const points = pointsAt(value, path, problems);
    return { low: points, high: points };
  }
  return gapRange(value, maximum, path, problems);
}

function gapRange(
  gap: Gap,
  maximum: Points,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Range {
  const { between, choices } = gap.unknown;
  const values = choices?.every(
    (choice) => typeof choice === 'number' || typeof choice === 'string',
  )
    ? (choices as readonly PointsValue[])
    : between;
  if (!values) return { low: 0, high: maximum };
  const points = values.map((value) => pointsAt(value, path, problems));
  return { low: Math.min(...points), high: Math.max(...points) };
}

export function orUnknown(
  value: OrGap<PointsValue>,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): Points | 'unknown' {
  return isGap(value) ? 'unknown' : pointsAt(value, path, problems);
}

export function factOf(
  id: string,
  kinds: readonly string[],
  names: CallNames,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): NameEntry | undefined {
  const entry = names.project.get(id);
  if (entry && kinds.includes(entry.type.kind)) return entry;
  const suggestion = findNearest(id, names.project.keys());
  problems.push(
    entry
      ? {
          code: 'wrong-fact-type',
          message: `"${id}" is of type ${entry.type.kind}; expected ${kinds.join(' or ')}`,
          path,
        }
      : {
          code: 'unknown-name',
          message: `there is no fact "${id}"`,
          path,
          ...(suggestion ? { suggestion } : {}),
        },
  );
  return undefined;
}
