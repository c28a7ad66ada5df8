import type { MoneyText } from './fact-document.ts';
import type { Localized, OrGap } from './gap.ts';

/** How what a call grants is made public, and who answers for it. */
export interface PublicationDocument {
  readonly article: string;
  /** The rule or title that grants rest on. */
  readonly norm: string;
  readonly office: OrGap<string>;
  readonly official: OrGap<string>;
  /** How beneficiaries are chosen, in a sentence. */
  readonly chosenBy: Localized;
  /** What all grants to one beneficiary in a year must exceed for a natural person to be named. */
  readonly threshold: OrGap<MoneyText>;
  readonly naturalPersons: OrGap<'named' | 'withheld'>;
  /** Whether a grant of this call tells of ill health or hardship: then no natural person is ever named. */
  readonly hardship: OrGap<boolean>;
}
