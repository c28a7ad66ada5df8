import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchemaFiles } from '../calls/index.ts';
import { findNearest } from '../engine/index.ts';
import { programmeSchemaFile } from '../programme/index.ts';
import type { Command, Context } from './command.ts';
import { complain, complaint } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { exists, NotWritten, writeWhole } from './files.ts';

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'the JSON Schemas of the files, for editors and for other programs',
  usage: ['bandolo schema [call|decisions|application|programme] [--out FOLDER]'],
  options: {
    out: { value: 'FOLDER', about: 'write them there; otherwise one is printed' },
    json: { about: 'they are JSON in any case' },
  },
  notes: ['In an editor: "# yaml-language-server: $schema=…/call.schema.json" on the first line.'],
  examples: [
    { about: 'The schema of a call', line: 'bandolo schema call' },
    { about: 'All of them into a folder', line: 'bandolo schema --out $TMP/schema' },
  ],
  run,
};

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const files = [...jsonSchemaFiles(), programmeSchemaFile()];
  const names = files.map((file) => file.name.replace('.schema.json', ''));
  const strange = args.positionals.find((name) => !names.includes(name));
  const out = args.text('out');
  if (strange !== undefined || (args.positionals.length !== 1 && out === undefined)) {
    const message =
      strange === undefined
        ? `which schema? One of ${names.join(', ')}, or --out FOLDER for all of them`
        : `there is no schema "${strange}": there are ${names.join(', ')}`;
    const suggestion = strange === undefined ? undefined : findNearest(strange, names);
    await complain(terminal, [complaint('unknown-name', message, suggestion)], args.isJson);
    return exitCodes.notUnderstood;
  }
  const wanted = files.filter(
    (_, index) => args.positionals.length === 0 || args.positionals.includes(names[index] ?? ''),
  );
  if (out === undefined) for (const { text } of wanted) await terminal.write(text);
  else {
    await makeFolder(out);
    for (const { name, text } of wanted) await writeWhole(join(out, name), [text]);
  }
  return exitCodes.done;
}

async function makeFolder(folder: string): Promise<void> {
  if (await exists(folder)) return;
  try {
    await mkdir(folder);
  } catch (error) {
    throw new NotWritten(`${folder} cannot be made`, { cause: error });
  }
}
