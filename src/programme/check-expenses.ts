import { isGap } from '../engine/index.ts';
import type { Finding } from './finding.ts';
import type { ProgrammeDocument } from './programme-document.ts';

/** Kinds of document that fit under several items: each must be counted under one of them. */
export function checkExpenses(programme: ProgrammeDocument): readonly Finding[] {
  const shared = programme.sharedExpenses ?? [];
  return [
    ...kindsUnderSeveral(programme).flatMap(({ kind, items }): Finding[] => {
      if (shared.some((each) => each.kind === kind)) return [];
      const message = `"${kind}" fits under ${items.join(' and ')}, and nothing says under which it is counted`;
      return [{ code: 'expenses-overlap', kind: 'mistake', message, path: ['expenses'] }];
    }),
    ...shared.flatMap((_, index) => checkShared(programme, index)),
  ];
}

/** Under which item a document of this kind is counted; `undefined` while that is open. */
export function itemFor(programme: ProgrammeDocument, kind: string): string | undefined {
  const items = programme.expenses.filter((item) => item.kinds.includes(kind));
  if (items.length === 1) return items[0]?.id;
  const shared = programme.sharedExpenses?.find((each) => each.kind === kind);
  return shared && !isGap(shared.countedUnder) ? shared.countedUnder : undefined;
}

function kindsUnderSeveral({ expenses }: ProgrammeDocument) {
  const kinds = [...new Set(expenses.flatMap((item) => item.kinds))];
  return kinds
    .map((kind) => ({
      kind,
      items: expenses.filter((item) => item.kinds.includes(kind)).map((item) => item.id),
    }))
    .filter(({ items }) => items.length > 1);
}

function checkShared(programme: ProgrammeDocument, index: number): readonly Finding[] {
  const shared = programme.sharedExpenses![index]!;
  const path = ['sharedExpenses', index];
  const items = programme.expenses
    .filter((item) => item.kinds.includes(shared.kind))
    .map((item) => item.id);
  if (items.length < 2) {
    const message = `"${shared.kind}" does not fit under several items`;
    return [{ code: 'unknown-name', kind: 'mistake', message, path: [...path, 'kind'] }];
  }
  if (isGap(shared.countedUnder)) {
    const message = `"${shared.kind}" fits under ${items.join(' and ')}: decide under which one a document is counted, once`;
    return [
      {
        code: 'expenses-overlap',
        kind: 'needs-decision',
        message,
        path: [...path, 'countedUnder'],
      },
    ];
  }
  if (items.includes(shared.countedUnder)) return [];
  const message = `"${shared.countedUnder}" is none of ${items.join(', ')}`;
  return [{ code: 'unknown-name', kind: 'mistake', message, path: [...path, 'countedUnder'] }];
}
