import { checkAdmissible } from './check-admissible.ts';
import { checkGroups } from './check-groups.ts';
import { checkBase, checkCents, checkLimit, checkRate, describeUnknown } from './check-limit.ts';
import type { CostProblem } from './cost-problem.ts';
import {
  capsMax,
  categoriesMax,
  isFlat,
  type CostCategory,
  type CostSystem,
} from './cost-system.ts';

/**
 * Everything that keeps the structure from having one clear answer for every application, in the
 * order of the system. Declared amounts are only checked to be whole and not negative.
 */
export function checkCostSystem(structure: CostSystem): readonly CostProblem[] {
  const sizes = checkSizes(structure);
  if (sizes.length > 0) return sizes;
  const problems = [
    ...checkCategories(structure),
    ...checkCaps(structure),
    ...checkGroups(structure),
  ];
  return problems.length > 0 ? problems : checkAdmissible(structure);
}

function checkSizes({ categories, caps, groups }: CostSystem): CostProblem[] {
  if (categories.length === 0) {
    return [
      { code: 'no-categories', message: 'add at least one category of cost', path: ['categories'] },
    ];
  }
  if (categories.length > categoriesMax) {
    const message = `there are ${categories.length} categories: keep at most ${categoriesMax}`;
    return [{ code: 'too-many-categories', message, path: ['categories'] }];
  }
  const count = caps.length + groups.length;
  if (count <= capsMax) return [];
  const message = `there are ${count} caps: keep at most ${capsMax}`;
  return [{ code: 'too-many-caps', message, path: ['caps'] }];
}

function checkCategories(structure: CostSystem): CostProblem[] {
  const seen = new Set<string>();
  return structure.categories.flatMap((category, index) => {
    const path = ['categories', index];
    const problems = checkCategory(structure, category, path);
    if (category.id === '') {
      const message = 'give the category a name that caps can refer to';
      problems.push({ code: 'empty-id', message, path: [...path, 'id'] });
    } else if (seen.has(category.id)) {
      const message = `two categories are called "${category.id}": rename one`;
      problems.push({ code: 'duplicate-id', message, path: [...path, 'id'] });
    }
    seen.add(category.id);
    return problems;
  });
}

function checkCategory(
  structure: CostSystem,
  category: CostCategory,
  path: CostProblem['path'],
): CostProblem[] {
  const isDeclared = 'declared' in category;
  if (isDeclared && isFlat(category)) {
    const message = `"${category.id}" has both a declared amount and a flat rate: keep one`;
    return [{ code: 'both-declared-and-flat', message, path: [...path] }];
  }
  if (isFlat(category)) {
    return [
      ...checkRate(category.flat, [...path, 'flat']),
      ...checkBase(structure, category.of, category.flat, [...path, 'of']),
    ];
  }
  if (isDeclared) {
    return category.declared === 'by-applicant'
      ? []
      : checkCents(category.declared, [...path, 'declared']);
  }
  const { id } = category as { id: string };
  const message = `"${id}" has neither a declared amount nor a flat rate: give it one`;
  return [{ code: 'neither-declared-nor-flat', message, path: [...path] }];
}

function checkCaps(structure: CostSystem): CostProblem[] {
  const ids = structure.categories.map((category) => category.id);
  return structure.caps.flatMap((cap, index) => {
    const path = ['caps', index];
    return [
      ...(ids.includes(cap.on) ? [] : [describeUnknown(cap.on, ids, [...path, 'on'])]),
      ...checkLimit(structure, cap, path),
    ];
  });
}
