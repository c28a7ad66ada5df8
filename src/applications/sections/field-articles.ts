import { articleOf, type Figure } from '../../engine/index.ts';

/** More articles than fit beside a question. */
const articlesMax = 3;

/** Where the source speaks of each fact: the articles of the rules that read it, by the id of the fact. */
export function articlesIn(root: Figure): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  collect(root, undefined, found, new Set());
  return new Map(
    [...found].map(([id, articles]) => [id, [...articles].slice(0, articlesMax).join('; ')]),
  );
}

function collect(
  figure: Figure,
  above: string | undefined,
  found: Map<string, Set<string>>,
  seen: Set<Figure>,
): void {
  const { rule, inputs } = figure;
  const name = rule.kind === 'fact' ? rule.fact.id : rule.kind === 'list' ? rule.name : undefined;
  if (name !== undefined && above !== undefined)
    found.set(name, (found.get(name) ?? new Set()).add(above));
  if (seen.has(figure)) return;
  seen.add(figure);
  for (const input of inputs) collect(input, articleOf(rule) ?? above, found, seen);
}
