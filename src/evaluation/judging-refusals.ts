/** What is refused to whoever judges, alone on a sheet or together in a session. */
export const judgingRefusals = {
  'not-declared': {
    status: 403,
    en: 'First declare, for this call, whether you have conflicts of interest: no application is shown before.',
    it: 'Prima dichiara, per questo bando, se hai conflitti di interessi: fino ad allora non si vede nessuna domanda.',
  },
  conflict: {
    status: 403,
    en: 'You have a conflict of interest about this application: nothing of it is shown to you.',
    it: 'Su questa domanda hai un conflitto di interessi: non ne vedi nulla.',
  },
  'not-in-merit': {
    status: 409,
    en: 'The application is not at the assessment of merit.',
    it: 'La domanda non è alla valutazione di merito.',
  },
  'no-score': {
    status: 409,
    en: 'The call gives no points to this application.',
    it: 'Il bando non prevede punti per questa domanda.',
  },
  'reason-missing': {
    status: 422,
    en: 'Say why, in at least ten characters.',
    it: 'Scrivi il motivo, con almeno dieci caratteri.',
  },
  'value-refused': {
    status: 422,
    en: 'A value is not one that the call allows.',
    it: 'Un valore non è fra quelli che il bando ammette.',
  },
} as const;
