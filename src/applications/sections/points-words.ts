/** The words of the points that a draft would get. */
const it = {
  title: 'I punti con le risposte di oggi',
  lead: 'Dove decide chi valuta, o dove il testo del bando non riporta i punti, il valore resta aperto: vedi tra quali punti può stare.',
  criterion: 'Criterio',
  points: 'Punti',
  why: 'Perché',
  total: 'Totale',
  bonus: 'Premialità',
  between: (from: string, to: string) => `tra ${from} e ${to}`,
  notKnown: 'non noti',
};

const en: typeof it = {
  title: 'The points with today’s answers',
  lead: 'Where evaluators decide, or where the text of the call does not state the points, the value stays open: you see between which points it can be.',
  criterion: 'Criterion',
  points: 'Points',
  why: 'Why',
  total: 'Total',
  bonus: 'Bonus',
  between: (from, to) => `between ${from} and ${to}`,
  notKnown: 'not known',
};

export const pointsWords = { it, en };
