import { readArguments } from './arguments.ts';
import { languageOption, type Command, type Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { fundCommand } from './fund.ts';
import { runRound } from './run-round.ts';
import { findSampleRound } from './samples.ts';
import { wrapped } from './style.ts';
import { say } from './words.ts';

export const demoCommand: Command = {
  name: 'demo',
  summary: 'an invented round of a call, ordered and funded: what Bandolo does, in one screen',
  usage: ['bandolo demo [--lang en]'],
  options: languageOption,
  examples: [{ about: 'In English', line: 'bandolo demo --lang en' }],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const sample = findSampleRound();
  if (!sample) {
    await complain(
      terminal,
      [complaint('no-file', 'the definitions that come with Bandolo are not here')],
      false,
    );
    return exitCodes.notUnderstood;
  }
  const { language } = args;
  const words = [sample.call, sample.round, '--decisions', sample.decisions, '--lang', language];
  const intro = [
    say(
      language,
      'Bandolo legge un bando scritto come dati e ne ricava ammissibilità, contributi, punteggi e graduatoria, spiegando ogni cifra.',
      'Bandolo reads a call written as data and works out eligibility, grants, scores and ranking, explaining every figure.',
    ),
    say(
      language,
      'Qui sotto, un bando vero con domande e determinazioni inventate: enti, importi e persone non esistono.',
      'Below, a real call with invented applications and decisions: bodies, amounts and people do not exist.',
    ),
  ];
  const lines = intro.flatMap((line) => wrapped(line, terminal.columns));
  await terminal.write(`${lines.join('\n')}\n  npx bandolo fund ${words.join(' ')}\n\n`);
  const read = readArguments(words, fundCommand.options);
  if (read.type === 'not-understood')
    throw new Error('the demonstration does not know its own options');
  return runRound({ args: read.arguments, terminal }, true);
}
