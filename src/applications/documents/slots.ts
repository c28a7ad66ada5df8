import {
  findPapers,
  isGap,
  type Call,
  type CallDocument,
  type DuePaper,
} from '../../engine/index.ts';
import { usualKinds, type FileKind } from '../../platform/files/file-kind.ts';
import { assessContent } from '../assess-content.ts';
import type { DraftContent, DraftProblem } from '../draft.ts';
import type { HandedIn } from './handed-in.ts';

type Paper = NonNullable<CallDocument['papers']>[number];

/** A place for one document: a paper of the call, and where each partner hands in its own, whose it is. */
export interface Slot {
  readonly key: string;
  readonly paper: Paper;
  readonly partnerId: string | undefined;
  readonly due: DuePaper['due'];
  /** The text cannot be frozen without it. */
  readonly isRequired: boolean;
  readonly kinds: readonly FileKind[];
}

/** The places of an application for documents, as far as its answers say; every paper while they cannot be read. */
export function slotsOf(
  call: Call,
  { id, content }: { readonly id: string; readonly content: DraftContent },
): readonly Slot[] {
  if (call.papers.length === 0) return [];
  const assessed = assessContent(call, { id, content });
  const due =
    assessed.type === 'unreadable' ? everyPaper(call, content) : findPapers(assessed.prepared);
  return due.map(slotOf);
}

function everyPaper(call: Call, { partners = [] }: DraftContent): readonly DuePaper[] {
  return call.papers.flatMap(({ document: paper }): readonly DuePaper[] =>
    paper.level === 'project'
      ? [{ paper, partner: undefined, due: 'unknown' }]
      : partners.map((partner) => ({ paper, partner: partner.id, due: 'unknown' })),
  );
}

function slotOf({ paper, partner, due }: DuePaper): Slot {
  return {
    key: partner === undefined ? paper.id : `${paper.id}~${partner}`,
    paper,
    partnerId: partner,
    due,
    isRequired: due === 'yes' && paper.upload?.required === true,
    kinds: paper.upload?.kinds ?? usualKinds,
  };
}

/** Whether the call says that a paper may be handed in later; nothing where it leaves that open. */
export function isCurable({ curable }: Paper): boolean | undefined {
  return isGap(curable) ? undefined : curable;
}

/** What keeps a text from being frozen: a paper that is due and must come with it. */
export function missingDocuments(
  slots: readonly Slot[],
  documents: readonly HandedIn[],
): readonly DraftProblem[] {
  return slots
    .filter(({ key, isRequired }) => isRequired && !currentIn(documents, key))
    .map(({ key, paper }) => ({
      code: 'document-missing',
      path: ['documents', key],
      message: `"${paper.title.en}" is not handed in`,
    }));
}

/** The document that counts for a place: the last version, unless it was removed. */
export function currentIn(documents: readonly HandedIn[], key: string): HandedIn | undefined {
  const last = documents.findLast(({ slot }) => slot === key);
  return last?.removedAt === null ? last : undefined;
}
