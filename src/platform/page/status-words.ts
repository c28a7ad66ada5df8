interface StatusWords {
  readonly title: string;
  readonly well: string;
  readonly wellHelp: string;
  readonly notWell: string;
  readonly notWellHelp: string;
  readonly lookedAt: string;
  readonly works: string;
  readonly down: string;
  /** By the name of a check. */
  readonly checks: Readonly<Record<string, string>>;
  /** What only the people who run the server know by name. */
  readonly other: string;
}

const it: StatusWords = {
  title: 'Stato del servizio',
  well: 'Il servizio funziona',
  wellHelp: 'Puoi compilare, caricare documenti e inviare. Se una pagina non risponde, riprova.',
  notWell: 'Il servizio ha un problema',
  notWellHelp:
    'Ciò che hai salvato è al suo posto. Riprova fra qualche minuto; se un termine sta per scadere, scrivi ai contatti del bando.',
  lookedAt: 'Controllato il',
  works: 'Funziona',
  down: 'Non funziona',
  checks: {
    database: 'Archivio dei dati',
    'embedded-database': 'Archivio della prova',
    schema: 'Versione dell’archivio',
    files: 'Archivio dei documenti',
  },
  other: 'Altra parte del servizio',
};

const en: StatusWords = {
  title: 'Service status',
  well: 'The service works',
  wellHelp: 'You can fill in, upload documents and submit. If a page does not answer, try again.',
  notWell: 'The service has a problem',
  notWellHelp:
    'What you have saved is still there. Try again in a few minutes; if a deadline is near, write to the contacts of the call.',
  lookedAt: 'Looked at on',
  works: 'Works',
  down: 'Does not work',
  checks: {
    database: 'Store of data',
    'embedded-database': 'Store of the trial',
    schema: 'Version of the store',
    files: 'Store of documents',
  },
  other: 'Another part of the service',
};

export const statusWords = { it, en } as const;
