import {
  checkBundle,
  type ActChain,
  type ChainRefused,
  type SealedBundle,
} from '../engine/index.ts';
import type { TextFile } from '../calls/index.ts';
import {
  checkActsSeal,
  checkSeal,
  publicKeyText,
  readPublicKey,
  replayChain,
  settleBundle,
  type SealedActs,
} from '../ranking/index.ts';
import { jsonOption, languageOption, type Command, type Context } from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { readFileOrAddress } from './fetch-text.ts';
import { exists, readText } from './files.ts';
import { readActs } from './read-acts.ts';
import { readBundle } from './read-bundle.ts';
import { isReceipt, verifyReceipt } from './verify-receipt.ts';
import { isActsGood, isFictional, printVerdict, type Verdict } from './print-verdict.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'computes a published ranking again, or checks a receipt, and says whether it holds',
  usage: [
    'bandolo verify <bundle.json or address> [--public-key KEY] [--acts FILE or ADDRESS]',
    'bandolo verify <receipt.json> [--public-key KEY]',
  ],
  options: {
    'public-key': {
      value: 'KEY',
      about: 'insist on who signed: a PEM file, or the key in base 64',
    },
    unsigned: { about: 'accept a bundle that nobody has signed' },
    acts: { value: 'FILE', about: 'also make the later acts again, from new money and savings' },
    ...languageOption,
    ...jsonOption,
  },
  notes: [
    'Looks at the signature, at the hash of every part, and computes every outcome again from the rules and the applications in the bundle. Ends with 1 when anything differs, and names it.',
    'Without --public-key anyone could have signed: compare the key that is shown with the one the body publishes.',
  ],
  examples: [
    { about: 'A bundle that fund has written', line: 'bandolo verify $BUNDLE' },
    { about: 'Signed by that key and no other', line: 'bandolo verify $BUNDLE --public-key $KEY' },
  ],
  run,
};

async function run(context: Context): Promise<ExitCode> {
  const { args, terminal } = context;
  const [file = '-'] = args.positionals;
  const wanted = await wantedKey(context);
  const text = wanted.type === 'not-understood' ? wanted : await readFileOrAddress(file, terminal);
  if (wanted.type === 'not-understood' || text.type === 'not-understood') {
    const { complaints } = wanted.type === 'not-understood' ? wanted : (text as NotUnderstood);
    await complain(terminal, complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  return isReceipt(text.text)
    ? verifyReceipt(context, { ...text, key: wanted.key })
    : verifyBundle(context, text, wanted.key);
}

async function verifyBundle(
  context: Context,
  text: TextFile,
  key: string | undefined,
): Promise<ExitCode> {
  const { args, terminal } = context;
  const verdict = await judge(context, text, key);
  if ('type' in verdict) {
    await complain(terminal, verdict.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const { bundle, seal, check, acts, isGood } = verdict;
  if (args.isJson) {
    const answer = {
      type: 'verification',
      same: isGood,
      call: bundle.definition.id,
      fictional: isFictional(bundle),
      decisions: bundle.decisions.flatMap((file) => file.decisions),
      signature: { state: seal.signature, publicKey: bundle.signature?.publicKey ?? null },
      definitionHash: bundle.definitionHash,
      changed: seal.changed,
      differences: check.differences,
      problems: check.problems,
      checked: check.checked,
      ...(acts && {
        acts: { count: acts.count, signature: acts.signature, refused: acts.refused ?? null },
      }),
    };
    await terminal.write(`${JSON.stringify(answer)}\n`);
  } else await printVerdict(verdict, { language: args.language, terminal });
  return isGood ? exitCodes.done : exitCodes.refused;
}

async function judge(
  { args, terminal }: Context,
  text: TextFile,
  key: string | undefined,
): Promise<Verdict | NotUnderstood> {
  const read = readBundle(text);
  if (read.type === 'not-understood') return read;
  const { bundle } = read;
  const actsFile = args.text('acts');
  const chain = actsFile === undefined ? undefined : await readActs(actsFile, terminal);
  if (chain?.type === 'not-understood') return chain;
  const seal = checkSeal(bundle, key);
  const check = checkBundle(bundle);
  const acts = chain && replayed(bundle, chain.chain, key);
  const isSigned =
    seal.signature === 'good' ||
    (seal.signature === 'missing' && args.has('unsigned') && key === undefined);
  const isGood =
    isSigned &&
    seal.changed.length === 0 &&
    check.differences.length === 0 &&
    check.problems.length === 0 &&
    (acts === undefined || isActsGood(acts));
  return { bundle, seal, check, acts, isGood };
}

function replayed(
  bundle: SealedBundle,
  published: SealedActs | ActChain,
  key: string | undefined,
): NonNullable<Verdict['acts']> {
  const count = published.acts.length;
  const isSealed = 'signature' in published;
  const signature = isSealed ? checkActsSeal(published, key) : 'missing';
  const chain = isSealed ? withoutSignature(published) : published;
  const settled = settleBundle(bundle);
  if ('problems' in settled) return { count, signature, refused: differs('') };
  if (chain.ranking !== bundle.hash) return { count, signature, refused: differs(chain.ranking) };
  const result = replayChain(settled.round, chain);
  return { count, signature, refused: result.type === 'refused' ? result : undefined };
}

function withoutSignature({ signature: _signature, ...chain }: SealedActs): ActChain {
  return chain;
}

function differs(at: string): ChainRefused {
  return { type: 'refused', code: 'ranking-changed', at };
}

async function wantedKey({
  args,
  terminal,
}: Context): Promise<{ readonly type: 'key'; readonly key: string | undefined } | NotUnderstood> {
  const given = args.text('public-key');
  if (given === undefined) return { type: 'key', key: undefined };
  let text = given;
  if (await exists(given)) {
    const read = await readText(given, terminal);
    if (read.type === 'not-understood') return read;
    text = read.text;
  }
  const key = readPublicKey(text);
  if (key) return { type: 'key', key: publicKeyText(key) };
  return notUnderstood(
    complaint('key', `--public-key wants an Ed25519 key, as a PEM file or in base 64: ${given}`),
  );
}
