import { checkProgramme, readProgramme, type Finding } from '../programme/index.ts';
import { formatProblem, type Problem } from '../platform/problem.ts';
import type { Source } from '../platform/source.ts';
import type { Context } from './command.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { amountWords, fictionalWords, say } from './words.ts';
import { styleOf } from './style.ts';

/** Checks a programme: its shape, its names and dates, and whether its tables add up. */
export async function checkProgrammeText(
  source: Source,
  file: string,
  { args, terminal }: Context,
): Promise<ExitCode> {
  const { language, isJson } = args;
  const read = readProgramme(source.value);
  if ('problems' in read) {
    const problems = read.problems.map(({ at, message }): Problem => {
      const path = pathOf(at);
      return { file, ...source.locate(path), code: 'shape', message: `${at}: ${message}` };
    });
    if (isJson)
      await terminal.write(`${JSON.stringify({ type: 'check', file, sound: false, problems })}\n`);
    else for (const problem of problems) terminal.warn(`${formatProblem(problem)}\n`);
    return exitCodes.notUnderstood;
  }
  const { programme } = read;
  const findings = checkProgramme(programme).map((finding) => ({
    ...placed(finding, source, file),
    kind: finding.kind,
    ...(finding.difference === undefined ? {} : { difference: finding.difference }),
  }));
  const isSound = findings.every(({ kind }) => kind !== 'mistake');
  if (isJson) {
    const { id, version, fictional = false } = programme;
    const answer = {
      type: 'check',
      file,
      kind: 'programme',
      id,
      version,
      sound: isSound,
      fictional,
      decisions: [],
      findings,
    };
    await terminal.write(`${JSON.stringify(answer)}\n`);
    return isSound ? exitCodes.done : exitCodes.notUnderstood;
  }
  const style = styleOf(terminal);
  if (programme.fictional === true)
    await terminal.write(`${style.warn(fictionalWords(language))}\n`);
  await terminal.write(`${style.bold(programme.title[language])}\n`);
  for (const finding of findings) {
    const difference =
      finding.difference === undefined ? '' : ` (${amountWords(finding.difference, language)} €)`;
    const text = `${formatProblem(finding)}${difference}`;
    if (finding.kind === 'mistake') terminal.warn(`${text}\n`);
    else await terminal.write(`${kindWords(finding.kind, language)}: ${text}\n`);
  }
  const summary = say(
    language,
    `${programme.activities.length} attività, ${programme.targets.length} obiettivi, ${programme.budget.rows.length} voci di bilancio`,
    `${programme.activities.length} activities, ${programme.targets.length} targets, ${programme.budget.rows.length} budget rows`,
  );
  await terminal.write(`${summary}\n`);
  return isSound ? exitCodes.done : exitCodes.notUnderstood;
}

function placed({ path, code, message }: Finding, source: Source, file: string): Problem {
  return { file, ...source.locate(path), code, message };
}

function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function kindWords(kind: Finding['kind'], language: 'it' | 'en'): string {
  return kind === 'source'
    ? say(language, 'la fonte non concorda con sé stessa', 'the source does not agree with itself')
    : say(language, 'serve una determinazione', 'a decision is wanted');
}
