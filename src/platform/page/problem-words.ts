interface Said {
  readonly title: string;
  /** What happened. */
  readonly what: string;
  /** What was kept of what the person had done. */
  readonly kept: string;
  readonly todo: string;
}

interface ProblemWords {
  readonly byStatus: Readonly<Record<number, Said>>;
  /** More precise than the status, where the code is known. */
  readonly byCode: Readonly<Record<string, Said>>;
  readonly other: Said;
  readonly home: string;
  readonly requestId: string;
}

const it: ProblemWords = {
  home: 'Vai all’inizio',
  requestId: 'Codice della richiesta, da citare se chiedi assistenza:',
  other: {
    title: 'Operazione non riuscita',
    what: 'Il server non ha potuto fare quello che hai chiesto.',
    kept: 'Nulla è cambiato.',
    todo: 'Torna indietro e riprova; se si ripete, chiedi assistenza.',
  },
  byStatus: {
    400: {
      title: 'Richiesta non compresa',
      what: 'L’indirizzo o i dati inviati non sono leggibili.',
      kept: 'Nulla è cambiato.',
      todo: 'Torna alla pagina precedente e riprova da lì.',
    },
    401: {
      title: 'Serve l’accesso',
      what: 'Questa pagina si apre solo dopo l’accesso.',
      kept: 'Nulla è cambiato.',
      todo: 'Accedi e torna su questa pagina.',
    },
    403: {
      title: 'Non permesso',
      what: 'Non hai il ruolo o il potere che serve qui.',
      kept: 'Nulla è cambiato.',
      todo: 'Se agisci per un’organizzazione, controlla quale; altrimenti chiedi la delega o il ruolo a chi può darli.',
    },
    404: {
      title: 'Pagina non trovata',
      what: 'A questo indirizzo non c’è nulla, o nulla che tu possa vedere.',
      kept: 'Ciò che hai salvato è al suo posto.',
      todo: 'Controlla l’indirizzo, o parti dall’inizio.',
    },
    405: {
      title: 'Azione non prevista',
      what: 'Questo indirizzo non accetta ciò che hai inviato.',
      kept: 'Nulla è cambiato.',
      todo: 'Torna alla pagina precedente e usa i suoi pulsanti.',
    },
    409: {
      title: 'Ora non si può fare',
      what: 'Nel frattempo la situazione è cambiata.',
      kept: 'Ciò che hai inviato non ha cambiato nulla.',
      todo: 'Torna alla pagina precedente e aprila di nuovo: mostra la situazione aggiornata.',
    },
    413: {
      title: 'Troppo grande',
      what: 'Ciò che hai inviato supera la dimensione ammessa.',
      kept: 'Nulla è cambiato; ciò che avevi salvato prima è al suo posto.',
      todo: 'Torna alla pagina precedente e riduci i testi o gli allegati.',
    },
    415: {
      title: 'Formato non previsto',
      what: 'Ciò che hai inviato non ha il formato di un modulo.',
      kept: 'Nulla è cambiato.',
      todo: 'Torna alla pagina precedente e invia il modulo da lì.',
    },
    421: {
      title: 'Prova non raggiungibile da qui',
      what: 'Questo server è di prova e risponde solo sul computer su cui gira.',
      kept: 'Nulla è cambiato.',
      todo: 'Aprilo da quel computer, o configura l’accesso vero.',
    },
    429: {
      title: 'Troppe richieste',
      what: 'Sono arrivate troppe richieste in un minuto.',
      kept: 'Nulla è cambiato; ciò che avevi salvato prima è al suo posto.',
      todo: 'Aspetta un minuto e riprova.',
    },
    500: {
      title: 'Errore del server',
      what: 'C’è un guasto nel programma, e non dipende da te.',
      kept: 'L’ultima azione non è stata registrata; ciò che avevi salvato prima è al suo posto.',
      todo: 'Riprova. Se si ripete, chiedi assistenza con il codice qui sotto.',
    },
    503: {
      title: 'Servizio momentaneamente non disponibile',
      what: 'In questo momento il server non può rispondere.',
      kept: 'L’ultima azione non è stata registrata; ciò che avevi salvato prima è al suo posto.',
      todo: 'Riprova fra qualche secondo.',
    },
  },
  byCode: {
    'form-expired': {
      title: 'Il modulo è scaduto',
      what: 'Il modulo apparteneva a una sessione che è finita.',
      kept: 'Ciò che hai inviato non è stato registrato.',
      todo: 'Apri di nuovo la pagina del modulo e invialo da lì.',
    },
    'foreign-origin': {
      title: 'Richiesta da un altro sito',
      what: 'Il modulo non è partito dalle pagine di questo sito.',
      kept: 'Nulla è cambiato.',
      todo: 'Apri la pagina su questo sito e invia il modulo da lì.',
    },
  },
};

const en: ProblemWords = {
  home: 'Go to the front page',
  requestId: 'Request code, to quote if you ask for help:',
  other: {
    title: 'It did not work',
    what: 'The server could not do what was asked.',
    kept: 'Nothing has changed.',
    todo: 'Go back and try again; if it happens again, ask for help.',
  },
  byStatus: {
    400: {
      title: 'Request not understood',
      what: 'The address or the data sent cannot be read.',
      kept: 'Nothing has changed.',
      todo: 'Go back to the page before and try again from there.',
    },
    401: {
      title: 'Sign-in needed',
      what: 'This page is for people who have signed in.',
      kept: 'Nothing has changed.',
      todo: 'Sign in and come back to this page.',
    },
    403: {
      title: 'Not allowed',
      what: 'You do not have the role or the power that is needed here.',
      kept: 'Nothing has changed.',
      todo: 'If you act for an organisation, check which one; otherwise ask for the mandate or the role.',
    },
    404: {
      title: 'Page not found',
      what: 'There is nothing at this address, or nothing that you may see.',
      kept: 'What you have saved is still there.',
      todo: 'Check the address, or begin at the front page.',
    },
    405: {
      title: 'Action not available',
      what: 'This address does not accept what you sent.',
      kept: 'Nothing has changed.',
      todo: 'Go back to the page before and use its buttons.',
    },
    409: {
      title: 'Not possible now',
      what: 'Things have changed meanwhile.',
      kept: 'What you sent has changed nothing.',
      todo: 'Go back to the page before and open it again: it shows how things stand.',
    },
    413: {
      title: 'Too large',
      what: 'What was sent is larger than allowed.',
      kept: 'Nothing has changed; what you had saved before is still there.',
      todo: 'Go back to the page before and shorten texts or attachments.',
    },
    415: {
      title: 'Format not accepted',
      what: 'What was sent does not have the format of a form.',
      kept: 'Nothing has changed.',
      todo: 'Go back to the page before and send the form from there.',
    },
    421: {
      title: 'Trial not reachable from here',
      what: 'This server is a trial and answers only on the computer where it runs.',
      kept: 'Nothing has changed.',
      todo: 'Open it from that computer, or configure the real sign-in.',
    },
    429: {
      title: 'Too many requests',
      what: 'Too many requests arrived within a minute.',
      kept: 'Nothing has changed; what you had saved before is still there.',
      todo: 'Wait a minute and try again.',
    },
    500: {
      title: 'Server error',
      what: 'There is a fault in the program, and it is not yours.',
      kept: 'The last action was not recorded; what you had saved before is still there.',
      todo: 'Try again. If it happens again, ask for help with the code below.',
    },
    503: {
      title: 'Service temporarily unavailable',
      what: 'The server cannot answer right now.',
      kept: 'The last action was not recorded; what you had saved before is still there.',
      todo: 'Try again in a few seconds.',
    },
  },
  byCode: {
    'form-expired': {
      title: 'The form has expired',
      what: 'The form belonged to a session that has ended.',
      kept: 'What was sent was not recorded.',
      todo: 'Open the page of the form again and send it from there.',
    },
    'foreign-origin': {
      title: 'Request from another site',
      what: 'The form was not sent from the pages of this site.',
      kept: 'Nothing has changed.',
      todo: 'Open the page on this site and send it from there.',
    },
  },
};

export const problemWords = { it, en } as const;
