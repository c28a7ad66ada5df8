/** What each kind of message is called; the kinds themselves belong to the domains that write them. */
const kinds = {
  it: {
    'partner-invitation': 'invito a un’aggregazione',
    'partner-answer': 'risposta a un invito',
    'partner-left': 'uscita di un partner',
    'closing-reminder': 'promemoria di chiusura',
    'consent-asked': 'richiesta di consenso',
    'consent-voided': 'consenso non più valido',
    'application-entered': 'domanda presentata',
  },
  en: {
    'partner-invitation': 'invitation to a partnership',
    'partner-answer': 'answer to an invitation',
    'partner-left': 'partner who leaves',
    'closing-reminder': 'reminder before closing',
    'consent-asked': 'consent asked for',
    'consent-voided': 'consent no longer valid',
    'application-entered': 'application submitted',
  },
} as const;

const it = {
  title: 'Posta in uscita',
  lead: 'I messaggi che il servizio invia alle persone, e che fine hanno fatto.',
  trialTitle: 'Posta della prova',
  trialLead:
    'Questa è una prova: qui leggi i messaggi che le persone inventate riceverebbero per e-mail, e puoi seguirne i collegamenti.',
  noServer: 'Nessun server di posta',
  noServerText:
    'I messaggi restano qui in attesa: nessuno è partito. Chi gestisce il servizio deve impostare BANDOLO_SMTP_URL e BANDOLO_MAIL_FROM. Dopo sette giorni di attesa un messaggio conta come non consegnato.',
  queued: 'In attesa',
  sent: 'Consegnati al server di posta',
  failed: 'Non consegnati, da gestire',
  cancelled: 'Annullati',
  states: {
    queued: 'in attesa',
    sent: 'consegnato al server di posta',
    failed: 'non consegnato',
    cancelled: 'annullato',
  },
  failures: 'Da gestire',
  failuresLead:
    'Il server di posta ha rifiutato questi messaggi, o non li ha presi in tempo. Avvisa la persona in un altro modo, o riprova quando la causa è risolta.',
  noFailures: 'Nessun messaggio da gestire',
  latest: 'Ultimi messaggi',
  none: 'Nessun messaggio',
  noneText: 'Compariranno qui quando il servizio scriverà a qualcuno.',
  count: (count: number) => `${count} ${count === 1 ? 'messaggio' : 'messaggi'}`,
  recipient: 'A',
  subject: 'Oggetto',
  kind: 'Che cos’è',
  when: 'Scritto',
  state: 'Stato',
  reply: 'Risposta del server',
  action: 'Azione',
  note: 'Segna come gestito',
  retry: 'Riprova',
  noted: 'Il messaggio è segnato come gestito.',
  retried: 'Il messaggio sarà spedito di nuovo.',
  gone: 'Il messaggio non è più tra quelli da gestire.',
  notAgain:
    'Conteneva un collegamento personale, ora cancellato: va chiesto di nuovo dalla pagina da cui era partito.',
  back: 'Torna ai messaggi',
  to: 'A',
  kinds: kinds.it as Readonly<Record<string, string>>,
};

const en: typeof it = {
  title: 'Outgoing mail',
  lead: 'The messages that the service sends to people, and what became of them.',
  trialTitle: 'Mail of the trial',
  trialLead:
    'This is a trial: here you read what the invented people would get by e-mail, and can follow the links.',
  noServer: 'No mail server',
  noServerText:
    'Messages wait here: none has gone out. Whoever runs the system sets BANDOLO_SMTP_URL and BANDOLO_MAIL_FROM. After seven days of waiting a message counts as not delivered.',
  queued: 'Waiting',
  sent: 'Given to the mail server',
  failed: 'Not delivered, to deal with',
  cancelled: 'Cancelled',
  states: {
    queued: 'waiting',
    sent: 'given to the mail server',
    failed: 'not delivered',
    cancelled: 'cancelled',
  },
  failures: 'To deal with',
  failuresLead:
    'The mail server has refused these messages, or did not take them in time. Tell the person in another way, or try again once the reason is gone.',
  noFailures: 'No message to deal with',
  latest: 'Latest messages',
  none: 'No messages',
  noneText: 'They will be here when the service writes to somebody.',
  count: (count: number) => `${count} ${count === 1 ? 'message' : 'messages'}`,
  recipient: 'To',
  subject: 'Subject',
  kind: 'What it is',
  when: 'Written',
  state: 'State',
  reply: 'Answer of the server',
  action: 'Action',
  note: 'Mark as dealt with',
  retry: 'Try again',
  noted: 'The message is marked as dealt with.',
  retried: 'The message will be sent again.',
  gone: 'The message is no longer among those to deal with.',
  notAgain:
    'It held a personal link, which is now erased: ask for it again on the page it came from.',
  back: 'Back to the messages',
  to: 'To',
  kinds: kinds.en,
};

export const outboxWords = { it, en } as const;
