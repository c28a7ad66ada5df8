import { checkReceipt, type Receipt, type ReceiptFault } from '../applications/register/receipt.ts';
import { receiptSchema } from '../applications/register/register-schema.ts';
import { readJson } from '../platform/json-source.ts';
import { checkAgainst } from './check-against.ts';
import type { Context } from './command.ts';
import { complain, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { styleOf } from './style.ts';
import { say, type Language } from './words.ts';

/** Whether a text is a receipt of the register, to be checked as such. */
export function isReceipt(text: string): boolean {
  return /^\s*\{\s*"bandolo"\s*:\s*"receipt\//.test(text);
}

/** Checks a receipt by itself and says what it proves; ends with 1 when anything does not agree. */
export async function verifyReceipt(
  { args, terminal }: Context,
  { text, file, key }: { text: string; file: string; key: string | undefined },
): Promise<ExitCode> {
  const read = readReceipt(text, file);
  if ('type' in read) {
    await complain(terminal, read.complaints, args.isJson);
    return exitCodes.notUnderstood;
  }
  const { receipt } = read;
  const faults = checkReceipt(receipt, key);
  const isGood = faults.length === 0;
  if (args.isJson) {
    const { protocol, entry, signature } = receipt;
    const { publicKey } = signature;
    const answer = { type: 'receipt', good: isGood, faults, protocol, at: entry.at, publicKey };
    await terminal.write(`${JSON.stringify(answer)}\n`);
  } else {
    const style = styleOf(terminal);
    const paint = isGood ? style.good : style.bad;
    const [head = '', ...rest] = linesOf(receipt, { faults, key, language: args.language });
    await terminal.write(`${[paint(head), ...rest].join('\n')}\n`);
  }
  return isGood ? exitCodes.done : exitCodes.refused;
}

function readReceipt(text: string, file: string): { readonly receipt: Receipt } | NotUnderstood {
  const reading = readJson(text, file);
  if (reading.type === 'refused') return notUnderstood(...reading.problems);
  const problems = checkAgainst(receiptSchema, { source: reading.source, file });
  return problems.length > 0
    ? notUnderstood(...problems)
    : { receipt: reading.source.value as Receipt };
}

function linesOf(
  receipt: Receipt,
  {
    faults,
    key,
    language,
  }: { faults: readonly ReceiptFault[]; key: string | undefined; language: Language },
): readonly string[] {
  const { entry, commit, signature } = receipt;
  const kind =
    entry.kind === 'submission'
      ? say(language, 'presentazione', 'submission')
      : say(language, 'ritiro', 'withdrawal');
  const facts = [
    `  ${say(language, 'protocollo', 'protocol number')}: ${receipt.protocol} (${kind})`,
    `  ${say(language, 'ricevuta', 'received')}: ${entry.at}`,
    `  ${say(language, 'testo', 'text')}: SHA-256 ${entry.snapshotHash}`,
    `  ${say(language, 'posto nel gruppo', 'place in the commit')}: ${receipt.proof.index + 1} / ${commit.size}`,
    `  ${say(language, 'chiave pubblica', 'public key')}: ${signature.publicKey}`,
  ];
  if (faults.length > 0)
    return [
      say(
        language,
        '✗ La ricevuta non concorda con sé stessa.',
        '✗ The receipt does not agree with itself.',
      ),
      ...faults.map((fault) => `  - ${say(language, faultWords[fault].it, faultWords[fault].en)}`),
      ...facts,
    ];
  const unknownKey = say(
    language,
    '  Chi ha firmato si sa solo confrontando la chiave con quella pubblicata dall’ente (--public-key).',
    '  Who signed is known only by comparing the key with the one the body publishes (--public-key).',
  );
  return [
    say(language, '✓ La ricevuta è integra e firmata.', '✓ The receipt is whole and signed.'),
    ...facts,
    ...(key === undefined ? [unknownKey] : []),
  ];
}

const faultWords: Readonly<Record<ReceiptFault, { readonly it: string; readonly en: string }>> = {
  protocol: {
    it: 'il protocollo non è quello della registrazione',
    en: 'the protocol number is not that of the entry',
  },
  hash: {
    it: 'l’impronta non è quella della registrazione',
    en: 'the hash is not that of the entry',
  },
  call: {
    it: 'registrazione e gruppo sono di bandi diversi',
    en: 'entry and commit are of different calls',
  },
  'commit-number': {
    it: 'la registrazione è di un altro gruppo',
    en: 'the entry is of another commit',
  },
  instant: {
    it: 'registrazione e gruppo hanno istanti diversi',
    en: 'entry and commit have different instants',
  },
  position: {
    it: 'il posto nel gruppo non è quello del numero',
    en: 'the place in the commit is not that of the number',
  },
  proof: {
    it: 'la prova non porta alla radice firmata',
    en: 'the proof does not lead to the signed root',
  },
  key: { it: 'la chiave non è quella attesa', en: 'the key is not the one expected' },
  signature: {
    it: 'la firma non è di questa chiave su questo gruppo',
    en: 'the signature is not of this key over this commit',
  },
};
