import type { ConditionText } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';

export interface PhaseDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  /** Who decides it: the office by its checks when left out, or the panel by its score. */
  readonly by?: 'office' | 'panel';
}

/** A condition that an application, its partnership, or each partner must meet. */
export interface RequirementDocument {
  readonly id: string;
  readonly phase?: string;
  readonly level: 'project' | 'partnership' | 'partner';
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  /** It applies only when this holds. At partner level the partner is called `partner`. */
  readonly when?: ConditionText;
  readonly require: ConditionText;
  readonly effect: 'exclude' | 'reserve' | 'warn';
  /** Whether a clarification request may cure it. */
  readonly curable: boolean;
  readonly evidence: Localized;
  /** Each replaces the requirement where its own `when` holds; two at once is an error of the rules. */
  readonly exceptions?: readonly ExceptionDocument[];
}

export interface ExceptionDocument {
  readonly id: string;
  readonly article: string;
  readonly when: ConditionText;
  readonly require: ConditionText;
}

export interface RoleDocument {
  readonly id: string;
  readonly label: Localized;
  readonly article: string;
  /** Whether the role may receive money. */
  readonly beneficiary: boolean;
  readonly lead?: boolean;
}

export interface PartnershipDocument {
  readonly article: string;
  readonly roles: readonly RoleDocument[];
  /** Minimum compositions: at least so many partners for whom `where` holds. */
  readonly minimum: readonly {
    readonly id: string;
    readonly title: Localized;
    readonly article: string;
    readonly where: ConditionText;
    readonly atLeast: OrGap<number>;
    readonly curable: boolean;
  }[];
  /** Whether partners may see each other's costs. */
  readonly costsConfidential?: boolean;
}

/** At most one application for each combination of these. */
export interface UniquenessDocument {
  readonly id: string;
  readonly article: string;
  readonly title: Localized;
  readonly per: OrGap<readonly ('applicant' | 'lead' | 'partner' | 'line' | 'subline')[]>;
}

/** A rule on a later change or on an expense, computed from the same figures as the grant. */
export interface LaterRuleDocument {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  readonly when?: ConditionText;
  readonly require: ConditionText;
  readonly effect: 'exclude' | 'reserve' | 'warn';
  readonly evidence?: Localized;
}

export interface RequiredPaperDocument {
  readonly id: string;
  /** The phase in which it is checked; the first one when left out. */
  readonly phase?: string;
  readonly title: Localized;
  readonly article: string;
  readonly level: 'project' | 'partner';
  readonly lines?: readonly string[];
  readonly when?: ConditionText;
  readonly signedBy?: 'lead' | 'each-partner';
  readonly curable: OrGap<boolean>;
  /** How it is handed in with the application; without it, it may be, in any usual kind of file. */
  readonly upload?: PaperUploadDocument;
}

export interface PaperUploadDocument {
  /** Whether the application cannot be finished without it, where the paper is due. */
  readonly required: boolean;
  readonly kinds?: readonly PaperFileKind[];
}

export type PaperFileKind =
  | 'pdf'
  | 'p7m'
  | 'png'
  | 'jpeg'
  | 'xlsx'
  | 'docx'
  | 'odt'
  | 'ods'
  | 'text'
  | 'zip';
