export interface LegalText {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly { readonly title: string; readonly text: readonly string[] }[];
}

interface LegalWords {
  readonly privacy: LegalText;
  readonly legalNotes: LegalText;
  readonly accessibility: LegalText;
}

const it: LegalWords = {
  privacy: {
    title: 'Informativa privacy',
    lead: 'Quali dati personali tratta questo servizio, perché e per quanto tempo.',
    sections: [
      {
        title: 'Quali dati',
        text: [
          'Di chi accede: nome, cognome, codice fiscale e, se comunicato, indirizzo e-mail, così come li trasmette il gestore dell’identità digitale.',
          'Delle organizzazioni: i dati di chi le rappresenta e di chi ha ricevuto una delega.',
          'Delle domande: ciò che scrive chi le compila.',
        ],
      },
      {
        title: 'Perché e per quanto tempo',
        text: [
          'Servono a ricevere, esaminare e finanziare le domande. Ogni bando indica la base giuridica e i tempi di conservazione.',
          'Il registro delle domande ricevute e il giornale degli atti conservano codici e impronte, non i contenuti.',
        ],
      },
      {
        title: 'Cookie',
        text: [
          'Solo tecnici: la sessione, la lingua, la protezione dei moduli. Nessuna profilazione, nessun servizio di terzi.',
        ],
      },
      {
        title: 'Diritti',
        text: [
          'Puoi chiedere di vedere, correggere, limitare o cancellare i tuoi dati, nei limiti posti dagli obblighi di conservazione degli atti pubblici, e rivolgerti al Garante per la protezione dei dati personali.',
        ],
      },
    ],
  },
  legalNotes: {
    title: 'Note legali',
    lead: 'Che cosa vale, e come si può verificare.',
    sections: [
      {
        title: 'Che cosa fa fede',
        text: [
          'Fanno fede i testi dei bandi e gli atti dell’ente. Le pagine li spiegano e non li sostituiscono.',
          'Una domanda è presentata quando il servizio ne rilascia la ricevuta. Data, ora e numero sono quelli della ricevuta; l’ora è quella italiana.',
        ],
      },
      {
        title: 'Programma e dati',
        text: [
          'Il programma è software libero con licenza EUPL-1.2. I dati pubblicati si possono riutilizzare citando la fonte.',
        ],
      },
    ],
  },
  accessibility: {
    title: 'Accessibilità',
    lead: 'Le pagine si possono usare da chiunque, con qualunque strumento.',
    sections: [
      {
        title: 'Come sono fatte',
        text: [
          'Seguono le WCAG 2.2 al livello AA: si usano con la sola tastiera, con un lettore di schermo, senza JavaScript e su schermi larghi 320 pixel.',
          'La dichiarazione di accessibilità sul modello di AgID è pubblicata dall’ente.',
        ],
      },
      {
        title: 'Se qualcosa non funziona',
        text: [
          'Segnalalo ai contatti qui sotto, con l’indirizzo della pagina e lo strumento usato.',
        ],
      },
    ],
  },
};

const en: LegalWords = {
  privacy: {
    title: 'Privacy notice',
    lead: 'Which personal data this service handles, why and for how long.',
    sections: [
      {
        title: 'Which data',
        text: [
          'Of those who sign in: given name, surname, fiscal code and, where given, e-mail address, as the digital identity provider sends them.',
          'Of organisations: the data of those who represent them and of those who have a mandate.',
          'Of applications: what is written by those who fill them in.',
        ],
      },
      {
        title: 'Why and for how long',
        text: [
          'They serve to receive, examine and fund applications. Every call states the legal basis and how long data are kept.',
          'The register of applications received and the journal of acts keep codes and fingerprints, not contents.',
        ],
      },
      {
        title: 'Cookies',
        text: [
          'Technical ones only: the session, the language, the protection of forms. No profiling, no third-party services.',
        ],
      },
      {
        title: 'Rights',
        text: [
          'You may ask to see, correct, restrict or erase your data, within the limits set by the duty to keep public acts, and turn to the Italian data protection authority.',
        ],
      },
    ],
  },
  legalNotes: {
    title: 'Legal notes',
    lead: 'What is authoritative, and how it can be checked.',
    sections: [
      {
        title: 'What is authoritative',
        text: [
          'The texts of the calls and the acts of the body are. The pages explain them and do not replace them.',
          'An application is submitted when the service gives its receipt. Date, time and number are those of the receipt; the time is that of Italy.',
        ],
      },
      {
        title: 'Program and data',
        text: [
          'The program is free software under the EUPL-1.2 licence. Published data may be reused if the source is named.',
        ],
      },
    ],
  },
  accessibility: {
    title: 'Accessibility',
    lead: 'Anybody can use these pages, with any tool.',
    sections: [
      {
        title: 'How they are made',
        text: [
          'They follow WCAG 2.2 at level AA: they work with the keyboard alone, with a screen reader, without JavaScript and on screens 320 pixels wide.',
          'The accessibility statement in the form set by AgID is published by the body.',
        ],
      },
      {
        title: 'If something does not work',
        text: ['Write to the contacts below, with the address of the page and the tool you use.'],
      },
    ],
  },
};

export const legalWords = { it, en } as const;
