export const cupWords = {
  it: {
    title: 'CUP dei progetti finanziati',
    lead: 'Il codice unico di progetto va in tutti gli atti, le fatture e i pagamenti, e compare nei dati aperti.',
    applicant: 'Chi ha presentato la domanda',
    cup: 'CUP',
    cupOf: (name: string) => `CUP: ${name}`,
    record: 'Registra',
    recordOf: (name: string) => `Registra: ${name}`,
    granted: 'Contributo',
    missing: 'manca',
    none: 'Nessun progetto finanziato',
    noneAbout: 'I progetti compaiono qui quando un atto firmato concede un contributo.',
    recorded: (cup: string) => `CUP ${cup} registrato.`,
    office: 'CUP dei progetti',
    refusals: {
      'cup-form':
        'Un CUP ha 15 caratteri: una lettera, due cifre, una lettera, undici cifre, come C51F23000670006.',
      'cup-taken': 'Questo CUP è già di un’altra domanda del bando: controlla il codice.',
      'not-granted': 'Nessun atto firmato concede un contributo a questa domanda.',
    },
  },
  en: {
    title: 'CUP of the funded projects',
    lead: 'The code of a project goes into all acts, invoices and payments, and stands in the open data.',
    applicant: 'Who applied',
    cup: 'CUP',
    cupOf: (name: string) => `CUP: ${name}`,
    record: 'Record',
    recordOf: (name: string) => `Record: ${name}`,
    granted: 'Grant',
    missing: 'missing',
    none: 'No funded project',
    noneAbout: 'Projects appear here when a signed act gives a grant.',
    recorded: (cup: string) => `CUP ${cup} recorded.`,
    office: 'CUP of projects',
    refusals: {
      'cup-form':
        'A CUP has 15 characters: a letter, two digits, a letter, eleven digits, such as C51F23000670006.',
      'cup-taken': 'This CUP is of another application of the call already: check the code.',
      'not-granted': 'No signed act gives this application a grant.',
    },
  },
} as const;
