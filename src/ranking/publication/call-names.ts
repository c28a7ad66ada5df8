import type { Call, Points } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** What people read in the place of the ids of a call. */
export interface CallNames {
  /** Of a line, a sub-line, or the one ranking of a call without either. */
  readonly unit: (id: string) => string;
  readonly criteria: readonly NamedCriterion[];
  readonly pot: (id: string) => string;
  /** Of what decides an order: `fact:…`, `criterion:…`; nothing for what is no part of the call. */
  readonly key: (by: string) => string | undefined;
}

export interface NamedCriterion {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly article: string;
  /** Nothing while it is not known. */
  readonly max: Points | undefined;
}

/** The names of a call in a language. */
export function callNames(call: Call, language: Language): CallNames {
  const { document } = call;
  const lines = (document.lines ?? []).flatMap(({ id, title, sublines = [] }) => [
    [id, title[language]] as const,
    ...sublines.map((subline) => [subline.id, subline.title[language]] as const),
  ]);
  const units = new Map<string, string>(lines);
  const criteria = criteriaOf(call, language);
  const facts = [...document.facts, ...(document.derived ?? [])];
  const pots = new Map(
    (document.funding?.pots ?? []).map(({ id, title }) => [id, title[language]] as const),
  );
  return {
    unit: (id) => units.get(id) ?? document.title[language],
    criteria,
    pot: (id) => pots.get(id) ?? id,
    key: (by) => {
      const [kind, id] = by.split(':', 2);
      if (kind === 'criterion') return criteria.find((each) => each.id === id)?.title;
      return kind === 'fact' ? facts.find((each) => each.id === id)?.label[language] : undefined;
    },
  };
}

function criteriaOf({ tracks }: Call, language: Language): readonly NamedCriterion[] {
  const found = new Map<string, NamedCriterion>();
  for (const { score } of tracks.values()) {
    for (const { document, max } of score?.criteria ?? []) {
      const { id, code, title, article } = document;
      found.set(id, { id, code, title: title[language], article, max });
    }
  }
  return [...found.values()];
}
