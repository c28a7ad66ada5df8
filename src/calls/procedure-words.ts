interface Notice {
  readonly answerDays: number;
  readonly resumeDays: number;
  readonly effect: 'suspends' | 'interrupts';
}

const it = {
  title: 'Come si esaminano le domande',
  phases: 'Fasi',
  byPanel: 'a cura del Nucleo di valutazione',
  clarification: 'Richieste di integrazioni',
  noClarification: 'non previste',
  rounds: 'Quante volte',
  times: (rounds: number | 'any') =>
    rounds === 'any' ? 'senza limite' : rounds === 1 ? 'una volta' : `al massimo ${rounds} volte`,
  answer: 'Per rispondere',
  days: (days: number) => (days === 1 ? '1 giorno' : `${days} giorni`),
  meanwhile: 'Intanto il termine del procedimento',
  stops: 'si ferma',
  runs: 'continua a decorrere',
  noticeAgainst: 'Preavviso di rigetto',
  noNotice: 'non previsto',
  notice: ({ answerDays, resumeDays, effect }: Notice) =>
    effect === 'interrupts'
      ? `prima di un diniego, con ${answerDays} giorni per presentare osservazioni; poi il termine ricomincia da capo`
      : `prima di un diniego, con ${answerDays} giorni per presentare osservazioni; il termine si sospende e riprende ${resumeDays} giorni dopo le osservazioni o, se non arrivano, alla fine di quei giorni`,
  twoPersons: 'Conferma di una seconda persona',
  yes: 'per ogni riscontro',
  no: 'non richiesta',
  panel: 'Nucleo di valutazione',
  members: 'Componenti',
  atLeast: (count: number) => `almeno ${count}`,
  sheets: 'Schede di valutazione per ogni domanda',
  experts: 'Esperti sentiti per ogni domanda',
  score: 'Punteggio finale',
  ways: {
    collegial: 'concordato in seduta',
    mean: 'media delle schede',
    median: 'mediana delle schede',
  },
};

const en: typeof it = {
  title: 'How applications are examined',
  phases: 'Phases',
  byPanel: 'by the panel',
  clarification: 'Clarification requests',
  noClarification: 'not provided for',
  rounds: 'How many times',
  times: (rounds) =>
    rounds === 'any' ? 'without limit' : rounds === 1 ? 'once' : `${rounds} times at most`,
  answer: 'Time to answer',
  days: (days) => (days === 1 ? '1 day' : `${days} days`),
  meanwhile: 'Meanwhile the term of the procedure',
  stops: 'stands still',
  runs: 'goes on',
  noticeAgainst: 'Notice of the reasons against',
  noNotice: 'not provided for',
  notice: ({ answerDays, resumeDays, effect }) =>
    effect === 'interrupts'
      ? `before a refusal, with ${answerDays} days for observations; then the term starts again`
      : `before a refusal, with ${answerDays} days for observations; the term is suspended and runs again ${resumeDays} days after the observations or, without them, when those days are over`,
  twoPersons: 'Confirmation by a second person',
  yes: 'for every finding',
  no: 'not asked for',
  panel: 'Panel',
  members: 'Members',
  atLeast: (count) => `at least ${count}`,
  sheets: 'Sheets for each application',
  experts: 'Experts heard on each application',
  score: 'Final score',
  ways: {
    collegial: 'agreed upon in session',
    mean: 'mean of the sheets',
    median: 'median of the sheets',
  },
};

/** How the page of a call tells its procedure. */
export const procedureWords = { it, en };
