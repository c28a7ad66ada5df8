import { openDatabase } from '../platform/database.ts';
import { formatProblem } from '../platform/problem.ts';
import { importRanking, readPublishedRanking, type PublishedRanking } from '../ranking/index.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { readText } from './files.ts';
import { withDatabase } from './reach-database.ts';
import { say, type Language } from './words.ts';

export const importRankingCommand: Command = {
  name: 'import-ranking',
  summary: 'keeps tables that others have published, with their printed totals',
  usage: ['bandolo import-ranking FILE …'],
  options: { ...languageOption, ...jsonOption },
  notes: [
    'Each file is read whole before anything is kept; a table whose printed total is not the sum of its rows is kept as it is, and its page says so. The same file again changes nothing.',
  ],
  examples: [
    {
      about: 'What comes with the program',
      line: 'bandolo import-ranking definitions/published-rankings/illumina.yaml',
    },
  ],
  run,
};

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  if (args.positionals.length === 0) {
    await complain(terminal, [complaint('file-missing', 'which files?')], args.isJson);
    return exitCodes.notUnderstood;
  }
  const rankings: PublishedRanking[] = [];
  for (const file of args.positionals) {
    const text = await readText(file, terminal);
    if (text.type === 'not-understood') {
      await complain(terminal, text.complaints, args.isJson);
      return exitCodes.notUnderstood;
    }
    const reading = readPublishedRanking(text.text, file);
    if (reading.type === 'refused') {
      for (const problem of reading.problems) terminal.warn(`${formatProblem(problem)}\n`);
      return exitCodes.notUnderstood;
    }
    rankings.push(reading.ranking);
  }
  return withDatabase(context, {}, ({ serverUrl }) => keepAll(context, rankings, serverUrl));
}

async function keepAll(
  { args, terminal }: Context,
  rankings: readonly PublishedRanking[],
  url: string,
): Promise<ExitCode> {
  const database = openDatabase(url, {
    connectionsMax: 1,
    applicationName: 'bandolo import-ranking',
  });
  try {
    for (const ranking of rankings) {
      const outcome = await database.db.transaction().execute((tx) => importRanking(tx, ranking));
      await terminal.write(
        args.isJson
          ? `${JSON.stringify({ type: 'import', ranking: ranking.slug, outcome })}\n`
          : `${ranking.slug}: ${outcomeWords(outcome, args.language)}\n`,
      );
    }
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

function outcomeWords(
  outcome: 'imported' | 'changed' | 'already-there',
  language: Language,
): string {
  if (outcome === 'imported') return say(language, 'importata', 'imported');
  return outcome === 'changed'
    ? say(language, 'cambiata', 'changed')
    : say(language, 'c’era già', 'was there already');
}
