import {
  compileCall,
  ExampleRunner,
  type Call,
  type CallDocument,
  type DecisionsDocument,
  type DefinitionProblem,
} from '../engine/index.ts';
import type { Problem } from '../platform/problem.ts';
import { readCallWith, type CallFiles, type Compiler } from './read-call.ts';

/** An example that came out otherwise, where it is written. */
export interface ExampleFailure extends Problem {
  readonly example: string;
}

export type DefinitionExamination =
  | {
      readonly type: 'read';
      /** With the decided values in the place of their gaps. */
      readonly call: Call;
      /** The definition as written, gaps and all. */
      readonly definition: CallDocument;
      readonly decisions: readonly DecisionsDocument[];
      readonly failures: readonly ExampleFailure[];
      /** Puts what is found later at its line of these files. */
      readonly place: (problems: readonly DefinitionProblem[]) => readonly Problem[];
    }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

/** Reads a definition with its decisions and runs every example in it: what `bandolo check` does. */
export function examineDefinition(files: CallFiles): DefinitionExamination {
  const written: { definition: CallDocument; decisions: readonly DecisionsDocument[] }[] = [];
  const compile: Compiler<Call> = (definition, decisions) => {
    written.push({ definition, decisions });
    return compileCall(definition, decisions);
  };
  const read = readCallWith(compile, files);
  if (read.type === 'refused') return read;
  const [as] = written;
  if (!as) throw new Error('a call was read without being compiled');
  const failures = runExamples(as.definition, read.place);
  return { type: 'read', call: read.call, ...as, failures, place: read.place };
}

function runExamples(
  definition: CallDocument,
  place: (problems: readonly DefinitionProblem[]) => readonly Problem[],
): readonly ExampleFailure[] {
  const runner = new ExampleRunner(definition);
  return definition.examples.flatMap((example, index) =>
    runner.run(example).flatMap(({ what, expected, found }) =>
      place([
        {
          path: ['examples', index],
          code: 'example',
          expected: `${what} ${expected}`,
          message: `found ${found} in the example "${example.id}"`,
        },
      ]).map((problem) => ({ ...problem, example: example.id })),
    ),
  );
}
