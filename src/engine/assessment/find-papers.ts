import { no, truthName, type Truth, yes } from '../condition/truth.ts';
import { variables } from '../definition/names.ts';
import type { RequiredPaperDocument } from '../definition/eligibility-document.ts';
import type { Prepared } from './prepare-facts.ts';

/** One paper that has a place in an application: of the project, or of one partner. */
export interface DuePaper {
  readonly paper: RequiredPaperDocument;
  /** The id of the partner whose paper it is. */
  readonly partner: string | undefined;
  /** Whether it is due, as far as the answers say. */
  readonly due: 'yes' | 'no' | 'unknown';
}

/** The papers of the line applied for, in the order of the definition; without those that are surely not due. */
export function findPapers(prepared: Prepared): readonly DuePaper[] {
  const { call, track, facts, partners } = prepared;
  const due: DuePaper[] = [];
  const add = (paper: RequiredPaperDocument, partner: string | undefined, holds: Truth): void => {
    if (holds !== no) due.push({ paper, partner, due: truthName(holds) });
  };
  for (const { document, when } of call.papers) {
    const { lines, level } = document;
    const isHere =
      lines === undefined ||
      lines.includes(track.id) ||
      (track.line !== undefined && lines.includes(track.line));
    if (!isHere) continue;
    if (level === 'project') add(document, undefined, when ? when.holds(facts) : yes);
    else
      for (const { id, row } of partners) {
        facts.rows[variables.partner] = row;
        add(document, id, when ? when.holds(facts) : yes);
      }
  }
  return due;
}
