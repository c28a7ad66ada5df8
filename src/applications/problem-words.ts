import type { CallDocument } from '../engine/index.ts';
import type { Language } from '../platform/page/index.ts';
import { itemsMax } from './cost-items.ts';
import { answerText } from './draft-text.ts';
import type { DraftContent, DraftProblem } from './draft.ts';

/** What the words of a problem need to know: the questions, and the names of partners by id. */
export interface ProblemPlace {
  readonly document: CallDocument;
  readonly content: DraftContent;
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
}

interface Said {
  /** What the answer should be, in the words of the question. */
  readonly wanted: string | undefined;
  readonly suggestion: string | undefined;
  readonly found: string;
  readonly roles: string;
  readonly lines: string;
}

type Words = Readonly<Record<string, (said: Said) => string>>;

const it: Words = {
  'fact-missing': ({ wanted }) => `manca la risposta${wanted === undefined ? '' : ` (${wanted})`}`,
  'partners-missing': () => 'non c’è ancora nessuno',
  'document-missing': () => 'il documento è obbligatorio e non è stato caricato',
  'costs-missing': () => 'nessuna spesa è dichiarata',
  'item-description-missing': () => 'scrivi che cosa si compra',
  'item-amount-missing': () => 'scrivi l’importo',
  'costs-confidential': () => 'c’è qualcosa da correggere; lo vedono il capofila e chi le dichiara',
  'item-twice': () => 'due spese hanno lo stesso codice: cambiane uno',
  'too-many-items': () => `le spese sono troppe: al massimo ${itemsMax}`,
  'lead-not-listed': () => 'il capofila non è nell’elenco',
  'lead-role': ({ roles }) => `il capofila deve avere il ruolo di capofila (${roles})`,
  'not-yours-to-say': () => 'questo lo stabilisce l’ente, non chi presenta la domanda: toglilo',
  'figure-too-large': () => 'gli importi sono troppo grandi per essere contati',
  'wrong-type': ({ wanted }) => `la risposta deve essere: ${wanted ?? 'di un altro tipo'}`,
  'out-of-range': ({ wanted }) => `il valore è fuori dai limiti: ${wanted ?? ''}`,
  'crossed-limits': () => 'il valore più basso va scritto per primo',
  'unknown-fact': ({ suggestion }) =>
    `il bando non fa questa domanda${perhaps('forse', suggestion)}`,
  'unknown-line': ({ lines }) => `scegli una linea: ${lines}`,
  'no-partners': () => 'questo bando non prevede partner',
  'partner-twice': () => 'è elencato due volte',
  'unknown-role': ({ roles }) => `il ruolo deve essere uno di questi: ${roles}`,
  'unknown-category': ({ suggestion }) =>
    `non è una voce di spesa di questa linea${perhaps('forse', suggestion)}`,
  'cost-not-here': () => 'questa spesa non è prevista per la linea scelta',
  'flat-declared': () => 'è un forfait e si calcola da sé: toglilo',
  'amount-unreadable': () => 'scrivi l’importo tra virgolette, come "1234.50"',
  'rate-unreadable': () => 'scrivi la percentuale tra virgolette, come "40%"',
  'unknown-organisation': () =>
    'nessuna organizzazione registrata ha questo codice: scrivi il codice fiscale di un’organizzazione registrata',
  'said-by-server': () => 'questo lo scrive il servizio: toglilo',
  'unknown-key': ({ suggestion, found }) =>
    `${found}: nome sconosciuto${perhaps('forse', suggestion)}`,
  key: ({ found }) => `${found}: non può essere un nome`,
  missing: () => 'manca',
  'number-not-whole': () => 'scrivi il numero con la virgola tra virgolette, come "2.5"',
  'not-text': () => 'contiene un carattere che non si può salvare',
  'too-long': () => 'il testo è troppo lungo',
  'too-large': () => 'ci sono troppi valori',
  'too-many-partners': () => 'i partner sono troppi',
  type: ({ suggestion }) => `il valore non è del tipo atteso${perhaps('forse', suggestion)}`,
  format: ({ suggestion }) => `non è scritto nel modo atteso${perhaps('forse', suggestion)}`,
  choice: ({ suggestion }) => `non è tra le scelte possibili${perhaps('forse', suggestion)}`,
  other: () => 'non è scritto nel modo atteso',
};

const en: Words = {
  'fact-missing': ({ wanted }) => `not answered${wanted === undefined ? '' : ` (${wanted})`}`,
  'partners-missing': () => 'nobody is listed',
  'document-missing': () => 'the document is required and has not been uploaded',
  'costs-missing': () => 'no costs are declared',
  'item-description-missing': () => 'write what is bought',
  'item-amount-missing': () => 'write the amount',
  'costs-confidential': () =>
    'there is something to correct; the lead and whoever declares them see it',
  'item-twice': () => 'two expenses have the same id: change one',
  'too-many-items': () => `there are too many expenses: at most ${itemsMax}`,
  'lead-not-listed': () => 'the lead is not in the list',
  'lead-role': ({ roles }) => `the lead must have the role of the lead (${roles})`,
  'not-yours-to-say': () => 'the body says this, not who applies: take it out',
  'figure-too-large': () => 'the amounts are too large to be counted',
  'wrong-type': ({ wanted }) => `the answer must be: ${wanted ?? 'of another kind'}`,
  'out-of-range': ({ wanted }) => `outside the limits: ${wanted ?? ''}`,
  'crossed-limits': () => 'the lower value comes first',
  'unknown-fact': ({ suggestion }) =>
    `the call does not ask this${perhaps('did you mean', suggestion)}`,
  'unknown-line': ({ lines }) => `choose a line: ${lines}`,
  'no-partners': () => 'this call has no partners',
  'partner-twice': () => 'is listed twice',
  'unknown-role': ({ roles }) => `the role must be one of these: ${roles}`,
  'unknown-category': ({ suggestion }) =>
    `not a cost of this line${perhaps('did you mean', suggestion)}`,
  'cost-not-here': () => 'this cost has no place in the line chosen',
  'flat-declared': () => 'a flat rate, which is computed: take it out',
  'amount-unreadable': () => 'write the amount in quotes, such as "1234.50"',
  'rate-unreadable': () => 'write the rate in quotes, such as "40%"',
  'unknown-organisation': () =>
    'no organisation registered here has this code: write the fiscal code of a registered organisation',
  'said-by-server': () => 'the service writes this: take it out',
  'unknown-key': ({ suggestion, found }) =>
    `${found}: unknown name${perhaps('did you mean', suggestion)}`,
  key: ({ found }) => `${found}: cannot be a name`,
  missing: () => 'missing',
  'number-not-whole': () => 'write the number in quotes, such as "2.5"',
  'not-text': () => 'there is a character that cannot be kept',
  'too-long': () => 'the text is too long',
  'too-large': () => 'there are too many values',
  'too-many-partners': () => 'there are too many partners',
  type: ({ suggestion }) => `not of the expected kind${perhaps('did you mean', suggestion)}`,
  format: ({ suggestion }) => `not written as expected${perhaps('did you mean', suggestion)}`,
  choice: ({ suggestion }) => `not one of the choices${perhaps('did you mean', suggestion)}`,
  other: () => 'not written as expected',
};

function perhaps(words: string, suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; ${words} ${suggestion}?`;
}

const words: Readonly<Record<Language, Words>> = { it, en };

/** The problem as people read it: where it is, in the words of the call, and what to do. */
export function problemText(problem: DraftProblem, place: ProblemPlace): string {
  const { document, language } = place;
  const table = words[language];
  const say = table[problem.code] ?? table['other'];
  const fact = factAt(problem.path, document);
  const label = labelOf(problem.path, place);
  const said = say?.({
    wanted: fact && answerText(fact, language),
    suggestion: problem.suggestion,
    found: String(problem.path.at(-1) ?? ''),
    roles: idsOf(document.partnership?.roles),
    lines: idsOf(document.lines?.flatMap((line) => line.sublines ?? [line])),
  });
  return capital(label === '' ? (said ?? '') : `${label}: ${said ?? ''}`);
}

function idsOf(things: readonly { readonly id: string }[] = []): string {
  return things.map(({ id }) => id).join(', ');
}

/** With a capital first letter, as at the beginning of a line. */
export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

type Fact = CallDocument['facts'][number];

/** The question to which a path leads, or the one within an entry of a list. */
function factAt(path: DraftProblem['path'], { facts }: CallDocument): Fact | undefined {
  const [, part, ...rest] = path;
  const isPartner = part === 'partners';
  const [name, , field] = isPartner ? rest.slice(2) : rest;
  if (!isPartner && part !== 'facts') return undefined;
  if (isPartner && rest[1] !== 'facts') return undefined;
  const fact = facts.find((each) => each.id === name && (each.level === 'partner') === isPartner);
  return field === undefined ? fact : fact?.fields?.find(({ id }) => id === field);
}

const parts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  it: {
    title: 'Titolo',
    line: 'Linea',
    partners: 'Chi partecipa',
    costs: 'Spese',
    requestedRate: 'Percentuale richiesta',
    entry: 'voce',
    expense: 'spesa',
    partner: 'Partner',
  },
  en: {
    title: 'Title',
    line: 'Line',
    partners: 'Who takes part',
    costs: 'Costs',
    requestedRate: 'Rate asked for',
    entry: 'entry',
    expense: 'expense',
    partner: 'Partner',
  },
};

/** What a path is called on the screen. */
export function labelOf(path: DraftProblem['path'], place: ProblemPlace): string {
  const { content, names, language } = place;
  const said = parts[language];
  const [root, part, ...rest] = path;
  if (root === 'title') return said['title'] ?? '';
  if (root === 'documents') return paperLabel(String(part), place);
  if (part === 'facts') return factLabel(rest, place, 'project');
  if (part === 'costs') return costLabel(rest, place);
  if (part === 'partners' && typeof rest[0] === 'number') {
    const [index, kind, ...inner] = rest;
    const id = content.partners?.[index]?.id ?? '';
    const who = names.get(id) ?? `${said['partner'] ?? ''} ${index + 1}`;
    const what =
      kind === 'facts'
        ? factLabel(inner, place, 'partner')
        : kind === 'costs'
          ? costLabel(inner, place)
          : '';
    return what === '' ? who : `${who}, ${what}`;
  }
  if (typeof part !== 'string') return '';
  return said[part] ?? '';
}

function factLabel(
  [name, index, field]: DraftProblem['path'],
  { document, language }: ProblemPlace,
  level: 'project' | 'partner',
): string {
  const fact = document.facts.find(
    (each) => each.id === name && (each.level ?? 'project') === level,
  );
  const label = fact?.label[language] ?? String(name ?? '');
  if (typeof index !== 'number') return label;
  const entry = `${label}, ${parts[language]['entry'] ?? ''} ${index + 1}`;
  if (field === undefined) return entry;
  const inner = fact?.fields?.find(({ id }) => id === field)?.label[language];
  return `${entry}, ${inner ?? String(field)}`;
}

function paperLabel(slot: string, { document, names, language }: ProblemPlace): string {
  const [id, partner = ''] = slot.split('~');
  const title = document.papers?.find((each) => each.id === id)?.title[language] ?? slot;
  const who = names.get(partner);
  return who === undefined ? title : `${title}, ${who}`;
}

function costLabel(
  [id, index]: DraftProblem['path'],
  { document, language }: ProblemPlace,
): string {
  const category = document.costs?.categories.find((each) => each.id === id);
  const label =
    category?.label[language] ?? (id === undefined ? (parts[language]['costs'] ?? '') : String(id));
  return typeof index === 'number'
    ? `${label}, ${parts[language]['expense'] ?? ''} ${index + 1}`
    : label;
}
