import type { Command } from './command.ts';
import { roundOptions } from './fund.ts';
import { runRound } from './run-round.ts';

export const rankCommand: Command = {
  name: 'rank',
  summary: 'orders a round by the rules of the call, without money',
  usage: ['bandolo rank <call.yaml> [applications…] [--decisions FILE] [--round FILE]'],
  options: roundOptions,
  notes: ['Equal places are marked "=". What put an application below the one above it is said.'],
  examples: [
    { about: 'The order of a round', line: 'bandolo rank $CALL $ROUND --decisions $DECISIONS' },
    {
      about: 'As one JSON document, a row a line',
      line: 'bandolo rank $CALL $ROUND --decisions $DECISIONS --json',
    },
  ],
  run: (context) => runRound(context, false),
};
