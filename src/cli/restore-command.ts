import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { restoreBackup, type Restored } from '../platform/backup/restore-backup.ts';
import { findFaults, readHeads } from './chains.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { NotWritten } from './files.ts';
import { databaseFolder, reasonOf, withDatabase, type Reached } from './reach-database.ts';
import { wrapped } from './style.ts';
import { say } from './words.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'fills an empty database from a backup, and checks everything in it',
  usage: ['bandolo restore <file> [--into FOLDER]'],
  options: {
    into: {
      value: 'FOLDER',
      about: 'make a new embedded database there, to be used with BANDOLO_DATA',
    },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Without --into the database is the one in BANDOLO_MIGRATION_URL or DATABASE_URL, with a login that may make tables; it must have none.',
    'Compares every byte, every table and every row with what the backup says of them, makes the tables as they were and brings them to this version, computes journal, registers and signatures again, and only then commits. Whatever is wrong, nothing is changed.',
  ],
  examples: [
    {
      about: 'Look into a backup, away from the real database',
      line: 'bandolo restore $TMP/bandolo-2027-01-31.gz --into $TMP/looked-into',
    },
  ],
  run,
};

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  const [file, ...more] = args.positionals;
  const into = args.text('into');
  const wrong = await whyNot({ file, more, into });
  if (wrong !== undefined || file === undefined) {
    await complain(terminal, [complaint('file', wrong ?? '')], args.isJson);
    return exitCodes.notUnderstood;
  }
  const folder = into === undefined ? undefined : resolve(into);
  const isNew = folder !== undefined && !existsSync(folder);
  const reach = { mayMake: true, ...(folder === undefined ? {} : { folder }) };
  const end = await withDatabase(context, reach, (reached) =>
    restore(file, reached, context),
  ).catch(async (error: unknown) => {
    await clear(folder, isNew);
    throw error;
  });
  if (end !== exitCodes.done) await clear(folder, isNew);
  return end;
}

async function whyNot({
  file,
  more,
  into,
}: {
  file: string | undefined;
  more: readonly string[];
  into: string | undefined;
}): Promise<string | undefined> {
  if (file === undefined || more.length > 0) return 'from what? bandolo restore <file>';
  if (!existsSync(file)) return `${file} cannot be read: there is no such file`;
  if (into === undefined) return undefined;
  const database = databaseFolder({ dataFolder: resolve(into) });
  const found = await readdir(database).catch(() => []);
  return found.length > 0
    ? `${database} is not empty: a backup is restored where there is no database yet`
    : undefined;
}

/** Takes away again what was made for a restore that did not come about. */
async function clear(folder: string | undefined, isNew: boolean): Promise<void> {
  if (folder === undefined) return;
  const made = isNew ? folder : databaseFolder({ dataFolder: folder });
  await rm(made, { recursive: true, force: true, maxRetries: 3 });
}

async function restore(
  file: string,
  { config, migratorUrl }: Reached,
  { args, terminal }: Context,
): Promise<ExitCode> {
  const restored = await restoreBackup({
    file,
    url: migratorUrl,
    readHeads,
    check: findFaults,
    onTable: (table) => {
      if (terminal.showsProgress) terminal.warn(`\r\u001B[K${table}…`);
    },
  }).catch((error: unknown) => {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new NotWritten(`${file} was not restored, and nothing was changed: ${reason}`, {
      cause: error,
    });
  });
  if (terminal.showsProgress) terminal.warn('\r\u001B[K');
  if (args.isJson) await terminal.write(`${JSON.stringify({ file, ...restored })}\n`);
  else if (restored.type === 'refused')
    terminal.warn(
      `bandolo: ${file} was not restored, and nothing was changed: ${reasonsOf(restored)}\n`,
    );
  else {
    const lines = printed(restored, args.language, existsSync(config.signingKeyFile));
    await terminal.write(
      `${lines.flatMap((line) => wrapped(line, terminal.columns)).join('\n')}\n`,
    );
  }
  return restored.type === 'restored' ? exitCodes.done : endOf(restored.code);
}

type Refused = Extract<Restored, { type: 'refused' }>;

function endOf(code: Refused['code']): ExitCode {
  return code === 'not-empty' || code === 'not-sound' ? exitCodes.refused : exitCodes.notUnderstood;
}

function reasonsOf({ code, reasons }: Refused): string {
  if (code !== 'not-empty') return reasons.join('; ');
  return `the database is not empty, it has ${reasons.join(', ')}: give one that was just created`;
}

function printed(
  { header, manifest }: Extract<Restored, { type: 'restored' }>,
  language: 'it' | 'en',
  hasKey: boolean,
): readonly string[] {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    say(
      language,
      `Ripristinate ${rows} righe di ${manifest.tables.length} tabelle, come erano il ${header.createdAt}; diari, registri e firme ricalcolati e intatti.`,
      `Restored ${rows} rows of ${manifest.tables.length} tables, as they were at ${header.createdAt}; journal, registers and signatures computed again and sound.`,
    ),
    ...(header.leftOut.length > 0
      ? [
          say(
            language,
            `Non erano nella copia: ${header.leftOut.join(', ')}. Tutti accedono di nuovo.`,
            `Not in the backup: ${header.leftOut.join(', ')}. Everybody signs in again.`,
          ),
        ]
      : []),
    ...(hasKey
      ? []
      : [
          say(
            language,
            'Prima di avviare il server rimetti al suo posto la chiave di firma: senza, ne userà una nuova.',
            'Before you start the server put the signing key back: without it, it will use a new one.',
          ),
        ]),
  ];
}
