import { expect, test } from 'vitest';
import { formatProblem, problemsAsJson, sortProblems, type Problem } from './problem.ts';

const problem: Problem = {
  file: 'call.yaml',
  line: 12,
  column: 7,
  code: 'format',
  message: 'found 70000',
  expected: 'an amount',
  suggestion: '"70000"',
};

test('a problem in one line', () => {
  expect(formatProblem(problem)).toBe(
    'call.yaml:12:7: expected an amount, found 70000; did you mean "70000"?',
  );
  const bare = { file: 'f', line: 1, column: 2, code: 'x', message: 'nothing fits' };
  expect(formatProblem(bare)).toBe('f:1:2: nothing fits');
});

test('problems come in the order of the file, also as JSON', () => {
  const later = { ...problem, line: 13, column: 1 };
  const other = { ...problem, file: 'a.yaml', line: 99 };
  const further = { ...problem, column: 8 };
  expect(sortProblems([later, further, problem, other])).toEqual([other, problem, further, later]);
  expect(JSON.parse(problemsAsJson([later, problem]))).toEqual([problem, later]);
});
