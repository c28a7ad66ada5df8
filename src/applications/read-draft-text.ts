import type { Problem } from '../platform/problem.ts';
import type { Path, Place } from '../platform/source.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { readDraft, type Draft, type DraftProblem } from './draft.ts';

/** A draft as typed into the page, or all that is wrong with it; either way each part with its place in the text. */
export type DraftTextReading =
  | {
      readonly type: 'read';
      readonly draft: Draft;
      readonly locate: (path: Path) => Place | undefined;
    }
  | {
      readonly type: 'refused';
      readonly problems: readonly DraftProblem[];
      readonly locate: (path: Path) => Place | undefined;
    }
  /** The text itself cannot be read. */
  | { readonly type: 'unreadable'; readonly problems: readonly Problem[] };

/** Reads title and text of a draft; a question that was left without an answer is not answered. */
export function readDraftText(title: string, text: string): DraftTextReading {
  const reading = readYaml(text, '');
  if (reading.type === 'refused') return { type: 'unreadable', problems: reading.problems };
  const { source } = reading;
  const locate = ([part, ...path]: Path): Place | undefined =>
    part === 'content' ? source.locate(path) : undefined;
  const read = readDraft({ title, content: withoutBlanks(source.value ?? {}) }, source);
  return read.type === 'read'
    ? { type: 'read', draft: read.value, locate }
    : { type: 'refused', problems: read.problems, locate };
}

/** Leaves out what has nothing after its colon. Entries of lists keep their places. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([key, each]) => [key, withoutBlanks(each)]),
  );
}
