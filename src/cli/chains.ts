import type { ClientBase } from 'pg';
import {
  checkRegister,
  checkTexts,
  readRegisterHeads,
  readRegisters,
  registerChain,
  textsChain,
} from '../applications/index.ts';
import type { ChainHead } from '../platform/backup/archive.ts';
import type { ChainFinding, ChainReport } from '../platform/chain-report.ts';
import {
  checkJournalChain,
  readJournalChains,
  readJournalHeads,
} from '../platform/journal-check.ts';
import { readSigningKeys, type SigningKeys } from '../platform/signing-key.ts';
import { checkRankings, rankingsChain, readRankedCalls } from '../ranking/index.ts';
import { say, type Language } from './words.ts';

/** Something that can be computed again from what is stored: a chain of the journal, a register, its texts, its rankings. */
export interface Chain {
  readonly name: string;
  readonly check: (keys: SigningKeys) => Promise<ChainReport>;
}

export async function readChains(client: ClientBase): Promise<readonly Chain[]> {
  const journal = await readJournalChains(client);
  const registers = await readRegisters(client);
  const ranked = await readRankedCalls(client);
  return [
    ...journal.map((name) => ({
      name,
      check: (keys: SigningKeys) => checkJournalChain(client, name, keys),
    })),
    ...registers.flatMap((register) => [
      {
        name: registerChain(register.call),
        check: (keys: SigningKeys) => checkRegister(client, register, keys),
      },
      { name: textsChain(register.call), check: () => checkTexts(client, register) },
    ]),
    ...ranked.map((call) => ({
      name: rankingsChain(call.call),
      check: () => checkRankings(client, call),
    })),
  ];
}

export async function readHeads(client: ClientBase): Promise<readonly ChainHead[]> {
  return [...(await readJournalHeads(client)), ...(await readRegisterHeads(client))];
}

/** What speaks against a database that was just filled: a day that nobody has signed yet does not. */
export async function findFaults(client: ClientBase): Promise<readonly string[]> {
  const keys = await readSigningKeys(client);
  const faults: string[] = [];
  for (const { name, check } of await readChains(client)) {
    const { findings } = await check(keys);
    const first = findings.find(({ code }) => code !== 'day-unsigned');
    if (first) faults.push(`${name}: ${findingWords(first, 'en')}`);
  }
  return faults;
}

/** `row 12 is not what was hashed`. */
export function findingWords({ code, at }: ChainFinding, language: Language): string {
  const pair = faults[code];
  return pair ? say(language, ...pair).replace('#', at) : `${code} ${at}`;
}

const faults: Readonly<Record<string, readonly [it: string, en: string]>> = {
  'row-missing': ['manca la riga #', 'row # is missing'],
  'link-broken': ['la riga # non segue quella prima', 'row # does not follow the one before it'],
  'row-altered': ['la riga # non è quella che fu scritta', 'row # is not the one that was written'],
  'head-differs': [
    'la testa (#) non è la fine della catena',
    'the head (#) is not the end of the chain',
  ],
  'day-unsigned': ['il giorno # non è firmato', 'day # is not signed'],
  'day-differs': [
    'la catena non è quella firmata il giorno #',
    'the chain is not the one that was signed on day #',
  ],
  'day-signature-wrong': [
    'la firma del giorno # non è valida',
    'the signature of day # is not valid',
  ],
  'key-unknown': [
    '# è firmato con una chiave che non è tra quelle dell’ente',
    '# is signed with a key that is not one of the body',
  ],
  'entry-missing': ['manca il numero #', 'number # is missing'],
  'entry-altered': [
    'il numero # non è quello che fu scritto, o non segue quello prima',
    'number # is not the one that was written, or does not follow the one before it',
  ],
  'commit-missing': ['manca il commit #', 'commit # is missing'],
  'commit-differs': [
    'il commit # non conta i numeri che ci sono',
    'commit # does not count the numbers that are there',
  ],
  'commit-root-differs': [
    'il commit # ha firmato un altro albero',
    'commit # has signed another tree',
  ],
  'commit-signature-wrong': [
    'la firma del commit # non è valida',
    'the signature of commit # is not valid',
  ],
  'text-missing': [
    'manca il testo presentato della domanda #',
    'the submitted text of application # is missing',
  ],
  'round-altered': [
    'la fotografia n. # non è quella che fu scattata',
    'frozen round # is not the one that was frozen',
  ],
  'decision-altered': [
    'la decisione n. # non è quella che fu presa',
    'decision # is not the one that was taken',
  ],
  'act-altered': [
    'l’atto n. # non è quello che fu firmato o pubblicato',
    'act # is not the one that was signed or published',
  ],
  'ranking-entry-altered': [
    'la riga # (atto e posto) non è quella che fu firmata',
    'entry # (act and place) is not the one that was signed',
  ],
  'membership-altered': [
    'la domanda # non sta nell’elenco come dicono gli atti',
    'application # is not in the list as the acts say',
  ],
  'text-altered': [
    'un testo della domanda # non è quello che fu fermato',
    'a text of application # is not the one that was frozen',
  ],
};
