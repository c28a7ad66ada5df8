import {
  compileCall,
  type CallDocument,
  type DecisionsDocument,
  type DefinitionProblem,
} from '../engine/index.ts';
import { sortProblems, type Problem } from '../platform/problem.ts';
import type { Source } from '../platform/source.ts';
import { checkFillings } from './check-fillings.ts';
import { readCallDocument, readDecisionsDocument } from './read-document.ts';

export interface TextFile {
  /** As it is named in problems. */
  readonly file: string;
  readonly text: string;
}

type Compiled<C> = { readonly call: C } | { readonly problems: readonly DefinitionProblem[] };

export type Compiler<C> = (
  document: CallDocument,
  decisions: readonly DecisionsDocument[],
) => Compiled<C>;

export type CallReading<C> =
  | {
      readonly type: 'read';
      readonly call: C;
      /** Puts what is found later, such as an example that fails, at its line of these files. */
      readonly place: (problems: readonly DefinitionProblem[]) => readonly Problem[];
    }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

export interface CallFiles {
  readonly definition: TextFile;
  readonly decisions?: readonly TextFile[];
}

/** Reads a definition with the decisions beside it: a call that can be run, or all that is wrong. */
export function readCall(files: CallFiles) {
  return readCallWith(compileCall, files);
}

/** `readCall` for another compiler of the same document. */
export function readCallWith<C>(
  compile: Compiler<C>,
  { definition, decisions = [] }: CallFiles,
): CallReading<C> {
  const call = readCallDocument(definition.text, definition.file);
  const beside = decisions.map(({ text, file }) => readDecisionsDocument(text, file));
  const unread = [call, ...beside].flatMap((reading) =>
    reading.type === 'refused' ? reading.problems : [],
  );
  const decided = beside.flatMap((reading) => (reading.type === 'read' ? [reading] : []));
  if (call.type === 'refused' || unread.length > 0) {
    return { type: 'refused', problems: sortProblems(unread) };
  }
  const documents = decided.map(({ document }) => document);
  const placed: readonly Placed[] = [
    { file: definition.file, source: call.source },
    ...decided.map(({ source }, index) => ({ file: decisions[index]?.file ?? '', source })),
  ];
  const misfits = checkFillings(call.document, documents);
  if (misfits.length > 0) return { type: 'refused', problems: placeProblems(misfits, placed) };
  const compiled = compile(call.document, documents);
  const place = (problems: readonly DefinitionProblem[]) => placeProblems(problems, placed);
  if ('call' in compiled) return { type: 'read', call: compiled.call, place };
  return { type: 'refused', problems: place(compiled.problems) };
}

interface Placed {
  readonly file: string;
  readonly source: Source;
}

/** Problems with paths as problems with lines; the definition comes first in `files`. */
function placeProblems(
  problems: readonly DefinitionProblem[],
  files: readonly Placed[],
): readonly Problem[] {
  return sortProblems(
    problems.map(({ path, offset, onKey, document = 'call', ...said }) => {
      const placed = files[document === 'call' ? 0 : document + 1];
      if (placed === undefined) throw new Error(`there is no decisions file ${document}`);
      const { file, source } = placed;
      if (onKey === true) return { file, ...source.locateKey(path), ...said };
      if (offset !== undefined) return { file, ...source.locateWithin(path, offset), ...said };
      return { file, ...source.locate(path), ...said };
    }),
  );
}
