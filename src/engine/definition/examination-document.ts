import type { PointsValue } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';

/** How an office examines the applications of a call. */
export interface ExaminationDocument {
  readonly article: string;
  /** The clock within which the procedure ends, by its id. */
  readonly clock: string;
  /** Whether a second person must confirm what one person finds. */
  readonly twoPersons: OrGap<boolean>;
  readonly clarification: ClarificationDocument;
  /** What the office may recognise of declared costs; never more than was declared when left out. */
  readonly costs?: { readonly article: string; readonly aboveDeclared: boolean };
  readonly noticeAgainst: OrGap<NoticeAgainstDocument>;
  readonly letters: readonly LetterDocument[];
}

/** Asking an applicant for what is missing. */
export interface ClarificationDocument {
  readonly article: string;
  /** How many times an applicant may be asked; 0 where the call does not allow it at all. */
  readonly rounds: OrGap<number | 'any'>;
  readonly answerDays: OrGap<number>;
  /** The clock of the call that says how those days are counted; from the next day, as they fall, without it. */
  readonly answerClock?: string;
  /** Whether the clock of the procedure stands still until the answer, or until the days to answer are over. */
  readonly stopsClock: OrGap<boolean>;
}

/** The notice of the reasons against an application, before it is refused. */
export type NoticeAgainstDocument =
  | { readonly applies: false }
  | {
      readonly applies: true;
      /** Days to answer it with observations. */
      readonly answerDays: number;
      /** Days after the observations before the clock runs again. */
      readonly resumeDays: number;
      /** The clock keeps the days already used, or starts again. */
      readonly effect: 'suspends' | 'interrupts';
      readonly answerOnHoliday?: OrGap<'as-is' | 'next-working-day' | 'previous-working-day'>;
    };

/** What an office writes: a text with places in braces, which are filled for each application. */
export interface LetterDocument {
  readonly id: string;
  readonly on: LetterOccasion;
  /** For which outcome; every outcome when left out. */
  readonly outcome?: LetterOutcome;
  readonly title: Localized;
  /** Paragraphs are parted by an empty line. */
  readonly text: Localized;
}

export type LetterOccasion = 'clarification-request' | 'notice-against' | 'outcome' | 'ranking';
export type LetterOutcome = 'admitted' | 'with-reserve' | 'not-admitted' | 'withdrawn';

/** How a panel scores the applications of a call. */
export interface PanelDocument {
  readonly article: string;
  /** How many sheets each application gets. */
  readonly scorers: OrGap<number>;
  /** How many experts are heard on each application. */
  readonly experts?: OrGap<number>;
  readonly members: { readonly least: OrGap<number> };
  /** How sheets become one score: agreed upon, or computed criterion by criterion. */
  readonly consolidation: OrGap<'collegial' | 'mean' | 'median'>;
  /** What becomes of computed points that no sheet could give; without it such points are refused. */
  readonly rounding?: OrGap<PanelRoundingDocument>;
  /** A sheet whose total is farther than this from the others is pointed out. */
  readonly outlierPoints?: OrGap<PointsValue>;
}

export interface PanelRoundingDocument {
  /** Points are rounded to a multiple of this: `1`, `"0.5"` or `"0.01"`. */
  readonly to: PointsValue;
  readonly by: 'half-up' | 'down' | 'up';
}
