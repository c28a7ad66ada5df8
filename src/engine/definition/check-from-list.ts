import type { CallDocument } from './call-document.ts';
import type { FactDocument } from './fact-document.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** What cannot be right about facts that are answered from the list of another call. */
export function checkFromLists(document: CallDocument): readonly DefinitionProblem[] {
  return document.facts.flatMap((fact, index) =>
    fact.fromList ? checkFact(document, fact, ['facts', index, 'fromList']) : [],
  );
}

function checkFact(
  document: CallDocument,
  fact: FactDocument,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const { type, proof, level, fields = [], fromList } = fact;
  const problem = (message: string, at: string): DefinitionProblem => ({
    code: 'list-reference',
    message,
    path: [...path, at],
  });
  if (!fromList) return [];
  const { call, ...names } = fromList;
  const problems: DefinitionProblem[] = [];
  if (type !== 'list' || proof !== 'register' || level === 'partner')
    problems.push(
      problem('only a list of the project that a register knows is answered from a list', 'call'),
    );
  if (call === document.id)
    problems.push(problem('a call is not answered from its own list: name another', 'call'));
  for (const [name, field] of Object.entries(names)) {
    const found = fields.find(({ id }) => id === field);
    if (found?.type !== 'date')
      problems.push(problem(`names a field that is a date: ${field} is none`, name));
  }
  return problems;
}
