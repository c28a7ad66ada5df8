import { migrate } from '../platform/migrate.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { reasonOf, withDatabase } from './reach-database.ts';
import { say } from './words.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'brings the tables of the database to this version',
  usage: ['bandolo migrate'],
  options: { ...languageOption, ...jsonOption },
  notes: [
    'Uses the login in BANDOLO_MIGRATION_URL; without it DATABASE_URL, and without either the embedded database in BANDOLO_DATA. Only goes forward, one file in one transaction; several at once wait for each other. Doing it again does nothing.',
  ],
  examples: [{ about: 'Before a new version starts', line: 'bandolo migrate' }],
  run,
};

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  return withDatabase(context, { mayMake: true }, async ({ migratorUrl }) => {
    try {
      const { applied, version } = await migrate(migratorUrl);
      const answer = args.isJson
        ? JSON.stringify({ type: 'migration', applied, version })
        : [...applied, say(args.language, `versione ${version}`, `version ${version}`)].join('\n');
      await terminal.write(`${answer}\n`);
      return exitCodes.done;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      terminal.warn(`bandolo: ${reason}\n`);
      return exitCodes.refused;
    }
  });
}
