import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { messageFilesMax } from './message.ts';

const refusals = {
  'not-the-lead': {
    status: 403,
    en: 'Messages are between the lead of the application and the office: partners write to their lead.',
    it: 'I messaggi sono fra il capofila e l’ufficio: i partner scrivono al proprio capofila.',
  },
  'not-submitted': {
    status: 409,
    en: 'The office sees an application once it is submitted: until then there is nobody to write to.',
    it: 'L’ufficio vede la domanda quando è presentata: fino ad allora non c’è a chi scrivere.',
  },
  'text-missing': {
    status: 422,
    en: 'Write a message.',
    it: 'Scrivi un messaggio.',
  },
  'text-too-long': {
    status: 422,
    en: 'A message has 10,000 characters at most: put a longer one into a file.',
    it: 'Un messaggio ha al massimo 10.000 caratteri: metti in un file quello più lungo.',
  },
  'too-many-files': {
    status: 422,
    en: `A message carries ${messageFilesMax} files at most: send the others with another one.`,
    it: `Un messaggio porta al massimo ${messageFilesMax} file: invia gli altri con un altro messaggio.`,
  },
  'file-too-large': {
    status: 422,
    en: 'The file is larger than this server takes.',
    it: 'Il file è più grande di quanto questo server accetta.',
  },
  'form-too-large': {
    status: 422,
    en: 'The files together are larger than this server takes.',
    it: 'Tutti insieme i file sono più grandi di quanto questo server accetta.',
  },
  'file-empty': {
    status: 422,
    en: 'The file is empty, or none was chosen.',
    it: 'Il file è vuoto, o non ne è stato scelto nessuno.',
  },
  'file-truncated': {
    status: 422,
    en: 'The file did not arrive whole. Send it again.',
    it: 'Il file non è arrivato per intero. Invialo di nuovo.',
  },
  'file-kind': {
    status: 422,
    en: 'This kind of file is not taken. Send a PDF, a picture, a document or a spreadsheet, as it is or signed.',
    it: 'Questo tipo di file non è ammesso. Invia un PDF, un’immagine, un documento o un foglio di calcolo, anche firmati.',
  },
  infected: {
    status: 409,
    en: 'A virus was found in the file: it is not sent.',
    it: 'Nel file è stato trovato un virus: non viene inviato.',
  },
  'note-missing': {
    status: 422,
    en: 'Say what was done instead, in 2,000 characters at most.',
    it: 'Scrivi che cosa hai fatto, in 2.000 caratteri al massimo.',
  },
  gone: {
    status: 409,
    en: 'Somebody has dealt with this failure meanwhile, or the message has gone out.',
    it: 'Di questo mancato recapito si è già occupato qualcuno, o il messaggio è partito.',
  },
} as const;

export type MessageRefusal = keyof typeof refusals;

const paths: Readonly<Partial<Record<MessageRefusal, string>>> = {
  'text-missing': '/text',
  'text-too-long': '/text',
  'note-missing': '/note',
  'too-many-files': '/file',
  'file-too-large': '/file',
  'file-empty': '/file',
  'file-truncated': '/file',
  'file-kind': '/file',
};

export interface Refused {
  readonly type: 'refused';
  readonly code: MessageRefusal;
  /** Which of the files that were sent. */
  readonly file?: string;
}

export function refused(code: MessageRefusal, file?: string): Refused {
  return { type: 'refused', code, ...(file !== undefined && { file }) };
}

export function messageProblem(code: MessageRefusal, file?: string): ProblemReply {
  const detail = saidOf(refused(code, file), 'en');
  return refusedByRules(code, refusals[code], { path: paths[code] ?? '', detail });
}

export function saidOf({ code, file }: Refused, language: Language): string {
  const { [language]: said } = refusals[code];
  if (file === undefined) return said;
  const rest = said.charAt(0).toLowerCase() + said.slice(1);
  return language === 'it' ? `«${file}»: ${rest}` : `“${file}”: ${rest}`;
}
