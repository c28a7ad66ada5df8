import type { Localized } from '../engine/index.ts';
import type { CallFacts, StepView } from './call-view.ts';
import { stateOf, type Term } from './term.ts';

/** One step of the procedure as people follow it: what lies behind, what is now, what is ahead. */
export interface CallStep {
  readonly kind: 'act' | 'opening' | 'closing' | 'phase' | 'today';
  readonly state: 'done' | 'now' | 'ahead';
  readonly at?: Date;
  readonly isDayUnknown?: boolean;
  readonly title?: Localized;
  readonly about?: Localized;
  readonly article?: string;
}

/** Acts and the term in the order of time, then what has no day yet in the order of the definition. */
export function callSteps(term: Term, { steps }: CallFacts, at: Date): readonly CallStep[] {
  const state = stateOf(term, at);
  const acts = steps.flatMap((step): readonly CallStep[] => {
    if (step.kind !== 'act') return [];
    const { day, kind, title, about } = step;
    const said = { kind, title, ...(about ? { about } : {}) };
    if (day === undefined) return [{ ...said, state: 'done', isDayUnknown: true }];
    const when = new Date(`${day}T00:00:00Z`);
    return [{ ...said, state: when <= at ? 'done' : 'ahead', at: when }];
  });
  const edges: readonly CallStep[] = [
    {
      kind: 'opening',
      at: term.opensAt,
      state: state === 'upcoming' ? 'ahead' : 'done',
    },
    { kind: 'today', at, state: 'now' },
    ...(term.closesAt === null
      ? []
      : [
          {
            kind: 'closing',
            at: term.closesAt,
            state: state === 'closed' ? 'done' : 'ahead',
          } as const,
        ]),
  ];
  const dated = [...acts, ...edges].filter((step) => step.at !== undefined);
  return [
    ...acts.filter((step) => step.at === undefined),
    ...dated.toSorted((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0)),
    ...steps.flatMap((step): readonly CallStep[] =>
      step.kind === 'phase' ? [phaseAhead(step)] : [],
    ),
  ];
}

function phaseAhead({ title, article }: StepView): CallStep {
  return { kind: 'phase', state: 'ahead', title, ...(article === undefined ? {} : { article }) };
}
