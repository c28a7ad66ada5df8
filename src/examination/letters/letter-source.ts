import type { PublishedVersion } from '../../calls/index.ts';
import type { LetterDocument, LetterOccasion } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { LetterCall } from './letter-values.ts';
import type { LetterValues } from './letter.ts';

/** The rules of a call with what its letters say of it. */
export interface LetterRules extends LetterCall {
  readonly published: PublishedVersion;
  readonly notices: readonly string[];
}

/** What letters tell of besides outcomes: a later domain says who is due one and what stands in it. */
export interface LetterSource {
  readonly on: LetterOccasion;
  /** Those who have no letter of this kind about this cause, in the order of the register. */
  readonly listDue: (db: Db, asked: SourceAsked) => Promise<readonly SourcedLetter[]>;
  readonly countDue: (db: Db, asked: SourceAsked) => Promise<number>;
}

export interface SourceAsked {
  readonly callId: number;
  /** `ranking/3`: of the same there is one letter to each. */
  readonly cause: string;
  readonly letter: LetterDocument;
  readonly limit: number;
  /** The entry of the register after which to look. */
  readonly after?: number;
}

/** One who is due a letter, and what fills its places. */
export interface SourcedLetter {
  readonly applicationId: string;
  readonly entryNumber: number;
  readonly cause: string;
  readonly title: string;
  readonly values: (rules: LetterRules, today: Date) => LetterValues;
}

export function findSourceLetter(
  { published }: Pick<LetterRules, 'published'>,
  source: LetterSource,
  template: string,
): LetterDocument | undefined {
  const letters = published.call.document.examination?.letters ?? [];
  return letters.find(({ id, on }) => id === template && on === source.on);
}
