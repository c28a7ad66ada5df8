import { isItems, type CallDocument } from '../../engine/index.ts';
import { textPdf, type PrintLine, type TextPdf } from '../../platform/files/text-pdf.ts';
import { costSaid, expenseSaid } from '../answers-said.ts';
import type { DraftContent } from '../draft.ts';
import type { Snapshot } from '../snapshot.ts';

/**
 * The frozen text to be read on paper and signed. It follows from the snapshot and the definition that it names, and
 * from nothing else; the fingerprint ties it to the one text that it prints.
 */
export function printSnapshot(snapshot: Snapshot, hash: string, document: CallDocument): TextPdf {
  const { call, application, title, lead, partners, content } = snapshot;
  const roles = new Map(document.partnership?.roles.map(({ id, label }) => [id, label.it]));
  const lines: PrintLine[] = [
    heading('CONSENSO ALLA DOMANDA'),
    empty,
    plain(`Bando: ${document.title.it}`),
    plain(`  ${call.slug}, versione ${call.version}`),
    ...(document.fictional === true
      ? [plain('  Bando inventato: questo consenso non vale nulla.')]
      : []),
    plain(`Domanda: ${title}`),
    plain(`  ${application}, revisione ${snapshot.revision}`),
    plain(`Capofila: ${lead.name}, codice fiscale ${lead.fiscalCode}`),
    empty,
    heading('PARTECIPANTI'),
    ...partners.map(({ name, fiscalCode, role }) =>
      plain(`- ${name}, codice fiscale ${fiscalCode} (${roles.get(role) ?? 'capofila'})`),
    ),
    empty,
    plain(
      'Chi firma questo documento, in qualità di legale rappresentante, consente per la propria organizzazione a presentare la domanda nel testo congelato che ha questa impronta SHA-256:',
    ),
    plain(`  ${hash.slice(0, 32)}`),
    plain(`  ${hash.slice(32)}`),
    empty,
    heading('TESTO DELLA DOMANDA'),
    ...(content.line === undefined ? [] : [plain(`Linea: ${content.line}`)]),
    ...(content.requestedRate === undefined
      ? []
      : [plain(`Percentuale chiesta: ${content.requestedRate}`)]),
    ...answersOf({ facts: content.facts, costs: content.costs }, document, ''),
  ];
  for (const { id, facts = {}, costs } of content.partners ?? []) {
    const name = partners.find((partner) => partner.id === id)?.name ?? id;
    lines.push(empty, heading(`Partner: ${name}`), ...answersOf({ facts, costs }, document, '  '));
  }
  const documents = snapshot.documents ?? [];
  if (documents.length > 0) lines.push(empty, heading('DOCUMENTI'));
  for (const { slot, name, bytes, sha256 } of documents)
    lines.push(plain(`- ${slot}: ${name}, ${bytes} byte`), plain(`  SHA-256 ${sha256}`));
  return textPdf({ title: `Consenso alla domanda: ${title}`, lines });
}

const empty: PrintLine = { text: '' };

function plain(text: string): PrintLine {
  return { text };
}

function heading(text: string): PrintLine {
  return { text, isHeading: true };
}

type Facts = CallDocument['facts'];
type Costs = NonNullable<DraftContent['costs']>;

function answersOf(
  { facts, costs = {} }: { readonly facts: object; readonly costs: Costs | undefined },
  document: CallDocument,
  indent: string,
): readonly PrintLine[] {
  const categories = new Map(document.costs?.categories.map(({ id, label }) => [id, label.it]));
  return [
    ...Object.entries(facts).flatMap(([id, value]) =>
      answer({ id, value, indent }, document.facts),
    ),
    ...Object.entries(costs).flatMap(([id, value]) => [
      plain(`${indent}${categories.get(id) ?? id}: ${costSaid(value, 'it')}`),
      ...(isItems(value) ? value : []).map((item) =>
        plain(`${indent}  - ${expenseSaid(item, 'it').join(', ')}`),
      ),
    ]),
  ];
}

function answer(
  { id, value, indent }: { readonly id: string; readonly value: unknown; readonly indent: string },
  facts: Facts,
): readonly PrintLine[] {
  const fact = facts.find((each) => each.id === id);
  const label = fact?.label.it ?? id;
  if (fact?.type !== 'list' || !Array.isArray(value)) {
    const said = labelsOf(value, fact);
    return [plain(`${indent}${label}: ${said}`)];
  }
  const entries = value as readonly Readonly<Record<string, unknown>>[];
  return [
    plain(`${indent}${label}:`),
    ...entries.flatMap((entry, index) => [
      plain(`${indent}  ${index + 1}.`),
      ...Object.entries(entry).flatMap(([field, inner]) =>
        answer({ id: field, value: inner, indent: `${indent}  ` }, fact.fields ?? []),
      ),
    ]),
  ];
}

/** Options in the words of the call, beside what stands in the text; everything else as it stands there. */
function labelsOf(value: unknown, fact: Facts[number] | undefined): string {
  const labelOf = (id: unknown): string => {
    const label = fact?.options?.find((option) => option.id === id)?.label.it;
    return label === undefined ? textOf(id) : `${label} (${textOf(id)})`;
  };
  return Array.isArray(value) ? value.map(labelOf).join(', ') : labelOf(value);
}

function textOf(value: unknown): string {
  if (value === true) return 'sì';
  if (value === false) return 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
