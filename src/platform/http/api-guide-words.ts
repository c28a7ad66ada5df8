import type { Localized } from '../page/index.ts';

export const guideWords = {
  it: {
    first: 'La prima domanda in dieci passi',
    firstLead:
      'Con questi comandi, incollati uno dopo l’altro, porti una domanda dalla prima riga alla ricevuta verificata. Valgono per la prova con le persone inventate.',
    answers: 'Come si scrivono le risposte',
    answersLead:
      'Dentro `content.facts`, e dentro `facts` di ciascun partner, sotto il codice della domanda. Le spese stanno in `costs`, sotto il codice della voce: un importo per ciascuna.',
    type: 'Tipo',
    example: 'Esempio',
    meaning: 'Significato',
    conventions: 'Ciò che vale per tutte le operazioni',
  },
  en: {
    first: 'The first submission in ten steps',
    firstLead:
      'With these commands, pasted one after the other, an application goes from its first line to the verified receipt. They are for the trial with invented people.',
    answers: 'How answers are written',
    answersLead:
      'Inside `content.facts`, and inside `facts` of each partner, under the code of the question. Costs stand in `costs`, under the code of their kind: one amount for each.',
    type: 'Type',
    example: 'Example',
    meaning: 'Meaning',
    conventions: 'What holds for every operation',
  },
} as const;

interface WrittenAs {
  readonly type: string;
  readonly example: string;
  readonly meaning: Localized;
}

/** How an answer of each type of question is written in JSON. */
export const writtenAs: readonly WrittenAs[] = [
  { type: 'text', example: '"Ores"', meaning: { it: 'Un testo.', en: 'A text.' } },
  { type: 'bool', example: 'true', meaning: { it: 'Sì o no.', en: 'Yes or no.' } },
  { type: 'int', example: '5', meaning: { it: 'Un numero intero.', en: 'A whole number.' } },
  {
    type: 'money',
    example: '"1000.00"',
    meaning: {
      it: 'Euro tra virgolette, con il punto e due decimali o nessuno.',
      en: 'Euros in quotes, with a point and two decimals or none.',
    },
  },
  { type: 'percent', example: '"10%"', meaning: { it: 'Una quota.', en: 'A share.' } },
  { type: 'date', example: '"2027-05-01"', meaning: { it: 'Un giorno.', en: 'A day.' } },
  {
    type: 'option',
    example: '"municipality"',
    meaning: { it: 'Il codice di una delle `options`.', en: 'The code of one of the `options`.' },
  },
  {
    type: 'options',
    example: '["led", "solar"]',
    meaning: { it: 'I codici di quelle che valgono.', en: 'The codes of those that apply.' },
  },
  {
    type: 'list',
    example: '[{ "street": "Via Roma", "count": 10 }]',
    meaning: {
      it: 'Una riga per elemento, con i codici dei `fields`.',
      en: 'A row for each element, with the codes of the `fields`.',
    },
  },
  {
    type: 'any',
    example: '{ "unknown": true }',
    meaning: { it: 'Non si sa ancora.', en: 'Not known yet.' },
  },
];

interface Convention {
  readonly title: Localized;
  readonly text: Localized;
}

export const conventions: readonly Convention[] = [
  {
    title: { it: 'Chi chiede', en: 'Who asks' },
    text: {
      it: 'Manda `Authorization: Bearer` con un token. In una prova lo dà `POST /api/v1/trial-sessions`; altrove una persona lo crea nel proprio profilo. Le operazioni aperte a tutti lo dicono.',
      en: 'Send `Authorization: Bearer` with a token. In a trial `POST /api/v1/trial-sessions` gives one; elsewhere a person makes it on their account page. Operations that are open to everybody say so.',
    },
  },
  {
    title: { it: 'Ciò che non va', en: 'What goes wrong' },
    text: {
      it: 'Ogni errore è un `application/problem+json` (RFC 9457) con un `code` stabile; `errors` dice dove, con puntatori JSON; `instance` è il codice della richiesta, come nel registro eventi. Ciò che le regole rifiutano non cambia nulla.',
      en: 'Every error is `application/problem+json` (RFC 9457) with a stable `code`; `errors` says where, by JSON pointers; `instance` is the id of the request, as in the log. What the rules refuse changes nothing.',
    },
  },
  {
    title: { it: 'Ripetere e non sovrascrivere', en: 'Repeating, and not overwriting' },
    text: {
      it: 'Ogni atto accetta `Idempotency-Key`: la stessa chiave con la stessa richiesta dà la stessa risposta per sette giorni. Per modificare, manda in `If-Match` l’`ETag` che hai letto: senza, la risposta è 428; se nel frattempo è cambiato, 412. Per leggere puoi mandarlo in `If-None-Match` e ricevere 304.',
      en: 'Every act accepts `Idempotency-Key`: the same key with the same request gets the same answer for seven days. To edit, send in `If-Match` the `ETag` that you read: without it, 428; if it has changed meanwhile, 412. To read, you may send it in `If-None-Match` and get 304.',
    },
  },
  {
    title: { it: 'Elenchi', en: 'Lists' },
    text: {
      it: 'Un elenco è `{ "items": [...], "next": "..." }`, al più `limit` elementi (50, massimo 200). Se c’è `next`, mandalo come `after` per continuare.',
      en: 'A list is `{ "items": [...], "next": "..." }`, with at most `limit` items (50, no more than 200). If there is a `next`, send it as `after` to go on.',
    },
  },
  {
    title: { it: 'Limiti', en: 'Limits' },
    text: {
      it: 'Ogni risposta dice in `X-RateLimit-Limit`, `-Remaining` e `-Reset` quante richieste restano in questo minuto. Oltre, 429; se il server non può, 503: entrambi dicono in `Retry-After` tra quanti secondi riprovare.',
      en: 'Every reply says in `X-RateLimit-Limit`, `-Remaining` and `-Reset` how many requests are left in this minute. Beyond that, 429; if the server cannot, 503: both say in `Retry-After` in how many seconds to try again.',
    },
  },
  {
    title: { it: 'Istanti, importi, lavori lunghi', en: 'Instants, amounts, long work' },
    text: {
      it: 'Gli istanti sono RFC 3339 in UTC, i giorni `AAAA-MM-GG`, gli importi testi in euro. Nessuna operazione continua dopo la risposta, quindi nessuna risponde 202: un bando da pubblicare è controllato per intero prima della risposta, il registro in CSV arriva mentre viene letto.',
      en: 'Instants are RFC 3339 in UTC, days `YYYY-MM-DD`, amounts texts in euros. No operation goes on after its reply, so none answers 202: publishing a call checks all of it before it answers, and the register as CSV arrives while it is read.',
    },
  },
];
