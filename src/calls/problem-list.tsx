import type { VNode } from 'preact';
import type { Problem } from '../platform/problem.ts';
import { Section, useWords } from '../platform/page/index.ts';
import { callWords } from './words.ts';

const shownMax = 50;

/** What is wrong with the texts of a form, each under the line in which it stands. */
export function ProblemList({
  problems,
  texts,
}: {
  readonly problems: readonly Problem[];
  /** By the name of the file that problems carry. */
  readonly texts: Readonly<Record<string, string>>;
}): VNode | null {
  const words = useWords(callWords);
  if (problems.length === 0) return null;
  const lines = new Map(
    Object.entries(texts).map(([file, text]) => [file, text.split(/\r?\n/)] as const),
  );
  return (
    <Section id="problems" title={words.problems}>
      <ol>
        {problems.slice(0, shownMax).map((problem) => (
          <li key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`}>
            <ProblemItem
              problem={problem}
              line={lines.get(problem.file)?.[problem.line - 1] ?? ''}
            />
          </li>
        ))}
      </ol>
      {problems.length > shownMax ? <p>{words.moreProblems(problems.length - shownMax)}</p> : null}
    </Section>
  );
}

const lineCharactersMax = 160;

function ProblemItem({
  problem,
  line,
}: {
  readonly problem: Problem;
  readonly line: string;
}): VNode {
  const words = useWords(callWords);
  const { file, line: number, column, message, expected, suggestion } = problem;
  // A long line is shown from shortly before the place.
  const from = Math.max(0, column - lineCharactersMax / 2);
  const shown = line.slice(from, from + lineCharactersMax);
  return (
    <>
      <p>
        <b>{words.problemAt(file, number, column)}</b>: {message}
        {expected === undefined ? '' : `; ${words.expected} ${expected}`}
        {suggestion === undefined ? '' : `; ${words.suggestion} ${suggestion}`}
      </p>
      {line === '' ? null : (
        <pre>
          {`${number}  ${shown}\n${' '.repeat(String(number).length + 2 + column - 1 - from)}^`}
        </pre>
      )}
    </>
  );
}
