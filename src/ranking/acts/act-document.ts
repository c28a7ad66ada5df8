import { formatPoints } from '../../engine/index.ts';
import { textPdf, type PrintLine, type TextPdf } from '../../platform/files/text-pdf.ts';
import { formatDay, formatMoney } from '../../platform/page/index.ts';
import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';
import { actWords } from './words.ts';
import type { ActContent, ActLine } from './act-content.ts';

const language = 'it';
const attachedMax = 1_000_000;

/** The act as it is laid out: of an Italian body, and so in Italian. The same text gives the same file. */
export function writeActDocument(
  content: ActContent,
  { bytes, hash }: { readonly bytes: Buffer; readonly hash: string },
): PdfDocument {
  const { call, frozenRound } = content;
  return {
    language,
    title: content.title,
    subtitle: call.title,
    author: call.body,
    at: new Date(frozenRound.madeAt),
    notices: call.mode === 'live' ? [] : ['Bando di prova: questo atto non ha alcun effetto.'],
    footer: `Atto n. ${content.number}, impronta ${hash.slice(0, 16)}`,
    blocks: [
      ...headBlocks(content, hash),
      ...content.units.flatMap((unit) => tableBlocks(content, unit)),
    ],
    attachments:
      bytes.length > attachedMax
        ? []
        : [
            {
              name: `atto-${content.number}.json`,
              mediaType: 'application/json',
              description: 'Il contenuto dell’atto, per i programmi',
              text: bytes.toString('utf8'),
            },
          ],
  };
}

function headBlocks(content: ActContent, hash: string): readonly PdfBlock[] {
  const words = actWords[language];
  const { totals, frozenRound, orders } = content;
  return [
    {
      kind: 'facts',
      facts: [
        { term: 'Tipo', value: words.kinds[content.act] },
        { term: 'Fondamento', value: content.ground },
        {
          term: 'Pratiche',
          value: `fotografia n. ${frozenRound.number} del ${formatDay(new Date(frozenRound.madeAt), language)}`,
        },
        { term: 'Impronta SHA-256', value: hash, isCode: true },
        ...(content.follows ? [{ term: 'Segue', value: `atto n. ${content.follows.number}` }] : []),
        ...(content.replaces
          ? [{ term: 'Rettifica', value: `atto n. ${content.replaces.number}` }]
          : []),
      ],
    },
    ...(content.reasons === ''
      ? []
      : ([
          { kind: 'heading', level: 2, text: 'Motivazione' },
          { kind: 'paragraph', text: content.reasons },
        ] as const)),
    {
      kind: 'key-figures',
      facts: [
        { term: 'Domande', value: String(totals.applications) },
        { term: 'Concesso con questo atto', value: formatMoney(totals.granted, language) },
        { term: 'Concesso in tutto', value: formatMoney(totals.total, language) },
      ],
    },
    ...decisionBlocks(content),
    ...(orders.additions.length + orders.savings.length + orders.moves.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, text: 'Risorse' },
          { kind: 'list', items: orderTexts(content) },
        ] as const)),
  ];
}

function decisionBlocks({ decisions }: ActContent): readonly PdfBlock[] {
  if (decisions.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Decisioni su cui si fonda' },
    {
      kind: 'list',
      items: decisions.map(
        ({ number, ground, reasons }) => `Decisione n. ${number} (${ground}): ${reasons}`,
      ),
    },
  ];
}

function orderTexts({ orders, table }: ActContent): readonly string[] {
  const words = actWords[language];
  const names = new Map(table.map(({ application, name }) => [application, name]));
  return [
    ...orders.additions.map(
      ({ pot, amount, act, source }) =>
        `Nuove risorse per ${pot}: ${amount} euro, da ${source} (${act})`,
    ),
    ...orders.savings.map(
      ({ application, kind, amount, act }) =>
        `${words.savingKinds[kind]}: ${names.get(application) ?? application}${amount === undefined ? '' : `, ${amount} euro`} (${act})`,
    ),
    ...orders.moves.map(
      ({ from, to, amount, act, ground }) =>
        `Spostamento da ${from} a ${to}: ${amount} euro (${act}; ${ground})`,
    ),
  ];
}

function tableBlocks({ table, units, does }: ActContent, unit: string): readonly PdfBlock[] {
  const lines = table.filter((line) => line.unit === unit);
  return [
    {
      kind: 'heading',
      level: 2,
      text: units.length === 1 ? (does === 'list' ? 'Elenco' : 'Graduatoria') : unit,
    },
    {
      kind: 'table',
      columns: [
        ...(does === 'list' ? [] : [{ title: 'Pos.', isNumber: true }]),
        { title: 'Richiedente' },
        { title: 'Codice fiscale' },
        { title: 'Punti', isNumber: true },
        ...(does === 'list' ? [] : [{ title: 'Concesso', isNumber: true }]),
        { title: 'Esito' },
      ],
      rows: lines.map((line) => cellsOf(line, does === 'list')),
    },
  ];
}

function cellsOf(line: ActLine, isList: boolean): readonly string[] {
  const { position, name, fiscalCode, gross, total } = line;
  return [
    ...(isList ? [] : [position === 0 ? '–' : String(position)]),
    name,
    fiscalCode,
    gross === null ? '–' : pointsText(gross),
    ...(isList ? [] : [formatMoney(total, language)]),
    outcomeText(line),
  ];
}

function outcomeText({ outcome, isReserved }: ActLine): string {
  const words = actWords[language];
  const said = words.outcomes[outcome] ?? outcome;
  return isReserved ? `${said}, ${words.withReserve}` : said;
}

function pointsText(points: number): string {
  return formatPoints(points).replace('.', ',');
}

/**
 * The act to be signed on paper or by a program that signs PDF: the same text gives the same bytes on every machine, and
 * its fingerprint ties it to the one text it prints.
 */
export function writeSignSheet(content: ActContent, hash: string): TextPdf {
  const { table, units, does } = content;
  const heading = (text: string): PrintLine => ({ text, isHeading: true });
  const lines: PrintLine[] = [
    heading(content.title.toUpperCase()),
    { text: '' },
    { text: content.call.body },
    { text: `Bando: ${content.call.title}` },
    { text: `  ${content.call.slug}, versione ${content.call.version}` },
    ...(content.call.mode === 'live'
      ? []
      : [{ text: '  Bando di prova: questo atto non ha alcun effetto.' }]),
    { text: `Atto n. ${content.number}: ${actWords[language].kinds[content.act]}` },
    { text: `Fondamento: ${content.ground}` },
    ...(content.reasons === '' ? [] : [{ text: `Motivazione: ${content.reasons}` }]),
    { text: '' },
    { text: 'Chi firma questo documento firma l’atto che ha questa impronta SHA-256:' },
    { text: `  ${hash.slice(0, 32)}` },
    { text: `  ${hash.slice(32)}` },
    { text: '' },
    ...orderTexts(content).map((text) => ({ text: `- ${text}` })),
  ];
  for (const unit of units) {
    if (units.length > 1) lines.push({ text: '' }, heading(unit));
    for (const line of table)
      if (line.unit === unit) lines.push({ text: cellsOf(line, does === 'list').join(' · ') });
  }
  return textPdf({ title: content.title, lines });
}
