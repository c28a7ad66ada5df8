import type { SignInRefusal } from './sign-in.ts';

interface Said {
  readonly title: string;
  readonly what: string;
}

interface SignInWords {
  readonly title: string;
  readonly lead: string;
  readonly withProvider: string;
  readonly withProviderAbout: string;
  readonly trialTitle: string;
  readonly trialLead: string;
  readonly be: string;
  /** After `be`, for who hears the button without its row. */
  readonly as: (name: string) => string;
  readonly person: string;
  readonly whatTheyDo: string;
  readonly action: string;
  readonly office: string;
  readonly firms: string;
  readonly nobodyTitle: string;
  readonly nobodyText: string;
  readonly noWay: Said;
  readonly ended: Readonly<Record<'idle' | 'expired' | 'revoked', Said>>;
  readonly refused: Readonly<Record<SignInRefusal, Said>>;
  readonly again: string;
  readonly home: string;
  readonly signedOut: Said;
  readonly alsoProvider: string;
  readonly alsoProviderAbout: string;
  readonly representativeOf: string;
  readonly delegateOf: string;
  readonly nothing: string;
}

const it: SignInWords = {
  title: 'Accedi',
  lead: 'Dopo l’accesso vedi le tue organizzazioni, le tue domande e il lavoro del tuo ufficio.',
  withProvider: 'Entra con SPID o CIE',
  withProviderAbout:
    'L’accesso avviene presso il gestore dell’identità digitale, con livello di sicurezza 2. Qui arrivano solo nome, cognome, codice fiscale ed e-mail.',
  trialTitle: 'Prova: essere una persona inventata',
  trialLead:
    'Su questo computer provi il servizio senza password, come una di queste persone inventate. In un servizio vero si accede con SPID o CIE.',
  be: 'Entra',
  as: (name) => `come ${name}`,
  person: 'Persona',
  whatTheyDo: 'Che cosa fa',
  action: 'Accesso',
  office: 'Negli uffici',
  firms: 'Tra chi partecipa ai bandi',
  nobodyTitle: 'Non ci sono ancora persone inventate',
  nobodyText: 'Questo server è partito vuoto: senza «--empty» carica le persone di prova.',
  noWay: {
    title: 'Non si può accedere',
    what: 'Su questo server non è configurato un gestore dell’identità.',
  },
  ended: {
    idle: {
      title: 'La sessione è scaduta perché non l’hai usata',
      what: 'Accedi di nuovo per tornare dov’eri. Ciò che era salvato è al suo posto.',
    },
    expired: {
      title: 'La sessione ha raggiunto la sua durata massima',
      what: 'Accedi di nuovo per tornare dov’eri. Ciò che era salvato è al suo posto.',
    },
    revoked: {
      title: 'La sessione è stata chiusa',
      what: 'L’hai chiusa tu da un altro dispositivo, oppure è stata chiusa per sicurezza: se non l’hai chiusa tu, controlla nel tuo profilo da dove è stato effettuato l’accesso.',
    },
  },
  refused: {
    'level-too-low': {
      title: 'Serve un accesso più sicuro',
      what: 'Il gestore ha confermato l’identità con un livello di sicurezza troppo basso: serve almeno il livello 2, con un secondo fattore come l’app o un codice temporaneo.',
    },
    'claim-missing': {
      title: 'Mancano dati sull’identità',
      what: 'Il gestore non ha comunicato nome, cognome o codice fiscale: senza questi dati non si sa chi accede. Riprova e autorizza la loro comunicazione.',
    },
    'fiscal-code-wrong': {
      title: 'Il codice fiscale ricevuto non è valido',
      what: 'Il gestore ha comunicato un codice fiscale che non è quello italiano di una persona.',
    },
    'provider-down': {
      title: 'Il gestore dell’identità non risponde',
      what: 'Il servizio con cui si accede è irraggiungibile in questo momento. Chi ha già effettuato l’accesso può continuare; riprova fra qualche minuto.',
    },
    cancelled: {
      title: 'L’accesso è stato annullato',
      what: 'Hai annullato o non hai autorizzato l’accesso presso il gestore dell’identità.',
    },
    'not-accepted': {
      title: 'L’accesso non è riuscito',
      what: 'La risposta del gestore dell’identità non è valida, e per sicurezza non è stata accettata.',
    },
    'identity-changed': {
      title: 'L’identità non corrisponde',
      what: 'Il gestore comunica per questa identità un codice fiscale diverso da quello conosciuto. Scrivi all’ente: qualcuno controllerà.',
    },
    fictional: {
      title: 'Questa è una persona inventata',
      what: 'Il codice fiscale appartiene ai dati di prova: con quello non si accede davvero.',
    },
    'attempt-unknown': {
      title: 'L’accesso va cominciato da capo',
      what: 'È passato troppo tempo, la pagina è già stata usata, o l’accesso era cominciato in un altro browser.',
    },
  },
  again: 'Accedi di nuovo',
  home: 'Vai all’inizio',
  signedOut: { title: 'Uscita effettuata', what: 'La sessione su questo sito è chiusa.' },
  alsoProvider: 'Esci anche dal gestore dell’identità',
  alsoProviderAbout:
    'Su un computer condiviso è meglio farlo: altrimenti chi lo usa dopo di te può rientrare senza password.',
  representativeOf: 'Legale rappresentante',
  delegateOf: 'Con delega',
  nothing: 'Oggi nessun potere',
};

const en: SignInWords = {
  title: 'Sign in',
  lead: 'Once signed in you see your organisations, your applications and the work of your office.',
  withProvider: 'Sign in with SPID or CIE',
  withProviderAbout:
    'You sign in with your identity provider, at security level 2. Only name, surname, fiscal code and e-mail come here.',
  trialTitle: 'Trial: be an invented person',
  trialLead:
    'On this computer you can try the service without a password, as one of these invented people. In a real service you sign in with SPID or CIE.',
  be: 'Sign in',
  as: (name) => `as ${name}`,
  person: 'Person',
  whatTheyDo: 'What they do',
  action: 'Sign in',
  office: 'In the offices',
  firms: 'Among those who apply',
  nobodyTitle: 'There are no invented people yet',
  nobodyText: 'This server was started empty: without "--empty" it loads the people of the trial.',
  noWay: {
    title: 'Nobody can sign in',
    what: 'No identity provider is configured on this server.',
  },
  ended: {
    idle: {
      title: 'The session ended because it was not used',
      what: 'Sign in again to go back to where you were. What was saved is in its place.',
    },
    expired: {
      title: 'The session has reached its maximum length',
      what: 'Sign in again to go back to where you were. What was saved is in its place.',
    },
    revoked: {
      title: 'The session was closed',
      what: 'You closed it from another device, or it was closed for security: if it was not you, check in your account from where it was used.',
    },
  },
  refused: {
    'level-too-low': {
      title: 'A more secure sign-in is needed',
      what: 'The provider confirmed the identity at too low a security level: at least level 2 is needed, with a second factor such as an app or a temporary code.',
    },
    'claim-missing': {
      title: 'Identity data are missing',
      what: 'The provider did not send name, surname or fiscal code: without them nobody knows who is signing in. Try again and allow them to be sent.',
    },
    'fiscal-code-wrong': {
      title: 'The fiscal code received is not valid',
      what: 'The provider sent a fiscal code that is not an Italian one of a person.',
    },
    'provider-down': {
      title: 'The identity provider does not answer',
      what: 'The service through which you sign in cannot be reached at this moment. Those already signed in can go on; try again in a few minutes.',
    },
    cancelled: {
      title: 'The sign-in was cancelled',
      what: 'You cancelled or did not allow the sign-in with the identity provider.',
    },
    'not-accepted': {
      title: 'The sign-in did not work',
      what: 'The answer of the identity provider is not valid, and for security it was not accepted.',
    },
    'identity-changed': {
      title: 'The identity does not match',
      what: 'For this identity the provider sends a fiscal code other than the known one. Write to the body: somebody will look into it.',
    },
    fictional: {
      title: 'This is an invented person',
      what: 'The fiscal code belongs to the trial data, and nobody really signs in with it.',
    },
    'attempt-unknown': {
      title: 'The sign-in has to begin again',
      what: 'Too much time has passed, the page was already used, or the sign-in began in another browser.',
    },
  },
  again: 'Sign in again',
  home: 'Go to the front page',
  signedOut: { title: 'You are signed out', what: 'The session on this site is closed.' },
  alsoProvider: 'Sign out of the identity provider too',
  alsoProviderAbout:
    'Do so on a shared computer: otherwise whoever comes next can sign in again without a password.',
  representativeOf: 'Legal representative',
  delegateOf: 'With a mandate',
  nothing: 'No power today',
};

export const signInWords = { it, en } as const;
