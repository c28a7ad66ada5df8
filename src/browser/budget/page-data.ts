import type { LiveRules } from '../../engine/index.ts';
import type { Amounts } from './figures.ts';

/** What the server writes into the page; `src/applications/sections/live-budget.ts` makes it. */
export interface PageData {
  readonly language: 'it' | 'en';
  readonly rules: LiveRules;
  /** Of the categories, by id. */
  readonly labels: Readonly<Record<string, string>>;
  /** What the form does not show, by partner (`""` is the project) and category. */
  readonly others: Readonly<Record<string, Amounts>>;
  readonly words: Readonly<
    Record<
      | 'between'
      | 'atLeast'
      | 'notKnown'
      | 'capped'
      | 'lower'
      | 'own'
      | 'overLimits'
      | 'flats'
      | 'overCeiling'
      | 'ceiling',
      string
    >
  >;
}
