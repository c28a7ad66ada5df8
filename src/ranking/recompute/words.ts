import type { Language, SameWords } from '../../platform/page/index.ts';

const steps = {
  it: {
    loading: 'Scarico il pacchetto…',
    sealing: 'Controllo impronte e firma…',
    computing: 'Rifaccio i conti di ogni domanda…',
  },
  en: {
    loading: 'Downloading the bundle…',
    sealing: 'Checking fingerprints and signature…',
    computing: 'Doing the sums of every application again…',
  },
};

const it = {
  title: 'Ricalcola la graduatoria',
  listTitle: 'Ricalcola l’elenco',
  lead: (act: string) =>
    `${act}. Le regole, le decisioni e i dati delle domande sono pubblici e firmati: il calcolo si ripete sul tuo dispositivo, senza inviare nulla a nessuno.`,
  box: 'Ricalcola nel tuo browser',
  boxHelp:
    'Il tuo browser scarica il pacchetto firmato, rifà i conti di ogni domanda con le regole del bando e confronta il risultato con quello pubblicato.',
  press: 'Ricalcola',
  weight: 'Scarica il programma di calcolo (circa 70 kB) e il pacchetto.',
  without: 'Senza browser',
  withoutHelp: 'Un comando dice riga per riga che cosa coincide e che cosa no:',
  download: 'Scarica il pacchetto firmato (JSON)',
  downloadActs: 'Scarica gli atti successivi firmati (JSON)',
  guide: 'Che cosa c’è nel pacchetto',
  guideHelp: 'È scritto anche all’inizio del file, per chi lo apre senza conoscere il programma.',
  proves: 'Che cosa prova il ricalcolo, e che cosa no',
  provesYes: [
    'Che posizioni, esiti e contributi sono proprio quelli che le regole del bando danno con i dati e le decisioni pubblicati.',
    'Che il pacchetto è quello che l’ente ha firmato: cambiare anche una sola cifra si vede.',
  ],
  provesNo:
    'Non prova che i dati delle domande e i giudizi della commissione siano giusti: per quelli ci sono i verbali, l’accesso agli atti e il ricorso.',
  hash: 'Impronta SHA-256 del pacchetto',
  results: 'Risultati',
  said: {
    steps: steps.it,
    failed: {
      'not-loaded': 'Il pacchetto non si è potuto scaricare. Controlla la rete e riprova.',
      'not-read': 'Il file scaricato non è un pacchetto leggibile.',
    },
    again: 'Ricalcola di nuovo',
    good: 'Tutto coincide: 0 differenze',
    bad: (count: string) => `Non coincide: ${count} ${count === '1' ? 'differenza' : 'differenze'}`,
    scores: 'Punteggi calcolati di nuovo',
    positions: 'Posizioni',
    grants: 'Contributi, al centesimo',
    tally: (same: string, all: string) => `${same} su ${all} uguali`,
    signature: 'Firma dell’ente',
    signatures: {
      good: 'valida',
      bad: 'non valida',
      missing: 'manca',
      'by-another-key': 'di qualcun altro',
      'not-supported': 'questo browser non la sa verificare',
    },
    parts: 'Parti del pacchetto',
    partsWhole: 'tutte come firmate',
    acts: 'Atti successivi',
    actsSame: (count: string) => `${count} su ${count} rifatti uguali`,
    actsDiffer: (act: string) => `non tornano, dall’atto ${act}`,
    time: 'Tempo',
    hash: 'Impronta dei dati:',
    differences: 'Che cosa non coincide',
    difference: (path: string, published: string, recomputed: string) =>
      `${path}: pubblicato ${published}, ricalcolato ${recomputed}`,
    lines: 'Riga per riga',
    linesHelp:
      'Le domande portano la sigla del pacchetto: D-0001 è la prima arrivata. «Perché?» mostra il calcolo, dalla conclusione fino ai dati.',
    application: 'Domanda',
    position: 'Posizione',
    outcome: 'Esito',
    grant: 'Contributo €',
    agrees: 'Confronto',
    same: 'uguale',
    differs: 'diverso',
    explain: 'Perché?',
    find: 'Cerca una sigla',
    more: 'Mostra altre righe',
    none: 'Nessuna domanda ha questa sigla.',
    outcomes: {
      'fully-funded': 'finanziata',
      'partly-funded': 'finanziata in parte',
      'admissible-not-funded': 'ammessa, senza fondi',
      'below-threshold': 'sotto soglia',
      'not-admissible': 'non ammessa',
      withdrawn: 'ritirata',
      forfeited: 'decaduta',
      undecided: 'da decidere',
      listed: 'in elenco',
      'not-listed': 'non in elenco',
    },
  },
};

const en: SameWords<typeof it> = {
  title: 'Recompute the ranking',
  listTitle: 'Recompute the list',
  lead: (act) =>
    `${act}. The rules, the decisions and the data of the applications are public and signed: the sums are done again on your device, and nothing is sent to anybody.`,
  box: 'Recompute in your browser',
  boxHelp:
    'Your browser downloads the signed bundle, does the sums of every application again by the rules of the call, and compares the result with what was published.',
  press: 'Recompute',
  weight: 'It downloads the program that computes (about 70 kB) and the bundle.',
  without: 'Without a browser',
  withoutHelp: 'A command says line by line what agrees and what does not:',
  download: 'Download the signed bundle (JSON)',
  downloadActs: 'Download the later acts, signed (JSON)',
  guide: 'What is in the bundle',
  guideHelp:
    'It is also written at the top of the file, for whoever opens it without knowing the program.',
  proves: 'What recomputing proves, and what it does not',
  provesYes: [
    'That positions, outcomes and grants are exactly those that the rules of the call give with the data and decisions that were published.',
    'That the bundle is the one the body has signed: changing a single figure shows.',
  ],
  provesNo:
    'It does not prove that the data of the applications and the judgements of the panel are right: for those there are minutes, access to records and appeals.',
  hash: 'SHA-256 fingerprint of the bundle',
  results: 'Results',
  said: {
    steps: steps.en,
    failed: {
      'not-loaded': 'The bundle could not be downloaded. Check the network and try again.',
      'not-read': 'The downloaded file is not a bundle that can be read.',
    },
    again: 'Recompute again',
    good: 'Everything agrees: 0 differences',
    bad: (count) => `It does not agree: ${count} ${count === '1' ? 'difference' : 'differences'}`,
    scores: 'Scores computed again',
    positions: 'Positions',
    grants: 'Grants, to the cent',
    tally: (same, all) => `${same} of ${all} the same`,
    signature: 'Signature of the body',
    signatures: {
      good: 'valid',
      bad: 'not valid',
      missing: 'missing',
      'by-another-key': 'by somebody else',
      'not-supported': 'this browser cannot verify it',
    },
    parts: 'Parts of the bundle',
    partsWhole: 'all as signed',
    acts: 'Later acts',
    actsSame: (count) => `${count} of ${count} made again the same`,
    actsDiffer: (act) => `they do not come out, from act ${act} on`,
    time: 'Time',
    hash: 'Fingerprint of the data:',
    differences: 'What does not agree',
    difference: (path, published, recomputed) =>
      `${path}: published ${published}, recomputed ${recomputed}`,
    lines: 'Line by line',
    linesHelp:
      'Applications carry the code of the bundle: D-0001 arrived first. "Why?" shows the computation, from the conclusion down to the data.',
    application: 'Application',
    position: 'Position',
    outcome: 'Outcome',
    grant: 'Grant €',
    agrees: 'Comparison',
    same: 'the same',
    differs: 'different',
    explain: 'Why?',
    find: 'Find a code',
    more: 'Show more lines',
    none: 'No application has this code.',
    outcomes: {
      'fully-funded': 'funded',
      'partly-funded': 'funded in part',
      'admissible-not-funded': 'admissible, no funds',
      'below-threshold': 'below the threshold',
      'not-admissible': 'not admissible',
      withdrawn: 'withdrawn',
      forfeited: 'forfeited',
      undecided: 'to be decided',
      listed: 'in the list',
      'not-listed': 'not in the list',
    },
  },
};

export const recomputeWords = { it, en };

/** What the script of the page says, with marks in the place of what only it knows. */
export function saidIn(language: Language): Readonly<Record<string, unknown>> {
  const { said } = recomputeWords[language];
  return {
    ...said,
    language,
    bad: [said.bad('1'), said.bad('{count}')],
    tally: said.tally('{same}', '{all}'),
    actsSame: said.actsSame('{count}'),
    actsDiffer: said.actsDiffer('{at}'),
    difference: said.difference('{path}', '{published}', '{recomputed}'),
  };
}
