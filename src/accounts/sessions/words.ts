interface AccountWords {
  readonly title: string;
  readonly lead: string;
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly noEmail: string;
  readonly messages: string;
  readonly messagesLead: string;
  readonly messageLanguage: string;
  readonly languages: Readonly<Record<'it' | 'en', string>>;
  readonly reminders: string;
  readonly remindersHint: string;
  readonly saveMessages: string;
  readonly messagesSaved: string;
  readonly sessionEnds: string;
  readonly actingFor: string;
  readonly actingForHint: string;
  readonly oneself: string;
  readonly choose: string;
  readonly chosen: string;
  readonly roles: string;
  readonly noRoles: string;
  readonly role: string;
  readonly body: string;
  readonly call: string;
  readonly until: string;
  readonly powers: string;
  readonly noPowers: string;
  readonly organisation: string;
  readonly power: string;
  readonly scopes: string;
  readonly sessions: string;
  readonly sessionsLead: string;
  readonly session: string;
  readonly opened: string;
  readonly lastUse: string;
  readonly action: string;
  readonly thisOne: string;
  readonly end: string;
  readonly ended: string;
  readonly endAll: string;
  readonly endAllAbout: string;
  readonly browser: Readonly<Record<'oidc' | 'trial' | 'token', string>>;
  readonly program: string;
  readonly tokens: string;
  readonly tokensLead: string;
  readonly noTokens: string;
  readonly label: string;
  readonly labelHint: string;
  readonly days: string;
  readonly daysHint: string;
  readonly daysWrong: string;
  readonly make: string;
  readonly madeTitle: string;
  readonly madeText: string;
  readonly extended: string;
}

const it: AccountWords = {
  title: 'Il mio profilo',
  lead: 'Chi sei qui, che cosa puoi fare e da dove hai effettuato l’accesso.',
  person: 'Persona',
  name: 'Nome e cognome',
  email: 'E-mail',
  noEmail: 'non comunicata',
  messages: 'Messaggi',
  messagesLead:
    'Ti scriviamo all’indirizzo e-mail indicato sopra quando serve un tuo consenso, quando un consenso non vale più e quando una domanda è presentata.',
  messageLanguage: 'Lingua dei messaggi',
  languages: { it: 'italiano', en: 'inglese' },
  reminders: 'Ricordami le chiusure dei bandi',
  remindersHint:
    'Un messaggio sette giorni, due giorni e sei ore prima della chiusura, per ogni domanda non ancora presentata che puoi compilare',
  saveMessages: 'Salva',
  messagesSaved: 'Le scelte sui messaggi sono salvate.',
  sessionEnds: 'La sessione scade, senza altre azioni',
  actingFor: 'Per conto di chi agisci',
  actingForHint:
    'Le pagine ti propongono prima questa organizzazione. Non cambia ciò che puoi fare.',
  oneself: 'A titolo personale',
  choose: 'Conferma la scelta',
  chosen: 'Scelta confermata.',
  roles: 'Ruoli negli uffici',
  noRoles: 'Nessun ruolo negli uffici',
  role: 'Ruolo',
  body: 'Ente',
  call: 'Bando',
  until: 'Fino a',
  powers: 'Organizzazioni per cui puoi agire',
  noPowers: 'Nessuna organizzazione',
  organisation: 'Organizzazione',
  power: 'Potere',
  scopes: 'Può',
  sessions: 'Dove hai effettuato l’accesso',
  sessionsLead: 'Se non riconosci una sessione, chiudila: da quel momento non può più fare nulla.',
  session: 'Sessione',
  opened: 'Aperta',
  lastUse: 'Ultimo uso',
  action: 'Azione',
  thisOne: 'questa',
  end: 'Chiudi',
  ended: 'Sessione chiusa.',
  endAll: 'Esci ovunque',
  endAllAbout: 'Chiude questa e tutte le altre sessioni, e revoca tutti i token per i programmi.',
  browser: {
    oidc: 'Browser, con SPID o CIE',
    trial: 'Browser, come persona inventata',
    token: 'Programma',
  },
  program: 'Programma',
  tokens: 'Token per i programmi',
  tokensLead:
    'Un token permette a un programma di usare le API al posto tuo, con i tuoi stessi poteri, fino alla scadenza.',
  noTokens: 'Nessun token',
  label: 'A che cosa serve',
  labelHint: 'Per riconoscerlo: «Esportazione notturna»',
  days: 'Giorni di validità',
  daysHint: 'Da 1 a 90',
  daysWrong: 'Scrivi un numero di giorni da 1 a 90.',
  make: 'Crea il token',
  madeTitle: 'Token creato: copialo ora',
  madeText: 'Non potrai più vederlo. Se lo perdi, creane un altro.',
  extended: 'La sessione continua.',
};

const en: AccountWords = {
  title: 'My account',
  lead: 'Who you are here, what you can do and from where you are signed in.',
  person: 'Person',
  name: 'Name',
  email: 'E-mail',
  noEmail: 'not given',
  messages: 'Messages',
  messagesLead:
    'We write to the e-mail address above when your consent is needed, when a consent is void and when an application is submitted.',
  messageLanguage: 'Language of messages',
  languages: { it: 'Italian', en: 'English' },
  reminders: 'Remind me before calls close',
  remindersHint:
    'A message seven days, two days and six hours before closing, for each application not yet submitted that you can fill in',
  saveMessages: 'Save',
  messagesSaved: 'Your choices about messages are saved.',
  sessionEnds: 'The session expires, without further action',
  actingFor: 'For whom you act',
  actingForHint: 'Pages propose this organisation first. It does not change what you can do.',
  oneself: 'In your own name',
  choose: 'Confirm the choice',
  chosen: 'Choice confirmed.',
  roles: 'Roles in offices',
  noRoles: 'No role in any office',
  role: 'Role',
  body: 'Body',
  call: 'Call',
  until: 'Until',
  powers: 'Organisations for which you can act',
  noPowers: 'No organisation',
  organisation: 'Organisation',
  power: 'Power',
  scopes: 'Can',
  sessions: 'Where you are signed in',
  sessionsLead: 'If you do not recognise a session, end it: from then on it can do nothing.',
  session: 'Session',
  opened: 'Opened',
  lastUse: 'Last use',
  action: 'Action',
  thisOne: 'this one',
  end: 'End',
  ended: 'Session ended.',
  endAll: 'Sign out everywhere',
  endAllAbout: 'Ends this and every other session, and revokes every token for programs.',
  browser: {
    oidc: 'Browser, with SPID or CIE',
    trial: 'Browser, as an invented person',
    token: 'Program',
  },
  program: 'Program',
  tokens: 'Tokens for programs',
  tokensLead:
    'A token lets a program use the API in your place, with the same powers as you, until it expires.',
  noTokens: 'No tokens',
  label: 'What it is for',
  labelHint: 'To recognise it: “Nightly export”',
  days: 'Days of validity',
  daysHint: 'From 1 to 90',
  daysWrong: 'Write a number of days from 1 to 90.',
  make: 'Make the token',
  madeTitle: 'Token made: copy it now',
  madeText: 'It cannot be seen again. If it is lost, make another.',
  extended: 'The session goes on.',
};

export const accountWords = { it, en } as const;
