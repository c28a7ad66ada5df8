import type { Localized, OrGap } from '../engine/index.ts';

/** `YYYY-MM-DD` */
type DateText = string;

/** One of the papers a programme is told in; they may contradict each other. */
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
}

export interface StatementDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
}

export interface PeriodDocument {
  readonly from: OrGap<DateText>;
  readonly to: OrGap<DateText>;
}

export interface PhaseOfProgramme extends StatementDocument {
  readonly period: PeriodDocument;
}

export interface ActivityDocument extends StatementDocument {
  readonly code: string;
  readonly nature: 'compulsory' | 'optional' | 'not-said';
  /** Whether doing it adds merit to the project. */
  readonly merit?: boolean;
  readonly period?: PeriodDocument;
}

export interface TeamDocument extends StatementDocument {
  readonly place: 'internal' | 'external';
  readonly people?: number;
}

export interface AlignmentDocument extends StatementDocument {
  readonly framework: Localized;
  readonly code: string;
}

export type TargetUnit =
  | 'events'
  | 'firms'
  | 'days'
  | 'documents'
  | 'people'
  | 'agreements'
  | 'paths'
  | 'groups';

/** An exact number, a floor, or a range with both ends included. */
export type TargetValue =
  | { readonly exactly: number }
  | { readonly atLeast: number }
  | { readonly from: number; readonly to: number };

export type TargetScope = 'total' | 'per-chamber' | 'per-initiative';

export interface TargetDocument extends StatementDocument {
  readonly code: string;
  readonly source: string;
  readonly unit: TargetUnit;
  readonly value: TargetValue;
  readonly scope: OrGap<TargetScope>;
  readonly activity?: string;
  /** How many are expected at each of them. */
  readonly attendance?: {
    readonly unit: TargetUnit;
    readonly from: number;
    readonly to: number;
  };
  /** The same result in another source, and which of the two targets counts. */
  readonly sameAs?: { readonly target: string; readonly counts: OrGap<string> };
}

/** What was really done, as far as somebody has said so. */
export interface OutturnDocument extends StatementDocument {
  readonly target: string;
  readonly unit: TargetUnit;
  readonly value: TargetValue;
}

/** A table with its totals as printed: a total that cannot be read stays as it was printed. */
export interface BudgetDocument {
  readonly article: string;
  readonly rows: readonly {
    readonly id: string;
    readonly title: Localized;
    readonly article: string;
    readonly cells: { readonly [place: string]: string };
    readonly total: string;
  }[];
  readonly columnTotals: { readonly [place: string]: string };
  readonly grandTotal: string;
  /** The exact share of every place, `"20/150"`. */
  readonly shares: { readonly [place: string]: string };
  /** The place that takes a cent left over by rounding. */
  readonly residual: OrGap<string>;
}

export interface ExpenseItemDocument extends StatementDocument {
  readonly code: string;
  /** Kinds of document that can be put under it: a kind under two items could be counted twice. */
  readonly kinds: readonly string[];
}

/** Under which of several items a kind of document is counted. */
export interface SharedExpenseDocument extends StatementDocument {
  readonly kind: string;
  readonly countedUnder: OrGap<string>;
}

/** A statement of the sources that is a choice: known, or open. */
export interface OpenRuleDocument extends StatementDocument {
  readonly value: OrGap<string | number | boolean>;
}

export interface ProgrammeNotice {
  readonly id: string;
  readonly article: string;
  readonly kind: 'contradiction' | 'slip' | 'duplicate' | 'warning';
  readonly text: Localized;
}

/** A programme around the calls: what is to be done by whom, with what money, until when. */
export interface ProgrammeDocument {
  readonly bandolo: 1;
  readonly kind: 'programme';
  readonly id: string;
  readonly version: string;
  readonly fictional?: boolean;
  readonly title: Localized;
  readonly summary: Localized;
  readonly body: string;
  readonly sources: readonly SourceDocument[];
  readonly acts: readonly {
    readonly id: string;
    readonly title: string;
    readonly date?: OrGap<DateText>;
    readonly about: Localized;
  }[];
  readonly duration: {
    readonly article: string;
    readonly from: DateText;
    readonly to: DateText;
    /** Whole months, the first and the last day included. */
    readonly months: number;
  };
  /** Parts of the duration that follow one another. */
  readonly phases?: readonly PhaseOfProgramme[];
  readonly objectives: readonly StatementDocument[];
  readonly activities: readonly ActivityDocument[];
  readonly partners: readonly StatementDocument[];
  readonly team: readonly TeamDocument[];
  readonly recipients: readonly StatementDocument[];
  readonly alignment: readonly AlignmentDocument[];
  /** The territories among which money and results are divided, in printed order. */
  readonly places: readonly { readonly id: string; readonly title: Localized }[];
  readonly targets: readonly TargetDocument[];
  readonly outturns?: readonly OutturnDocument[];
  readonly budget: BudgetDocument;
  readonly expenses: readonly ExpenseItemDocument[];
  readonly sharedExpenses?: readonly SharedExpenseDocument[];
  readonly rules?: readonly OpenRuleDocument[];
  readonly notices?: readonly ProgrammeNotice[];
}
