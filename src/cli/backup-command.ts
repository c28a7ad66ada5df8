import { stat } from 'node:fs/promises';
import { makeBackup, type Backup } from '../platform/backup/make-backup.ts';
import { programVersion } from '../platform/package-file.ts';
import { readHeads } from './chains.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { NotWritten, writeWhole } from './files.ts';
import { reasonOf, withDatabase } from './reach-database.ts';
import { padEnd, padStart } from './style.ts';
import { say, type Language } from './words.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'one consistent copy of the whole database in one file, while the server works',
  usage: ['bandolo backup <file>'],
  options: {
    'with-sessions': { about: 'also who is signed in, and the remembered replies' },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'The file appears when it is whole, readable by you alone. It holds personal data: keep it encrypted. It is gzip with SHA-256 of every table and of itself; bandolo restore checks all of it.',
    'Left out: sessions, sign-ins under way and remembered replies (everybody signs in again after a restore), and the signing key, which is a file to be kept apart from this one.',
    'The login of the server is enough: DATABASE_URL, or the embedded database in BANDOLO_DATA.',
  ],
  examples: [
    { about: 'Every night, under the date', line: 'bandolo backup $TMP/bandolo-2027-01-31.gz' },
  ],
  run,
};

/** What nobody needs to have back: who was signed in, and what was answered a moment ago. */
const passing = ['session', 'sign_in', 'idempotent_reply'];

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  const [file, ...more] = args.positionals;
  const wrong = await whyNot(file, more);
  if (wrong !== undefined || file === undefined) {
    await complain(terminal, [complaint('file', wrong ?? '')], args.isJson);
    return exitCodes.notUnderstood;
  }
  return withDatabase(context, {}, async ({ serverUrl }) => {
    const made = await makeBackup({
      url: serverUrl,
      program: programVersion(),
      leftOut: args.has('with-sessions') ? [] : passing,
      readHeads,
      write: (bytes) => writeWhole(file, bytes, 0o600),
      onTable: (table) => {
        if (terminal.showsProgress) terminal.warn(`\r\u001B[K${table}…`);
      },
    }).catch((error: unknown) => {
      const reason = error instanceof NotWritten ? undefined : reasonOf(error);
      if (reason === undefined) throw error;
      throw new NotWritten(`${file} was not written: ${reason}`, { cause: error });
    });
    if (terminal.showsProgress) terminal.warn('\r\u001B[K');
    await terminal.write(
      args.isJson
        ? `${JSON.stringify({ type: 'backup', file, ...made })}\n`
        : `${printed(file, made, args.language).join('\n')}\n`,
    );
    return exitCodes.done;
  });
}

async function whyNot(
  file: string | undefined,
  more: readonly string[],
): Promise<string | undefined> {
  if (file === undefined || more.length > 0) return 'where to? bandolo backup <file>';
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true
    ? `${file} is already there, and a backup does not replace another: give a new name`
    : undefined;
}

function printed(file: string, made: Backup, language: Language): readonly string[] {
  const { header, manifest, bytes, sha256 } = made;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const width = Math.max(0, ...header.heads.map(({ chain }) => chain.length));
  return [
    say(
      language,
      `${file}: ${rows} righe di ${header.tables.length} tabelle, come erano il ${header.createdAt}`,
      `${file}: ${rows} rows of ${header.tables.length} tables, as they were at ${header.createdAt}`,
    ),
    `${bytes} byte, SHA-256 ${sha256}`,
    say(
      language,
      `senza: ${header.leftOut.join(', ') || 'nulla'}`,
      `without: ${header.leftOut.join(', ') || 'nothing'}`,
    ),
    ...header.heads.map(
      ({ chain, number, hash }) =>
        `  ${padEnd(chain, width)} ${padStart(String(number), 9)} ${hash}`,
    ),
  ];
}
