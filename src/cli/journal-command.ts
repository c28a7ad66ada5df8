import { Client } from 'pg';
import { findNearest } from '../engine/index.ts';
import type { ChainReport } from '../platform/chain-report.ts';
import { readSigningKeys, type SigningKeys } from '../platform/signing-key.ts';
import { publicKeyText, readPublicKey } from '../ranking/index.ts';
import { findingWords, readChains, type Chain } from './chains.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { exists, readText } from './files.ts';
import { withDatabase } from './reach-database.ts';
import { styleOf } from './style.ts';
import { tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';
import { say, type Language } from './words.ts';

export const journalCommand: Command = {
  name: 'journal',
  summary: 'computes the journal, the registers and the submitted texts again',
  usage: ['bandolo journal check [--chain NAME] [--public-key KEY]'],
  options: {
    chain: {
      value: 'NAME',
      about: 'only this one, such as accounts; may be repeated',
      isRepeated: true,
    },
    'public-key': {
      value: 'KEY',
      about: 'insist on who signed: a PEM file, or the key in base 64; may be repeated',
      isRepeated: true,
    },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Reads every row from the first to the last: numbers without gaps, each hash, each link, the heads, the signatures of days and commits, the texts that were submitted. Ends with 1 when anything differs, and names where each chain first goes wrong.',
    'It only reads, sees one state of the database, and may run while the server works. The keys are those that the database holds; whoever could change the whole database could also have changed those, so give the key that the body has published with --public-key.',
  ],
  examples: [
    { about: 'Everything', line: 'bandolo journal check' },
    { about: 'For a program', line: 'bandolo journal check --json' },
  ],
  run,
};

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  const wanted = await readWanted(context);
  if (wanted.type === 'not-understood') {
    await complain(terminal, wanted.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  return withDatabase(context, {}, async ({ serverUrl }) => {
    const client = new Client({
      connectionString: serverUrl,
      application_name: 'bandolo journal check',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await checkAll(client, wanted.keys, context);
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}

type Wanted = { readonly type: 'wanted'; readonly keys: readonly string[] };

async function readWanted({ args, terminal }: Context): Promise<Wanted | NotUnderstood> {
  const [act, ...more] = args.positionals;
  if (act !== 'check' || more.length > 0)
    return notUnderstood(complaint('usage', 'what about the journal? bandolo journal check'));
  const keys: string[] = [];
  for (const given of args.texts('public-key')) {
    const read = (await exists(given)) ? await readText(given, terminal) : { text: given };
    if ('complaints' in read) return read;
    const key = readPublicKey(read.text);
    if (!key)
      return notUnderstood(
        complaint(
          'key',
          `--public-key wants an Ed25519 key, as a PEM file or in base 64: ${given}`,
        ),
      );
    keys.push(publicKeyText(key));
  }
  return { type: 'wanted', keys };
}

async function checkAll(
  client: Client,
  wantedKeys: readonly string[],
  { args, terminal }: Context,
): Promise<ExitCode> {
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
  await client.query('begin isolation level repeatable read, read only');
  const chains = await readChains(client);
  const names = args.texts('chain');
  const unknown = names.find((name) => !chains.some((chain) => chain.name === name));
  if (unknown !== undefined) {
    const known = chains.map(({ name }) => name);
    const said = complaint(
      'no-chain',
      `there is no chain "${unknown}"`,
      findNearest(unknown, known),
    );
    await complain(terminal, [said], args.isJson);
    return exitCodes.notUnderstood;
  }
  const asked = names.length === 0 ? chains : chains.filter(({ name }) => names.includes(name));
  const keys = onlyWanted(await readSigningKeys(client), wantedKeys);
  const reports = await checkEach(asked, keys, terminal);
  await client.query('commit');
  const isSound = reports.every(({ findings }) => findings.length === 0);
  if (args.isJson)
    await terminal.write(
      `${JSON.stringify({ type: 'journal', sound: isSound, keys: [...keys.keys()], chains: reports })}\n`,
    );
  else await print(reports, keys, { terminal, language: args.language });
  return isSound ? exitCodes.done : exitCodes.refused;
}

function onlyWanted(keys: SigningKeys, wanted: readonly string[]): SigningKeys {
  if (wanted.length === 0) return keys;
  return new Map([...keys].filter(([, key]) => wanted.includes(publicKeyText(key))));
}

async function checkEach(
  chains: readonly Chain[],
  keys: SigningKeys,
  terminal: Terminal,
): Promise<readonly ChainReport[]> {
  const reports: ChainReport[] = [];
  for (const { name, check } of chains) {
    if (terminal.showsProgress) terminal.warn(`\r\u001B[K${name}…`);
    reports.push(await check(keys));
  }
  if (terminal.showsProgress) terminal.warn('\r\u001B[K');
  return reports;
}

async function print(
  reports: readonly ChainReport[],
  keys: SigningKeys,
  { terminal, language }: { terminal: Terminal; language: Language },
): Promise<void> {
  if (reports.length === 0) {
    await terminal.write(`${say(language, 'Non c’è ancora nulla.', 'There is nothing yet.')}\n`);
    return;
  }
  const verdictOf = ({ findings, more }: ChainReport): string =>
    findings.length === 0
      ? say(language, 'intatta', 'sound')
      : `${findings.length + more} ${say(language, 'guasti', 'faults')}`;
  const lines = tableLines<ChainReport>(
    [
      { title: say(language, 'catena', 'chain'), text: ({ chain }) => chain },
      { title: say(language, 'righe', 'rows'), isNumber: true, text: ({ rows }) => String(rows) },
      {
        title: say(language, 'firme', 'signatures'),
        isNumber: true,
        text: ({ signatures }) => String(signatures),
      },
      {
        title: '',
        text: verdictOf,
        mark: ({ findings }, { good, bad }) => (findings.length === 0 ? good : bad),
      },
    ],
    reports,
    terminal.columns,
    styleOf(terminal),
  );
  const wrong = reports.flatMap(({ chain, findings, more }) => [
    ...findings.map((finding) => `${chain}: ${findingWords(finding, language)}`),
    ...(more > 0 ? [`${chain}: ${say(language, `e altri ${more}`, `and ${more} more`)}`] : []),
  ]);
  const signed = `${say(language, 'chiavi', 'keys')}: ${[...keys.keys()].join(', ') || '—'}`;
  await terminal.write(
    `${[...lines, '', signed, ...(wrong.length > 0 ? ['', ...wrong] : [])].join('\n')}\n`,
  );
}
