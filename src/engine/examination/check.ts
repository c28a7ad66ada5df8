import type { FactDocument } from '../definition/fact-document.ts';
import type { Gap, Localized } from '../definition/gap.ts';

export type Verdict = 'met' | 'not-met' | 'unknown' | 'not-applicable';

/** A place where a value belongs: a fact of the application, of a partner, or in an entry of a list. */
export interface FactPlace {
  readonly fact: FactDocument;
  readonly partner?: string;
  /** As a finding names it, with the list it belongs to. */
  readonly list?: string;
  readonly entry?: string;
}

/** One thing that is checked of an application, for one partner where it is asked of each. */
export interface Check {
  /** Unique in the application: `requirement:site`, `requirement:size@p-2`, `paper:plan`. */
  readonly id: string;
  readonly kind: 'requirement' | 'paper';
  /** The id of the requirement or the paper. */
  readonly subject: string;
  readonly phase: string;
  readonly level: 'project' | 'partnership' | 'partner';
  readonly partner?: string;
  readonly title: Localized;
  readonly article: string;
  /** The exception whose rule counts in the place of the requirement's own. */
  readonly exception?: { readonly id: string; readonly article: string };
  readonly evidence: Localized | undefined;
  readonly effect: 'exclude' | 'reserve' | 'warn';
  /** Whether a clarification request may cure it; `undefined` while the call leaves it open. */
  readonly curable: boolean | undefined;
  /** What counts: what the office said or, where it said nothing, what follows from the facts. */
  readonly verdict: Verdict;
  readonly decidedBy: 'engine' | 'office';
  /** What follows from the facts, whatever the office said. */
  readonly computed: Verdict;
  /** Whether the office said otherwise than what follows from the facts. */
  readonly isOverruled: boolean;
  /** Ids of exceptions that hold at once although one alone may: the rules contradict themselves. */
  readonly clash: readonly string[];
  /** What the rules leave open about it, to be decided by whoever answers for the call. */
  readonly gaps: readonly Gap['unknown'][];
  /** Values that the office or a register must still give. */
  readonly asks: readonly FactPlace[];
  /** Values that only the applicant or the panel can still give. */
  readonly missing: readonly FactPlace[];
  /** Whole parts of the application that are not there. */
  readonly absent: readonly ('partners' | 'costs')[];
  /** Everything it rests on, known or not; conditions under which those facts apply included. */
  readonly reads: readonly FactPlace[];
  /** Whether it also rests on what is declared or recognised of costs. */
  readonly readsCosts: boolean;
  /** The partners who must have signed the paper. */
  readonly signers: readonly string[];
  /** Finds its figure in the explanation of the application; none for a paper. */
  readonly figure: string | undefined;
}
