import type { Localized } from '../../engine/index.ts';
import {
  formatDay,
  formatExactInstant,
  formatNumber,
  type Language,
} from '../../platform/page/index.ts';
import {
  inLines,
  type PdfBlock,
  type PdfDocument,
  type PdfFact,
} from '../../platform/pdf/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { commitText, entryText } from './entry.ts';
import { sidesOf } from './merkle.ts';
import type { TextHeading } from './queries.ts';
import type { Receipt } from './receipt.ts';
import { receiptWords } from './receipt-words.ts';

/** What is printed around a receipt. */
export interface ReceiptSetting {
  readonly language: Language;
  readonly call: {
    readonly title: Localized;
    readonly bodyName: string;
    readonly mode: Mode;
    readonly fictional: boolean;
  };
  /** Of the text that was submitted. */
  readonly heading: TextHeading | undefined;
  /** Where the body publishes its keys. */
  readonly keysUrl: string;
  readonly fileName: string;
}

/** A receipt to be printed and kept: all that is needed to check it, without this site, and the file for programs inside. */
export function receiptDocument(receipt: Receipt, setting: ReceiptSetting): PdfDocument {
  const { language, call, fileName } = setting;
  const words = receiptWords[language];
  const { entry, protocol } = receipt;
  const isLive = call.mode === 'live';
  return {
    language,
    title: words.title(protocol),
    subtitle: words[entry.kind],
    author: call.bodyName,
    at: new Date(entry.at),
    notices: [
      ...(isLive ? [] : [call.mode === 'test' ? words.test : words.rehearsal]),
      ...(call.fictional ? [words.fictional] : []),
    ],
    footer: words.footer(protocol, call.bodyName),
    blocks: [
      ...glance(receipt, setting),
      ...meaning(receipt, language),
      ...checking(receipt, setting),
      ...wholeProof(receipt, language),
    ],
    attachments: [
      {
        name: fileName,
        mediaType: 'application/json',
        description: words.attachment,
        text: JSON.stringify(receipt, null, 2),
      },
    ],
  };
}

function glance(
  { entry }: Receipt,
  { language, call, heading }: ReceiptSetting,
): readonly PdfBlock[] {
  const words = receiptWords[language];
  const at = new Date(entry.at);
  const facts: readonly PdfFact[] = [
    { term: words.call, value: call.title[language] },
    ...(heading === undefined
      ? []
      : [
          { term: words.application, value: heading.title },
          { term: words.lead, value: heading.leadName },
          { term: words.leadCode, value: heading.leadFiscalCode },
        ]),
    ...(entry.ground === null ? [] : [{ term: words.ground, value: entry.ground }]),
    { term: words.textHash, value: entry.snapshotHash, isCode: true },
  ];
  return [
    {
      kind: 'key-figures',
      facts: [
        { term: words.day, value: formatDay(at, language) },
        { term: words.hour, value: exactTime(at, language) },
        { term: words.place, value: formatNumber(entry.number, language) },
      ],
    },
    { kind: 'paragraph', text: `${words.zone}. ${words.order}` },
    { kind: 'facts', facts },
  ];
}

/** `10:00:03.417`. */
export function exactTime(at: Date, language: Language): string {
  return formatExactInstant(at, language).split(', ').at(-1) ?? '';
}

function meaning({ commit }: Receipt, language: Language): readonly PdfBlock[] {
  const words = receiptWords[language];
  const said = commit.size === 1 ? words.pathOne : undefined;
  return [
    { kind: 'heading', level: 1, text: words.what },
    { kind: 'paragraph', text: words.proves },
    ...(said === undefined ? [] : [{ kind: 'paragraph', text: said } as const]),
  ];
}

function checking(
  { signature }: Receipt,
  { language, fileName, keysUrl }: ReceiptSetting,
): readonly PdfBlock[] {
  const words = receiptWords[language];
  const { publicKey } = signature;
  return [
    { kind: 'heading', level: 1, text: words.how },
    { kind: 'paragraph', text: words.howFile(fileName) },
    { kind: 'paragraph', text: words.howCommand },
    { kind: 'code', text: `bandolo verify ${fileName} --public-key \\\n  ${publicKey}` },
    { kind: 'paragraph', text: words.howHand },
    { kind: 'paragraph', text: words.howKey(keysUrl) },
  ];
}

function wholeProof(receipt: Receipt, language: Language): readonly PdfBlock[] {
  const words = receiptWords[language];
  const { entry, commit, proof, signature, hash } = receipt;
  const sides = sidesOf({ index: proof.index, size: commit.size });
  const code = (term: string, value: string): PdfFact => ({ term, value, isCode: true });
  return [
    { kind: 'heading', level: 1, text: words.proof },
    { kind: 'heading', level: 2, text: words.fieldsTitle },
    { kind: 'code', text: inLines(entryText(entry), 88) },
    { kind: 'facts', facts: [code(words.entryHash, hash)] },
    { kind: 'heading', level: 2, text: words.commitTitle },
    {
      kind: 'facts',
      facts: [
        ...proof.hashes.map((each, place) =>
          code(words.step(String(place + 1), sides[place] ?? 'left'), each),
        ),
        code(words.root, commit.root),
      ],
    },
    { kind: 'code', text: inLines(commitText(commit), 88) },
    {
      kind: 'facts',
      facts: [
        code(words.signature, inLines(signature.value)),
        code(words.key, signature.keyId),
        code(words.publicKey, signature.publicKey),
      ],
    },
  ];
}
