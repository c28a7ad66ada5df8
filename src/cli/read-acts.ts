import { type ActChain } from '../engine/index.ts';
import { Type } from 'typebox';
import { RoundDecisionsSchema } from '../calls/round-decisions-schema.ts';
import { readJson } from '../platform/json-source.ts';
import { checkAgainst } from './check-against.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';
import { readFileOrAddress } from './fetch-text.ts';
import type { Terminal } from './terminal.ts';

const Text = Type.String();
const Amount = Type.String({ pattern: '^(0|[1-9]\\d{0,11})\\.\\d{2}$' });
const exactly = { additionalProperties: false } as const;

const Order = Type.Object(
  {
    id: Text,
    additions: Type.Array(
      Type.Object({ pot: Text, amount: Amount, act: Text, source: Text }, exactly),
    ),
    savings: Type.Array(
      Type.Object(
        {
          application: Text,
          kind: Type.Enum(['renunciation', 'forfeiture', 'reduction']),
          amount: Type.Optional(Amount),
          act: Text,
        },
        exactly,
      ),
    ),
    decisions: Type.Optional(RoundDecisionsSchema),
  },
  exactly,
);

const ChainSchema = Type.Object({
  bandolo: Type.Literal(1),
  kind: Type.Literal('acts'),
  call: Text,
  ranking: Text,
  acts: Type.Array(
    Type.Object({
      id: Text,
      previous: Text,
      order: Type.Union([Order, Type.Null()]),
      entries: Type.Array(Type.Object({ application: Text })),
      pots: Type.Array(Type.Object({ pot: Text })),
      hash: Text,
    }),
  ),
  // Of who answers for the last of them, where they were published.
  signature: Type.Optional(Type.Object({ algorithm: Text, publicKey: Text, value: Text }, exactly)),
});

/** Reads the acts on a ranking; whether they follow from it is looked at when they are made again. */
export async function readActs(
  file: string,
  terminal: Terminal,
): Promise<{ readonly type: 'read'; readonly chain: ActChain } | NotUnderstood> {
  const text = await readFileOrAddress(file, terminal);
  if (text.type === 'not-understood') return text;
  const reading = readJson(text.text, text.file);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  const problems = checkAgainst(ChainSchema, { source: reading.source, file: text.file });
  if (problems.length > 0) return notUnderstood(...problems);
  return { type: 'read', chain: reading.source.value as ActChain };
}
