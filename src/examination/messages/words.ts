import { elided } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** The words of messages between applicants and the office. */
const it = {
  title: 'Messaggi',
  leadApplicant:
    'Qui scrivi all’ufficio che esamina la domanda e leggi le risposte. Per posta elettronica arriva soltanto l’avviso che c’è un messaggio.',
  leadOffice:
    'Qui scrivi a chi ha presentato la domanda e leggi le risposte. Per posta elettronica parte soltanto l’avviso che c’è un messaggio.',
  open: 'Leggi e scrivi messaggi',
  waiting: (count: number) =>
    count === 1 ? 'Un messaggio da leggere' : `${count} messaggi da leggere`,
  office: 'Ufficio',
  applicant: 'Richiedente',
  you: 'tuo messaggio',
  reading: 'Lettura',
  size: 'Dimensione',
  thread: 'Messaggi scambiati',
  sent: 'Inviato',
  sentOn: (when: string) => elided(`Inviato il ${when}`),
  readAt: (when: string) => elided(`Letto il ${when}`),
  notRead: 'Non ancora letto',
  files: 'File allegati',
  infected: 'Trovato un virus: non si scarica',
  none: 'Non c’è ancora nessun messaggio',
  noneHelp: 'Il primo messaggio apre la conversazione.',
  write: 'Scrivi un messaggio',
  text: 'Messaggio',
  textHint: 'Non serve per rispondere a una richiesta di integrazioni: quella ha una pagina sua.',
  chosenFiles: 'File da allegare',
  filesHint: (most: number, size: string) =>
    `Fino a ${most} file, scelti insieme, ognuno fino a ${size}.`,
  send: 'Invia il messaggio',
  done: 'Messaggio inviato.',
  readOnly: 'Puoi leggere i messaggi, ma non scriverne.',
  inbox: 'Messaggi delle pratiche',
  inboxLead: 'Le pratiche di questo bando su cui ci sono messaggi, a partire dal più recente.',
  onlyUnread: 'Solo da leggere',
  all: 'Tutte',
  noThreads: 'Nessun messaggio',
  noThreadsHelp: 'Qui compaiono le pratiche su cui qualcuno ha scritto un messaggio.',
  application: 'Pratica',
  messages: 'Messaggi',
  unread: 'Da leggere',
  last: 'Ultimo messaggio',
  failures: 'Mancati recapiti',
  failuresLead:
    'Messaggi di posta sulle pratiche di questo bando che non sono arrivati. Di ognuno decidi che cosa fare: inviarlo di nuovo, o annotare che hai avvisato in un altro modo.',
  noFailures: 'Nessun mancato recapito',
  noFailuresHelp: 'Tutti i messaggi sulle pratiche di questo bando sono partiti, o sono in attesa.',
  recipient: 'Destinatario',
  subject: 'Oggetto',
  when: 'Scritto il',
  reply: 'Risposta del server di posta',
  noReply: 'Nessuna risposta.',
  toDo: 'Che cosa fare',
  retry: 'Invia di nuovo',
  note: 'Annota',
  whatWasDone: 'Che cosa hai fatto',
  retried: 'Il messaggio è di nuovo in uscita.',
  noted: 'Annotato: il mancato recapito non è più in elenco.',
  failuresOfOne: (count: number) =>
    count === 1
      ? 'Un avviso su questa pratica non è arrivato'
      : `${count} avvisi su questa pratica non sono arrivati`,
  seeFailures: 'Vedi i mancati recapiti',
};

type Words = typeof it;

const en: Words = {
  title: 'Messages',
  leadApplicant:
    'Here you write to the office that examines the application, and read its answers. By mail comes only a notice that there is a message.',
  leadOffice:
    'Here you write to who applied, and read their answers. By mail goes only a notice that there is a message.',
  open: 'Read and write messages',
  waiting: (count) => (count === 1 ? 'One message to read' : `${count} messages to read`),
  office: 'Office',
  applicant: 'Applicant',
  you: 'your message',
  reading: 'Reading',
  size: 'Size',
  thread: 'Messages so far',
  sent: 'Sent',
  sentOn: (when) => `Sent on ${when}`,
  readAt: (when) => `Read on ${when}`,
  notRead: 'Not read yet',
  files: 'Attached files',
  infected: 'A virus was found: nobody gets it',
  none: 'There is no message yet',
  noneHelp: 'The first message begins the conversation.',
  write: 'Write a message',
  text: 'Message',
  textHint: 'Not for answering a clarification request: that has a page of its own.',
  chosenFiles: 'Files to attach',
  filesHint: (most, size) => `Up to ${most} files, chosen together, each up to ${size}.`,
  send: 'Send the message',
  done: 'Message sent.',
  readOnly: 'You can read the messages, but not write any.',
  inbox: 'Messages about applications',
  inboxLead: 'The applications of the call about which something was written, the latest first.',
  onlyUnread: 'Only unread',
  all: 'All',
  noThreads: 'No messages',
  noThreadsHelp: 'Applications about which somebody has written appear here.',
  application: 'Application',
  messages: 'Messages',
  unread: 'Unread',
  last: 'Last message',
  failures: 'Failed deliveries',
  failuresLead:
    'Mail about the applications of this call that did not arrive. Decide about each: send it again, or note that you have told them in another way.',
  noFailures: 'No failed deliveries',
  noFailuresHelp: 'All mail about the applications of this call has gone out, or waits.',
  recipient: 'Recipient',
  subject: 'Subject',
  when: 'Written on',
  reply: 'Answer of the mail server',
  noReply: 'No answer.',
  toDo: 'What to do',
  retry: 'Send again',
  note: 'Note it',
  whatWasDone: 'What you have done',
  retried: 'The message is on its way again.',
  noted: 'Noted: the failure is no longer in the list.',
  failuresOfOne: (count) =>
    count === 1
      ? 'A notice about this application did not arrive'
      : `${count} notices about this application did not arrive`,
  seeFailures: 'See the failed deliveries',
};

export const messageWords: Readonly<Record<Language, Words>> = { it, en };
