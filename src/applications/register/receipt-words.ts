import type { Language } from '../../platform/page/index.ts';

const it = {
  title: (protocol: string) => `Ricevuta ${protocol}`,
  protocolTitle: (protocol: string) => `Protocollo ${protocol}`,
  submission: 'Domanda presentata',
  withdrawal: 'Domanda ritirata',
  call: 'Bando',
  application: 'Domanda',
  lead: 'Capofila',
  leadCode: 'Codice fiscale del capofila',
  day: 'Ricevuta il',
  hour: 'Alle',
  place: 'Numero d’ordine',
  grant: 'Contributo calcolato',
  zone: 'Ora italiana, secondo l’orologio del registro',
  order: 'Il numero d’ordine dice in che ordine sono arrivate le domande.',
  noRanking: 'Non è una graduatoria.',
  next: 'E adesso',
  received: 'Ricevuta',
  nextUnknown: 'Il bando non dice quali fasi seguono.',
  ofCall: 'Le fasi che il bando prevede, nel loro ordine.',
  what: 'Che cosa prova questa ricevuta',
  proves:
    'La ricevuta prova che la registrazione qui descritta è nel registro del bando, con questo testo, in questo posto e in questo istante, e che nessuno può cambiarla o toglierla senza che si veda.',
  pathOne:
    'È l’unica registrata in quell’istante: la radice firmata dall’ente è la sua stessa impronta.',
  path: (steps: string) =>
    `Dall’impronta della registrazione si arriva alla radice firmata dall’ente. Passaggi: ${steps}.`,
  entryHash: 'Impronta della registrazione',
  step: (number: string, side: 'left' | 'right') =>
    `Passo ${number}, unita a ${side === 'left' ? 'sinistra' : 'destra'}`,
  root: 'Radice firmata (Ed25519)',
  yours: 'la tua registrazione',
  signedRoot: 'radice firmata',
  picture: (steps: string) =>
    `Dalla registrazione alla radice firmata. Passaggi: ${steps}; gli stessi valori sono nella tabella.`,
  download: 'Scarica la ricevuta (PDF)',
  downloadJson: 'Scarica la ricevuta (JSON)',
  follow: 'Segui la domanda',
  proof: 'La prova, per intero',
  fieldsTitle: 'La registrazione',
  number: 'Numero',
  instant: 'Istante (UTC)',
  person: 'Persona (codice interno)',
  organisation: 'Per conto di (codice interno)',
  applicationId: 'Domanda (codice interno)',
  turn: 'Atto della domanda',
  textHash: 'Impronta del testo presentato (SHA-256)',
  previous: 'Impronta della registrazione precedente',
  ground: 'Motivo',
  commitTitle: 'Il blocco firmato',
  commitNumber: 'Numero del blocco',
  firstNumber: 'Primo numero del blocco',
  size: 'Registrazioni nel blocco',
  key: 'Chiave dell’ente',
  publicKey: 'Chiave pubblica (SPKI, base 64)',
  signature: 'Firma (base 64)',
  how: 'Come verificarla senza questo sito',
  howFile: (name: string) =>
    `Questo PDF contiene il file ${name}: salvalo con un lettore di PDF che mostra gli allegati. Ha tutti i valori stampati qui.`,
  howCommand: 'Il programma Bandolo, che è software libero, la controlla così:',
  howHand:
    'A mano: l’impronta della registrazione è SHA-256 del byte 0 seguito dall’elenco JSON dei suoi campi nell’ordine stampato qui, preceduti da «bandolo-entry-1»; ogni passo è SHA-256 del byte 1 seguito dalle due impronte; la firma è sul testo del blocco.',
  howKey: (url: string) => `L’ente pubblica la chiave all’indirizzo ${url}.`,
  footer: (protocol: string, body: string) => `Ricevuta ${protocol} · ${body}`,
  rehearsal: 'Prova generale: questa ricevuta non vale per il bando vero.',
  test: 'Prova: questa ricevuta non vale per il bando vero.',
  fictional: 'Dati inventati: bando, persone e organizzazioni non esistono.',
  attachment: 'La ricevuta, per i programmi',
};

type Words = {
  readonly [K in keyof typeof it]: (typeof it)[K] extends string
    ? string
    : (typeof it)[K] extends (...said: infer A) => string
      ? (...said: A) => string
      : never;
};

const en: Words = {
  title: (protocol) => `Receipt ${protocol}`,
  protocolTitle: (protocol) => `Protocol number ${protocol}`,
  submission: 'Application submitted',
  withdrawal: 'Application withdrawn',
  call: 'Call',
  application: 'Application',
  lead: 'Lead',
  leadCode: 'Fiscal code of the lead',
  day: 'Received on',
  hour: 'At',
  place: 'Place in the register',
  grant: 'Grant as computed',
  zone: 'Time in Italy, by the clock of the register',
  order: 'The place says in which order the applications came.',
  noRanking: 'It is no ranking.',
  next: 'What follows',
  received: 'Received',
  nextUnknown: 'The call does not say which phases follow.',
  ofCall: 'The phases that the call foresees, in their order.',
  what: 'What this receipt proves',
  proves:
    'The receipt proves that the entry described here is in the register of the call, with this text, in this place and at this instant, and that nobody can change it or take it out unseen.',
  pathOne:
    'It is the only one entered in that instant: the root signed by the body is its own fingerprint.',
  path: (steps) =>
    `From the fingerprint of the entry one comes to the root signed by the body. Steps: ${steps}.`,
  entryHash: 'Fingerprint of the entry',
  step: (number, side) => `Step ${number}, joined on the ${side}`,
  root: 'Signed root (Ed25519)',
  yours: 'your entry',
  signedRoot: 'signed root',
  picture: (steps) =>
    `From the entry to the signed root. Steps: ${steps}; the same values are in the table.`,
  download: 'Download the receipt (PDF)',
  downloadJson: 'Download the receipt (JSON)',
  follow: 'Follow the application',
  proof: 'The whole proof',
  fieldsTitle: 'The entry',
  number: 'Number',
  instant: 'Instant (UTC)',
  person: 'Person (internal code)',
  organisation: 'On behalf of (internal code)',
  applicationId: 'Application (internal code)',
  turn: 'Act of the application',
  textHash: 'Fingerprint of the text submitted (SHA-256)',
  previous: 'Fingerprint of the entry before',
  ground: 'Reason',
  commitTitle: 'The signed block',
  commitNumber: 'Number of the block',
  firstNumber: 'First number of the block',
  size: 'Entries in the block',
  key: 'Key of the body',
  publicKey: 'Public key (SPKI, base 64)',
  signature: 'Signature (base 64)',
  how: 'How to check it without this site',
  howFile: (name) =>
    `This PDF holds the file ${name}: save it with a PDF reader that shows attachments. It has all the values printed here.`,
  howCommand: 'The program Bandolo, which is free software, checks it like this:',
  howHand:
    'By hand: the fingerprint of the entry is SHA-256 of the byte 0 followed by the JSON list of its fields in the order printed here, after “bandolo-entry-1”; each step is SHA-256 of the byte 1 followed by the two fingerprints; the signature is over the text of the block.',
  howKey: (url) => `The body publishes the key at ${url}.`,
  footer: (protocol, body) => `Receipt ${protocol} · ${body}`,
  rehearsal: 'Rehearsal: this receipt does not count for the real call.',
  test: 'Test: this receipt does not count for the real call.',
  fictional: 'Invented data: call, people and organisations do not exist.',
  attachment: 'The receipt, for programs',
};

export const receiptWords: Readonly<Record<Language, Words>> = { it, en };
