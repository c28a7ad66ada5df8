import type { Language } from '../../platform/page/index.ts';

/** The words of letters. */
const it = {
  title: 'Lettere',
  lead: 'Le lettere sugli esiti, dai modelli del bando. Ognuna si scrive una volta sola, in PDF/A, e chi ha presentato la domanda riceve un avviso per posta elettronica.',
  template: 'Lettera',
  due: 'Da scrivere',
  write: 'Scrivi a tutti',
  writeOf: (title: string) => `Scrivi a tutti: ${title}`,
  none: 'Il bando non ha modelli di lettera sugli esiti',
  noneHelp: 'I modelli si scrivono nelle regole del bando.',
  batches: 'Invii',
  begun: 'Avviato il',
  progress: 'Scritte',
  progressOf: (written: number, wanted: number) => `${written} su ${wanted}`,
  state: 'Stato',
  underWay: 'in corso',
  ended: 'concluso',
  reload: 'Aggiorna la pagina per vedere a che punto è.',
  started: (count: number) =>
    count === 1
      ? 'Una lettera è in preparazione; puoi chiudere la pagina.'
      : `${count} lettere sono in preparazione; puoi chiudere la pagina.`,
  oneStarted: 'La lettera è in preparazione.',
  letter: (number: number) => `Lettera n. ${number}`,
  letterAbout: (number: number, title: string) => `${title}, lettera n. ${number}`,
  writtenAt: 'Scritta il',
  comingFile: 'il file è in preparazione',
  writeOne: 'Scrivi la lettera',
  toPreview: (title: string) => `Leggi e scrivi: ${title}`,
  previewOne: 'Anteprima della prima',
  previewTitle: 'Anteprima della lettera',
  previewHelp:
    'La lettera si scrive in italiano, con il testo del modello del bando e i dati di adesso; il numero e la data si assegnano quando si scrive.',
  back: 'Torna alla domanda',
  refusals: {
    'no-such-letter': 'Il bando non ha questa lettera.',
    'letters-under-way': 'Queste lettere si stanno già scrivendo.',
    'no-letter-due': 'Non c’è nessuna lettera da scrivere: l’esito manca, o la lettera c’è già.',
  },
};

type Words = typeof it;

const en: Words = {
  title: 'Letters',
  lead: 'Letters about outcomes, from the templates of the call. Each is written once, as PDF/A and in Italian, and whoever applied is told by mail.',
  template: 'Letter',
  due: 'To be written',
  write: 'Write to all',
  writeOf: (title) => `Write to all: ${title}`,
  none: 'The call has no templates of letters about outcomes',
  noneHelp: 'Templates are written in the rules of the call.',
  batches: 'Sendings',
  begun: 'Begun on',
  progress: 'Written',
  progressOf: (written, wanted) => `${written} of ${wanted}`,
  state: 'State',
  underWay: 'under way',
  ended: 'ended',
  reload: 'Reload the page to see how far it is.',
  started: (count) =>
    count === 1
      ? 'One letter is being made; you can close the page.'
      : `${count} letters are being made; you can close the page.`,
  oneStarted: 'The letter is being made.',
  letter: (number) => `Letter no. ${number}`,
  letterAbout: (number, title) => `${title}, letter no. ${number}`,
  writtenAt: 'Written on',
  comingFile: 'the file is being made',
  writeOne: 'Write the letter',
  toPreview: (title) => `Read and write: ${title}`,
  previewOne: 'Preview of the first',
  previewTitle: 'Preview of the letter',
  previewHelp:
    'The letter is written in Italian, with the text of the template of the call and what is known now; number and date are given when it is written.',
  back: 'Back to the application',
  refusals: {
    'no-such-letter': 'The call has no such letter.',
    'letters-under-way': 'These letters are being written already.',
    'no-letter-due': 'There is no letter to write: the outcome is missing, or the letter is there.',
  },
};

export const letterWords: Readonly<Record<Language, Words>> = { it, en };
