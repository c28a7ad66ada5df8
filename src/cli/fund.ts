import {
  applicationOptions,
  callOptions,
  jsonOption,
  languageOption,
  type Command,
} from './command.ts';
import type { OptionSpec } from './arguments.ts';
import { runRound } from './run-round.ts';

export const roundOptions: Readonly<Record<string, OptionSpec>> = {
  ...callOptions,
  ...applicationOptions,
  round: { value: 'FILE', about: 'what was decided for this round: draws, ties, moves of money' },
  top: { value: 'N', about: 'rows of each ranking that are shown; 200 when left out' },
  ...languageOption,
  ...jsonOption,
  csv: { about: 'the rows as CSV' },
  out: { value: 'FILE', about: 'write JSON (or CSV) there, whole or not at all' },
};

const bundleOptions: Readonly<Record<string, OptionSpec>> = {
  bundle: { value: 'FILE', about: 'also write a bundle that anyone can verify, under pseudonyms' },
  key: { value: 'FILE', about: 'sign the bundle with this Ed25519 private key (PEM)' },
  'new-key': { value: 'FILE', about: 'make a key, write it there, sign with it' },
};

export const fundCommand: Command = {
  name: 'fund',
  summary: 'orders a round and shares out its money, down to the cut-off line',
  usage: ['bandolo fund <call.yaml> [applications…] [--decisions FILE] [--round FILE]'],
  options: { ...roundOptions, ...bundleOptions },
  notes: [
    'Where the call does not say who comes first, it stops, says what is missing and whom it touches, and ends with 1. Nothing is guessed.',
    'Applications are assessed as they are read; only columns of numbers stay in memory, unless a bundle is asked for.',
  ],
  examples: [
    {
      about: 'The ranking with its cut-off line, for a person',
      line: 'bandolo fund $CALL $ROUND --decisions $DECISIONS',
    },
    {
      about: 'The first ten places, in English',
      line: 'bandolo fund $CALL $ROUND --decisions $DECISIONS --top 10 --lang en',
    },
    {
      about: 'Publish it: anyone can verify the bundle',
      line: 'bandolo fund $CALL $ROUND --decisions $DECISIONS --bundle $TMP/ranking.json --new-key $TMP/key.pem',
    },
    {
      about: 'As CSV, into a file',
      line: 'bandolo fund $CALL $ROUND --decisions $DECISIONS --csv --out $TMP/ranking.csv',
    },
  ],
  run: (context) => runRound(context, true),
};
