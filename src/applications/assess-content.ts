import {
  assess,
  FigureTooLarge,
  prepareApplication,
  type ApplicationProblem,
  type Assessment,
  type Call,
  type Prepared,
} from '../engine/index.ts';
import type { DraftContent } from './draft.ts';

/** What the rules of a call make of a text: nothing they can read, figures too large to be counted, or an assessment. */
export type AssessedContent =
  | { readonly type: 'unreadable'; readonly problems: readonly ApplicationProblem[] }
  | { readonly type: 'too-large'; readonly prepared: Prepared }
  | { readonly type: 'assessed'; readonly prepared: Prepared; readonly assessment: Assessment };

interface Latest {
  readonly call: Call;
  readonly id: string;
  readonly content: DraftContent;
  readonly assessed: AssessedContent;
}

/** A page asks several times in a row for the same text, which never changes. */
let latest: Latest | undefined;

/** Runs the rules of a call over the text of an application, once for all who ask for it one after the other. */
export function assessContent(
  call: Call,
  { id, content }: { readonly id: string; readonly content: DraftContent },
): AssessedContent {
  if (latest?.content === content && latest.call === call && latest.id === id)
    return latest.assessed;
  const assessed = assessAnew(call, id, content);
  latest = { call, id, content, assessed };
  return assessed;
}

function assessAnew(call: Call, id: string, content: DraftContent): AssessedContent {
  const read = prepareApplication(call, { ...content, id });
  if ('problems' in read) return { type: 'unreadable', problems: read.problems };
  const { prepared } = read;
  try {
    return { type: 'assessed', prepared, assessment: assess(prepared) };
  } catch (error) {
    if (error instanceof FigureTooLarge) return { type: 'too-large', prepared };
    throw error;
  }
}
