import { tellFigure } from '../../engine/index.ts';
import { formatExactInstant, type Language } from '../../platform/page/index.ts';
import type { PdfBlock, PdfDocument, PdfFact } from '../../platform/pdf/index.ts';
import { stateOf } from '../application.ts';
import { kindText, sizeText } from '../documents/words.ts';
import { protocolOf } from '../register/entry.ts';
import { budgetOf } from '../sections/budget.ts';
import { applicationWords } from '../words.ts';
import { contentBlocks } from './content-blocks.ts';
import type { Whole } from './find-whole.ts';
import type { WholeAddition } from './whole-parts.ts';
import { wholeWords } from './whole-words.ts';

interface Asked {
  readonly language: Language;
  /** The body that runs the server. */
  readonly author: string;
  /** Of the exact text inside. */
  readonly fileName: string;
  readonly additions: readonly WholeAddition[];
}

/** A whole application to be printed and kept: its text, who stands for it, and every figure with its reasons. */
export function wholeDocument(whole: Whole, asked: Asked): PdfDocument {
  const { application, title, frozen, isComplete } = whole;
  const { language, author, fileName, additions } = asked;
  const words = wholeWords[language];
  const call = application.call.title[language];
  const at = application.frozenAt ?? application.updatedAt;
  return {
    language,
    title,
    subtitle: call,
    author,
    at: new Date(whole.entries.at(-1)?.at ?? at),
    notices: noticesOf(whole, language),
    footer: words.footer(title, call),
    blocks: [
      { kind: 'facts', facts: headFacts(whole, language) },
      ...partnerBlocks(whole, language),
      ...contentBlocks({
        document: whole.rules.call.document,
        content: whole.content,
        language,
        names: new Map(whole.partners.map(({ id, name }) => [id, name])),
      }),
      ...documentBlocks(whole, language),
      ...figureBlocks(whole, language),
      ...additions.flatMap(({ blocks }) => blocks),
      ...(frozen === undefined
        ? []
        : [
            { kind: 'heading', level: 1, text: words.exact } as const,
            {
              kind: 'paragraph',
              text: isComplete ? words.exactHelp(fileName) : words.exactConfidential,
            } as const,
            {
              kind: 'facts',
              facts: [{ term: words.hash, value: frozen.hash, isCode: true }],
            } as const,
          ]),
    ],
    attachments:
      frozen === undefined || !isComplete
        ? []
        : [
            {
              name: fileName,
              mediaType: 'application/json',
              description: words.exactAttachment,
              text: frozen.bytes.toString('utf8'),
            },
          ],
  };
}

function noticesOf({ application, frozen, entries }: Whole, language: Language): readonly string[] {
  const words = wholeWords[language];
  const { mode, fictional } = application.call;
  const state = stateOf(application);
  const standing =
    frozen === undefined
      ? words.draft
      : state === 'withdrawn'
        ? words.withdrawn
        : entries.some(({ snapshotHash }) => snapshotHash === frozen.hash)
          ? undefined
          : words.frozenOnly;
  return [
    ...(mode === 'live' ? [] : [words[mode]]),
    ...(fictional ? [words.fictional] : []),
    ...(standing === undefined ? [] : [standing]),
  ];
}

function headFacts(whole: Whole, language: Language): readonly PdfFact[] {
  const words = wholeWords[language];
  const { application, frozen, entries, lead, rules } = whole;
  const exact = (at: string): string => formatExactInstant(new Date(at), language);
  const own = entries.filter(({ snapshotHash }) => snapshotHash === frozen?.hash);
  return [
    { term: words.lead, value: lead.name },
    ...own.flatMap(({ kind, number, at }): readonly PdfFact[] => [
      { term: words.protocol, value: protocolOf(application.call.slug, number) },
      { term: kind === 'submission' ? words.receivedAt : words.withdrawnAt, value: exact(at) },
    ]),
    ...(whole.isOwn && application.frozenAt !== null
      ? [{ term: words.frozenAt, value: exact(application.frozenAt) }]
      : []),
    { term: words.version, value: String(rules.version) },
    ...(frozen === undefined ? [] : [{ term: words.hash, value: frozen.hash, isCode: true }]),
  ];
}

function partnerBlocks(whole: Whole, language: Language): readonly PdfBlock[] {
  const words = wholeWords[language];
  const { partners, consents, rules } = whole;
  const roles = rules.call.document.partnership?.roles ?? [];
  return [
    { kind: 'heading', level: 1, text: words.partners },
    {
      kind: 'table',
      columns: [
        { title: words.name },
        { title: words.code },
        { title: words.role },
        ...(consents === undefined ? [] : [{ title: words.consent }]),
      ],
      rows: partners.map(({ id, name, fiscalCode, role }) => {
        const given = consents?.find(({ organisationId }) => organisationId === id);
        return [
          name,
          fiscalCode,
          roles.find((each) => each.id === role)?.label[language] ??
            applicationWords[language].lead,
          ...(consents === undefined
            ? []
            : [given ? formatExactInstant(new Date(given.at), language) : words.noConsent]),
        ];
      }),
    },
  ];
}

function documentBlocks({ documents, rules }: Whole, language: Language): readonly PdfBlock[] {
  if (documents.length === 0) return [];
  const words = wholeWords[language];
  const papers = rules.call.document.papers ?? [];
  return [
    { kind: 'heading', level: 1, text: words.documents },
    {
      kind: 'table',
      columns: [
        { title: words.paper },
        { title: words.file },
        { title: words.size, isNumber: true },
      ],
      rows: documents.map(({ slot, name, bytes, kind, sha256 }) => [
        papers.find(({ id }) => id === slot.split('~')[0])?.title[language] ?? slot,
        `${name}\nSHA-256 ${sha256.slice(0, 32)}\n${sha256.slice(32)}`,
        `${sizeText(bytes, language)}, ${kindText(kind, language)}`,
      ]),
    },
  ];
}

/** Every figure with its sentence, from the outcome down to the answers. */
function figureBlocks(
  { application, content, isComplete, rules, partners }: Whole,
  language: Language,
): readonly PdfBlock[] {
  const words = wholeWords[language];
  if (!isComplete)
    return [
      { kind: 'heading', level: 1, text: words.figures },
      { kind: 'paragraph', text: words.figuresConfidential },
    ];
  const budget = budgetOf(rules.call, { id: application.id, content });
  if (!budget)
    return [
      { kind: 'heading', level: 1, text: words.figures },
      { kind: 'paragraph', text: words.noFigures },
    ];
  const items = tellFigure(budget.root, rules.call, language).map(({ depth, sentence }) => ({
    depth: Math.min(depth, 6),
    text: partners.reduce((text, { id, name }) => text.replaceAll(id, name), sentence),
  }));
  return [
    { kind: 'heading', level: 1, text: words.figures },
    { kind: 'paragraph', text: words.figuresHelp },
    { kind: 'tree', items },
  ];
}
