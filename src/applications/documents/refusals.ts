import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import type { ChangeRefusal } from '../application.ts';
import { refusals } from '../refusal.ts';

const documentRefusals = {
  'no-such-slot': {
    status: 404,
    en: 'The call asks for no such document, as the application is answered now.',
    it: 'Con le risposte attuali il bando non chiede questo documento.',
  },
  'file-too-large': {
    status: 413,
    en: 'The file is larger than one may be. Nothing of it was kept.',
    it: 'Il file supera la dimensione massima e non è stato conservato.',
  },
  'no-room': {
    status: 413,
    en: 'The documents of this application would take up more than they may together. Remove earlier versions that are not needed.',
    it: 'I documenti di questa domanda supererebbero insieme lo spazio massimo. Rimuovi le versioni precedenti che non servono.',
  },
  'too-many-files': {
    status: 409,
    en: 'The application has as many documents as it may. Remove earlier versions that are not needed.',
    it: 'La domanda ha già il numero massimo di documenti. Rimuovi le versioni precedenti che non servono.',
  },
  infected: {
    status: 409,
    en: 'A virus was found in this document. To download it all the same add `despite=infected`.',
    it: 'In questo documento è stato trovato un virus. Per scaricarlo lo stesso aggiungi `despite=infected`.',
  },
  'too-many-uploads': {
    status: 409,
    en: 'Four files are on their way to this application already. Wait for one of them, or send this one at once.',
    it: 'Quattro file stanno già arrivando a questa domanda. Attendi che uno finisca, o invia questo in una volta sola.',
  },
  'upload-elsewhere': {
    status: 409,
    en: 'Parts follow each other without a gap: `received` says where to go on.',
    it: 'Le parti si seguono senza salti: `received` dice da dove proseguire.',
  },
  'file-empty': {
    status: 422,
    en: 'No file came, or an empty one. Choose a file and send it again.',
    it: 'Non è arrivato alcun file, o è vuoto. Scegli un file e invialo di nuovo.',
  },
  'file-truncated': {
    status: 422,
    en: 'The file did not arrive whole. Send it again; what was there before is kept.',
    it: 'Il file non è arrivato intero. Invialo di nuovo; ciò che c’era prima è conservato.',
  },
  'file-unknown': {
    status: 422,
    en: 'By its content the file is of none of the kinds that are taken, or it is damaged. Open it, save it as PDF and send that.',
    it: 'Il contenuto del file non è di un tipo ammesso, o è danneggiato. Aprilo, salvalo come PDF e invia quello.',
  },
  'file-suspicious': {
    status: 422,
    en: 'The file holds something that may harm who opens it: another file hidden inside, macros, or far more than its size. Save it as PDF and send that.',
    it: 'Il file contiene qualcosa che può danneggiare chi lo apre: un altro file nascosto, macro, o dati che occupano molto più della sua dimensione. Salvalo come PDF e invia quello.',
  },
  'file-kind': {
    status: 422,
    en: 'For this document another kind of file is asked: see which ones beside it.',
    it: 'Per questo documento serve un altro tipo di file: i tipi ammessi sono indicati accanto.',
  },
} as const;

/** Why a document is not taken, or cannot be removed. */
export type DocumentRefusal = ChangeRefusal | 'no-power' | keyof typeof documentRefusals;

function textOf(code: DocumentRefusal) {
  return code in documentRefusals
    ? documentRefusals[code as keyof typeof documentRefusals]
    : refusals[code as ChangeRefusal];
}

export function documentProblem(code: DocumentRefusal): ProblemReply {
  return refusedByRules(code, textOf(code));
}

export function saidOf(code: DocumentRefusal, language: Language): string {
  return textOf(code)[language];
}
