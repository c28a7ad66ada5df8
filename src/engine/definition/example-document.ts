import type { ApplicationDocument } from './application-document.ts';
import type { DateText, MoneyText, PointsValue } from './fact-document.ts';
import type { RoundDecisions } from '../round/round-decisions.ts';
import type { Json } from './gap.ts';

export type ExpectedTruth = 'yes' | 'no' | 'unknown';
export type ExpectedMoney = MoneyText | { readonly from: MoneyText; readonly to: MoneyText | null };
export type ExpectedPoints = PointsValue | { readonly from: PointsValue; readonly to: PointsValue };

/** Exactly what an assessment must give; what is left out is not looked at. */
export interface ExpectedAssessment {
  readonly eligible?: ExpectedTruth;
  /** Requirements not met, in the order of the definition. */
  readonly failing?: readonly string[];
  /** Requirements that cannot be answered yet. */
  readonly open?: readonly string[];
  readonly admitted?: { readonly [category: string]: ExpectedMoney };
  readonly totalAdmitted?: ExpectedMoney;
  readonly grant?: ExpectedMoney;
  readonly shares?: { readonly [partner: string]: MoneyText };
  readonly criteria?: { readonly [criterion: string]: ExpectedPoints };
  readonly net?: ExpectedPoints;
  readonly bonus?: ExpectedPoints;
  readonly gross?: ExpectedPoints;
  readonly threshold?: ExpectedTruth;
  readonly outcome?: 'admissible' | 'not-admissible' | 'below-threshold' | 'unknown';
  /** Refused before anything is computed, with this code. */
  readonly refused?: string;
}

/** The clock of the examination of one application, with the steps that may stop it. */
export interface ExaminationExample {
  /** Days of the procedure by event, whatever each `is`. */
  readonly days: { readonly [event: string]: DateText };
  readonly steps?: readonly (
    | {
        readonly clarification: DateText;
        readonly received?: DateText;
        readonly answered?: DateText;
      }
    | {
        readonly noticeAgainst: DateText;
        readonly received?: DateText;
        readonly observations?: DateText;
      }
  )[];
  readonly today: DateText;
  /** `due` is `unknown` while a step has no end, or while the rules leave the end open. */
  readonly expect: {
    readonly due: DateText;
    readonly daysUsed?: number;
    readonly daysLeft?: number;
    readonly lateDays?: number;
  };
}

/** A worked case that lives in the definition and is run whenever it is read. */
export interface ExampleDocument {
  readonly id: string;
  readonly title: string;
  readonly article?: string;
  /** Values for gaps, by gap id, for this example alone. */
  readonly given?: { readonly [gap: string]: Json };
  readonly assess?: {
    readonly application: ApplicationDocument;
    readonly expect: ExpectedAssessment;
  };
  readonly window?: {
    /** Instant with offset. */
    readonly at: string;
    readonly expect: 'before' | 'open' | 'closed' | 'unknown';
  };
  readonly clock?: {
    readonly id: string;
    readonly start: DateText;
    readonly suspended?: readonly {
      readonly from: DateText;
      readonly to?: DateText;
      readonly why: string;
    }[];
    readonly today?: DateText;
    /** `due` is `unknown` while a suspension has no end. */
    readonly expect: { readonly due: DateText; readonly lateDays?: number };
  };
  readonly examination?: ExaminationExample;
  /** A rule on a variation or an expense. */
  readonly rule?: {
    readonly id: string;
    readonly values: { readonly [name: string]: Json };
    readonly expect: 'met' | 'not-met' | 'unknown';
  };
  readonly uniqueness?: {
    readonly applications: readonly ApplicationDocument[];
    /** Ids of the applications that break a uniqueness rule. */
    readonly expect: readonly string[];
  };
  readonly round?: {
    readonly applications: readonly ApplicationDocument[];
    /** What was decided for this round alone. */
    readonly decisions?: RoundDecisions;
    /** Applications in order with what they get, or the code of the stop. */
    readonly expect:
      | { readonly stops: string; readonly tied?: readonly string[] }
      | {
          readonly order: readonly {
            readonly id: string;
            readonly outcome: string;
            readonly grant?: MoneyText;
          }[];
        };
  };
}
