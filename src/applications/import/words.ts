import type { RowRefusal } from './plan-import.ts';

/** The words of bringing in expenses from a spreadsheet, and of taking them out. */
const it = {
  title: 'Importa le spese da un foglio',
  lead: 'Incolla le righe copiate dal foglio di calcolo, o carica un file. Prima di salvare vedi che cosa cambia.',
  paste: 'Incolla qui le righe, con i titoli delle colonne',
  pasteHint:
    'Colonne: «Voce di spesa» e «Importo €», poi, se servono, «Codice spesa», «Partner», «Descrizione» e «Fornitore». L’ordine non conta.',
  file: 'Oppure carica un file CSV o XLSX',
  fileHint: 'Fino a 1 MB e 2.000 righe. Di una formula si legge il risultato.',
  check: 'Vedi che cosa cambia',
  checkFile: 'Leggi il file',
  export: 'Scarica le spese',
  asCsv: 'come CSV',
  asXlsx: 'come XLSX',
  toImport: 'Importa da un foglio',
  exportHelp: 'Puoi correggerle nel foglio e importarle di nuovo: il codice dice quale spesa è.',
  previewTitle: 'Che cosa cambia',
  nothingYet: 'Non abbiamo ancora salvato nulla.',
  counts: (added: string, changed: string, same: string, refused: string) =>
    `Da aggiungere: ${added} · da modificare: ${changed} · uguali: ${same} · non lette: ${refused}`,
  save: 'Salva queste spese',
  nothingToSave: 'Nessuna riga cambia qualcosa.',
  again: 'Torna indietro',
  line: 'Riga',
  state: 'Che cosa succede',
  kinds: { add: 'si aggiunge', change: 'si modifica', same: 'resta uguale', refused: 'non letta' },
  was: (before: string) => `prima: ${before}`,
  partner: 'Partner',
  category: 'Voce',
  description: 'Descrizione',
  supplier: 'Fornitore',
  amount: 'Importo €',
  refusals: {
    'unknown-partner':
      'Questo partner non c’è: scrivi il codice fiscale o il nome come nella domanda',
    'unknown-category': 'Questa voce di spesa non c’è: scrivi il suo nome o il suo codice',
    empty: 'Non c’è né una descrizione né un importo',
    'amount-unreadable': 'L’importo non si può leggere: scrivilo come 1.234,50',
    'amount-ambiguous': 'Mille o uno? Scrivi anche i centesimi, come 1.000,00',
    'amount-too-large': 'L’importo è troppo grande',
    'id-strange':
      'Il codice della spesa può avere solo lettere, cifre, «-» e «_», al massimo 40 caratteri',
    twice: 'Questa spesa è già in un’altra riga: lasciane una',
    moved:
      'Questa spesa ha un’altra voce o un altro partner: togli il codice per aggiungerne una nuova',
    'too-long': 'Descrizione e fornitore hanno al massimo 300 caratteri',
    'not-described': 'La voce è divisa in spese: scrivi una descrizione',
    stretch: 'Per questa voce è dichiarato un intervallo: prima scrivi un importo',
    'too-many': 'Le spese sono troppe: al massimo 1.000 in una domanda',
  } satisfies Readonly<Record<RowRefusal, string>>,
  wrong: {
    empty: 'Incolla almeno una riga, o scegli un file',
    'no-heading':
      'Non troviamo i titoli delle colonne: la prima riga deve averne almeno due, «Voce di spesa» e «Importo €»',
    'too-long': 'Il testo è troppo lungo: al massimo 1 MB',
    'too-many-rows': 'Le righe sono troppe: al massimo 2.000',
    'open-quote': 'Una cella comincia con le virgolette e non le chiude',
    'no-workbook': 'Il file non è un CSV in UTF-8 né un XLSX che si possa leggere',
    'unpacks-too-large': 'Il file, una volta aperto, sarebbe troppo grande',
  },
} as const;

type Shape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...said: infer A) => string
      ? (...said: A) => string
      : Shape<T[K]>;
};
export type ImportWords = Shape<typeof it>;

const en: ImportWords = {
  title: 'Import expenses from a sheet',
  lead: 'Paste rows copied from a spreadsheet, or upload a file. You see what changes before it is saved.',
  paste: 'Paste the rows here, with the titles of the columns',
  pasteHint:
    'Columns: “Category” and “Amount €”, then, where needed, “Expense id”, “Partner”, “Description” and “Supplier”. Their order does not matter.',
  file: 'Or upload a CSV or XLSX file',
  fileHint: 'Up to 1 MB and 2,000 rows. Of a formula the result is read.',
  check: 'See what changes',
  checkFile: 'Read the file',
  export: 'Download the expenses',
  asCsv: 'as CSV',
  asXlsx: 'as XLSX',
  toImport: 'Import from a sheet',
  exportHelp:
    'You can correct them in the sheet and import them again: the id says which expense it is.',
  previewTitle: 'What changes',
  nothingYet: 'Nothing has been saved yet.',
  counts: (added, changed, same, refused) =>
    `To be added: ${added} · to be changed: ${changed} · the same: ${same} · not read: ${refused}`,
  save: 'Save these expenses',
  nothingToSave: 'No row changes anything.',
  again: 'Back',
  line: 'Row',
  state: 'What happens',
  kinds: { add: 'is added', change: 'changes', same: 'stays the same', refused: 'not read' },
  was: (before) => `before: ${before}`,
  partner: 'Partner',
  category: 'Category',
  description: 'Description',
  supplier: 'Supplier',
  amount: 'Amount €',
  refusals: {
    'unknown-partner':
      'There is no such partner: write its fiscal code or its name as in the application',
    'unknown-category': 'There is no such category: write its name or its code',
    empty: 'There is neither a description nor an amount',
    'amount-unreadable': 'The amount cannot be read: write it as 1,234.50',
    'amount-ambiguous': 'A thousand or one? Write the cents too, as 1,000.00',
    'amount-too-large': 'The amount is too large',
    'id-strange': 'The id of an expense has letters, digits, “-” and “_” only, at most 40',
    twice: 'This expense is in another row already: leave one',
    moved: 'This expense has another category or partner: take out the id to add a new one',
    'too-long': 'Description and supplier have at most 300 characters',
    'not-described': 'The category is declared expense by expense: write a description',
    stretch: 'An interval is declared for this category: write an amount first',
    'too-many': 'There are too many expenses: at most 1,000 in an application',
  },
  wrong: {
    empty: 'Paste at least one row, or choose a file',
    'no-heading':
      'The titles of the columns are not there: the first row must have at least two, “Category” and “Amount €”',
    'too-long': 'The text is too long: at most 1 MB',
    'too-many-rows': 'There are too many rows: at most 2,000',
    'open-quote': 'A cell begins with a quote and does not end it',
    'no-workbook': 'The file is neither a CSV in UTF-8 nor an XLSX that can be read',
    'unpacks-too-large': 'The file would be too large once it is opened',
  },
};

export const importWords: { readonly it: ImportWords; readonly en: ImportWords } = { it, en };
