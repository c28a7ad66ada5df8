/* Stands in for src/calls while mutants run: the documents were read once, before any mutant. */
import { document } from 'mutation:documents';
import { compileCall } from '../engine/index.ts';

export function readCallDocument(text: string, file: string) {
  return { type: 'read', document: document(text, file) };
}

export const readDecisionsDocument = readCallDocument;

export function readCall({ definition, decisions = [] }) {
  const compiled = compileCall(
    document(definition.text, definition.file),
    decisions.map(({ text, file }) => document(text, file)),
  );
  return 'call' in compiled
    ? { type: 'read', call: compiled.call }
    : { type: 'refused', problems: compiled.problems };
}
