import type { ApplicationDocument } from './application-document.ts';
import type {
  LaterRuleDocument,
  PartnershipDocument,
  PhaseDocument,
  RequiredPaperDocument,
  RequirementDocument,
  UniquenessDocument,
} from './eligibility-document.ts';
import type { ExaminationDocument, PanelDocument } from './examination-document.ts';
import type { ExampleDocument } from './example-document.ts';
import type { DateText, DerivedDocument, FactDocument } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';
import type { CostsDocument, FundingDocument, GrantDocument } from './money-document.ts';
import type { PublicationDocument } from './publication-document.ts';
import type { RankingDocument, ScoreDocument } from './score-document.ts';

export interface ActDocument {
  readonly id: string;
  readonly title: string;
  readonly date?: OrGap<DateText>;
  readonly about: Localized;
}

/** When applications are received. Later versions extend or move earlier ones; all are kept. */
export interface WindowDocument {
  readonly id: string;
  readonly article: string;
  readonly act?: string;
  /** From when this version was in force, `YYYY-MM-DD`; the first one has none. */
  readonly since?: DateText;
  readonly zone: string;
  readonly opens: { readonly date: OrGap<DateText>; readonly time: OrGap<string> };
  readonly closes: { readonly date: OrGap<DateText>; readonly time: OrGap<string> };
}

export interface LineDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly sublines?: readonly {
    readonly id: string;
    readonly title: Localized;
    readonly article: string;
  }[];
}

/** An event that starts or suspends a clock: its date is a fact of the procedure. */
export interface EventDocument {
  readonly id: string;
  readonly title: Localized;
  readonly scope: 'call' | 'application';
  /** Which step of the procedure it is, where its date comes from that step. */
  readonly is?: ProcedureStep;
}

export type ProcedureStep = 'closing' | 'submission' | 'clarification' | 'notice-against';

export interface ClockDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly start: OrGap<string>;
  readonly days?: OrGap<number>;
  readonly months?: OrGap<number>;
  readonly counts?: 'from-next-day' | 'from-same-day';
  /** Events that stop the clock until their end. */
  readonly suspendedBy?: OrGap<readonly string[]>;
  readonly endOnHoliday: OrGap<'as-is' | 'next-working-day' | 'previous-working-day'>;
}

/** Days on which an office does not work, as a rule that names no country. */
export interface HolidaysDocument {
  /** `MM-DD` */
  readonly fixed: readonly string[];
  readonly easterMonday: boolean;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekend: readonly number[];
  readonly extra?: readonly DateText[];
}

/** A contradiction, slip or duplicate of the source, said aloud with how it is treated. */
export interface NoticeDocument {
  readonly id: string;
  readonly article: string;
  readonly kind: 'contradiction' | 'slip' | 'duplicate' | 'warning';
  readonly text: Localized;
}

/** A word under which people look for calls, the same in every call that uses its id. */
export interface LabelDocument {
  readonly id: string;
  readonly label: Localized;
}

/** The rules of one call, as written by its author: the only place that knows anything about it. */
/** How organisations may consent to the text of an application. */
export interface ConsentDocument {
  readonly article: string;
  readonly by: readonly ConsentWay[];
}

/** `account`: a person with the power to, who is signed in. `signature`: a file signed by a legal representative. */
export type ConsentWay = 'account' | 'signature';

export interface CallDocument {
  readonly bandolo: 1;
  readonly kind: 'call';
  readonly id: string;
  readonly version: string;
  readonly fictional?: boolean;
  readonly title: Localized;
  readonly summary: Localized;
  readonly body: string;
  /** Whether it gives money, or only a place in a list. */
  /** Whom it is for, in the few words that divide all calls. */
  readonly audiences?: readonly LabelDocument[];
  readonly topics?: readonly LabelDocument[];
  readonly gives: 'grant' | 'recognition';
  readonly procedure: OrGap<'ranking' | 'rolling' | 'list'>;
  readonly acts: readonly ActDocument[];
  readonly windows: readonly WindowDocument[];
  readonly lines?: readonly LineDocument[];
  readonly partnership?: PartnershipDocument;
  readonly consent?: ConsentDocument;
  readonly uniqueness?: readonly UniquenessDocument[];
  readonly phases?: readonly PhaseDocument[];
  readonly examination?: ExaminationDocument;
  readonly panel?: PanelDocument;
  readonly facts: readonly FactDocument[];
  readonly derived?: readonly DerivedDocument[];
  readonly eligibility: readonly RequirementDocument[];
  readonly costs?: CostsDocument;
  readonly grant?: GrantDocument;
  readonly score?: ScoreDocument;
  readonly ranking?: RankingDocument;
  readonly funding?: FundingDocument;
  readonly publication?: PublicationDocument;
  readonly events: readonly EventDocument[];
  readonly clocks: readonly ClockDocument[];
  readonly holidays?: HolidaysDocument;
  readonly variations?: readonly LaterRuleDocument[];
  readonly expenses?: readonly LaterRuleDocument[];
  readonly papers?: readonly RequiredPaperDocument[];
  readonly notices?: readonly NoticeDocument[];
  readonly examples: readonly ExampleDocument[];
}

export type { ApplicationDocument };
