import type { Language } from '../../platform/page/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';

const it = {
  title: 'Documenti della domanda',
  lead: 'Che cosa chiede il bando e che cosa è già caricato. Ogni modifica riporta il testo in bozza.',
  section: 'Documenti',
  none: 'Questo bando non chiede documenti.',
  open: 'Vedi e carica i documenti',
  limits: 'Limiti',
  fileMax: 'Un documento',
  filesMax: 'Numero di documenti',
  bytesMax: 'Spazio totale',
  upTo: (most: string) => `fino a ${most}`,
  usedOf: (used: string, most: string) => `${used} di ${most}`,
  limitsHelp:
    'Contano anche le versioni precedenti. Il tipo di un file si riconosce dal contenuto, non dal nome.',
  required: 'Obbligatorio',
  asked: 'Richiesto',
  perhaps: 'Dipende dalle risposte',
  there: 'Caricato',
  requiredHelp: 'Senza questo documento il testo non si può congelare.',
  curable: 'Si può integrare in seguito, su richiesta dell’ente.',
  notCurable: 'Il bando non ammette di integrarlo in seguito.',
  signedBy: {
    lead: 'Firmato dal capofila.',
    'each-partner': 'Firmato da ogni partner.',
  },
  kinds: 'Tipi ammessi',
  file: 'Documento',
  size: 'Dimensione',
  uploadedAt: 'Caricato il',
  hash: 'Impronta SHA-256',
  scan: 'Controllo antivirus',
  progress: 'Avanzamento del caricamento',
  preparing: 'Preparazione del file…',
  sending: 'Caricato: %',
  waiting:
    'La connessione manca: il caricamento riprende da dove era arrivato. Non chiudere la pagina.',
  version: (number: string) => `Versione ${number}`,
  download: (name: string) => `Scarica ${name}`,
  earlier: 'Versioni precedenti',
  removed: 'rimossa',
  choose: 'File da caricare',
  replace: 'File con cui sostituirlo',
  upload: 'Carica',
  remove: 'Rimuovi il documento',
  removeVersion: (number: string) => `Rimuovi la versione ${number}`,
  missing: 'Non ancora caricato.',
  elsewhere: 'Non più richiesti',
  elsewhereHelp:
    'Caricati quando le risposte erano diverse: non fanno parte della domanda finché il bando non li chiede di nuovo.',
  added: 'Il documento è stato caricato.',
  same: 'È lo stesso documento che c’era già: non è cambiato nulla.',
  gone: 'Il documento è stato rimosso. Resta traccia che c’era.',
  handedIn: 'Documenti presentati',
};

type Words = typeof it;

const en: Words = {
  title: 'Documents of the application',
  lead: 'What the call asks for and what you have uploaded. Every change makes the text a draft again.',
  section: 'Documents',
  none: 'This call asks for no documents.',
  open: 'See and upload the documents',
  limits: 'Limits',
  fileMax: 'One document',
  filesMax: 'Number of documents',
  bytesMax: 'Total space',
  upTo: (most) => `up to ${most}`,
  usedOf: (used, most) => `${used} of ${most}`,
  limitsHelp:
    'Earlier versions count too. The type of a file is seen from its content, not from its name.',
  required: 'Required',
  asked: 'Asked for',
  perhaps: 'Depends on the answers',
  there: 'Uploaded',
  requiredHelp: 'Without this document the text cannot be frozen.',
  curable: 'It may be handed in later, when the body asks.',
  notCurable: 'The call does not allow to hand it in later.',
  signedBy: { lead: 'Signed by the lead.', 'each-partner': 'Signed by everybody who takes part.' },
  kinds: 'Accepted types',
  file: 'Document',
  size: 'Size',
  uploadedAt: 'Uploaded',
  hash: 'SHA-256',
  scan: 'Check for viruses',
  progress: 'Progress of the upload',
  preparing: 'Preparing the file…',
  sending: 'Uploaded: %',
  waiting: 'The connection is gone: trying again from where it stopped. Do not close the page.',
  version: (number) => `Version ${number}`,
  download: (name) => `Download ${name}`,
  earlier: 'Earlier versions',
  removed: 'removed',
  choose: 'File to upload',
  replace: 'File to replace it with',
  upload: 'Upload',
  remove: 'Remove the document',
  removeVersion: (number) => `Remove version ${number}`,
  missing: 'Not uploaded yet.',
  elsewhere: 'No longer asked for',
  elsewhereHelp:
    'Uploaded when the answers were different: they are no part of the application until the call asks for them again.',
  added: 'The document is uploaded.',
  same: 'It is the document that was there already: nothing has changed.',
  gone: 'The document is removed. That it was there stays on record.',
  handedIn: 'Documents handed in',
};

export const documentWords: Readonly<Record<Language, Words>> = { it, en };

/** What a kind of file is called; the same in both languages, save one. */
export function kindText(kind: FileKind, language: Language): string {
  if (kind === 'text')
    return language === 'it' ? 'testo UTF-8 (CSV, TXT)' : 'UTF-8 text (CSV, TXT)';
  return kind === 'p7m' ? 'P7M' : kind.toUpperCase();
}

/** Rounded up, so that nothing is said to be smaller than it is. */
export function sizeText(bytes: number, language: Language): string {
  const number = (value: number): string =>
    new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', {
      maximumFractionDigits: 1,
    }).format(value);
  if (bytes < 1000)
    return `${number(bytes)} ${language === 'it' || bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1_000_000) return `${number(Math.ceil(bytes / 100) / 10)} kB`;
  return `${number(Math.ceil(bytes / 100_000) / 10)} MB`;
}
