import { checkLimit, describeUnknown } from './check-limit.ts';
import type { CostProblem } from './cost-problem.ts';
import { isFlat, type Base, type CapGroup, type CostSystem } from './cost-system.ts';

/** Problems of the groups themselves, and of bases that would need the share of one member. */
export function checkGroups(structure: CostSystem): CostProblem[] {
  const problems = structure.groups.flatMap((group, index) => [
    ...checkGroup(structure, group, ['groups', index]),
    ...checkMembership(structure, group, index),
  ]);
  return [...problems, ...checkGroupIds(structure), ...findAmbiguities(structure)];
}

function checkGroup(
  structure: CostSystem,
  group: CapGroup,
  path: CostProblem['path'],
): CostProblem[] {
  const problems = checkLimit(structure, group, path);
  if (group.members.length === 0) {
    const message = 'name the categories that share this cap';
    problems.push({ code: 'empty-group', message, path: [...path, 'members'] });
  }
  if (group.split !== 'order' && group.split !== 'pro-rata') {
    const message =
      'say how the members share the common cap: "order" (as listed) or "pro-rata" (in proportion)';
    problems.push({ code: 'missing-split', message, path: [...path, 'split'] });
  }
  return problems;
}

function checkMembership(structure: CostSystem, group: CapGroup, index: number): CostProblem[] {
  const ids = structure.categories.map((category) => category.id);
  return group.members.flatMap((id, position): CostProblem[] => {
    const path = ['groups', index, 'members', position];
    const category = structure.categories.find((candidate) => candidate.id === id);
    if (!category) return [describeUnknown(id, ids, path)];
    if (group.members.indexOf(id) !== position) {
      const message = `"${id}" is named twice in the same group: name it once`;
      return [{ code: 'repeated-id', message, path }];
    }
    if (structure.groups.slice(0, index).some((earlier) => earlier.members.includes(id))) {
      const message = `"${id}" is in two groups: leave it in one`;
      return [{ code: 'category-in-two-groups', message, path }];
    }
    if (!isFlat(category)) return [];
    const message = `"${id}" is a flat rate and cannot share a cap: take it out of the group`;
    return [{ code: 'flat-in-group', message, path }];
  });
}

function checkGroupIds({ groups }: CostSystem): CostProblem[] {
  return groups.flatMap(({ id }, index): CostProblem[] => {
    if (id === undefined || groups.findIndex((group) => group.id === id) === index) return [];
    const message = `two groups are called "${id}": rename one`;
    return [{ code: 'duplicate-id', message, path: ['groups', index, 'id'] }];
  });
}

function findAmbiguities(structure: CostSystem): CostProblem[] {
  const { categories, caps, groups } = structure;
  return [
    ...categories.flatMap((category, index) =>
      isFlat(category) ? findPartialGroups(groups, category.of, ['categories', index, 'of']) : [],
    ),
    ...caps.flatMap((cap, index) => {
      const path = ['caps', index, 'of'];
      const own = groups.find((group) => group.members.includes(cap.on));
      if (cap.of === 'others' && own && own.members.length > 1) {
        return [describeAmbiguity([cap.on], own, path)];
      }
      return findPartialGroups(groups, cap.of, path);
    }),
    ...groups.flatMap((group, index) =>
      findPartialGroups(groups, group.of, ['groups', index, 'of']),
    ),
  ];
}

function findPartialGroups(
  groups: readonly CapGroup[],
  of: Base,
  path: CostProblem['path'],
): CostProblem[] {
  if (typeof of === 'string') return [];
  return groups.flatMap((group) => {
    const named = group.members.filter((id) => of.includes(id));
    const isPartial = named.length > 0 && named.length < group.members.length;
    return isPartial ? [describeAmbiguity(named, group, path)] : [];
  });
}

function describeAmbiguity(
  named: readonly string[],
  group: CapGroup,
  path: CostProblem['path'],
): CostProblem {
  const [few, all] = [named, group.members].map((ids) => ids.map((id) => `"${id}"`).join(', '));
  const message =
    `the base separates ${few} from the other members of its group (${all}), whose shares ` +
    'depend on the split: name all the members of the group or none';
  return { code: 'ambiguous-group', message, path };
}
