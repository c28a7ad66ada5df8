import type { FormRecipe, Recipe } from './recipe.ts';

const requests = '/calls/:call/applications/:application/requests';
const one = `${requests}/:request`;
const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What programs send about requests and notices, and in reply. */
export const requestApiRecipes: readonly Recipe[] = [
  {
    route: `POST /api/v1${requests}`,
    who: 'officer',
    valid: () => ({ kind: 'clarification' }),
  },
  {
    route: `PUT /api/v1${one}`,
    who: 'officer',
    valid: (_, turn) => ({
      revision: 1,
      introduction: 'Gentile capofila,',
      points: [
        { id: `own-${turn}`, text: `Manca la delibera ${turn}.`, article: 'art. 4', fields: [] },
      ],
    }),
  },
  { route: `POST /api/v1${one}/sending`, who: 'officer', valid: () => ({ revision: 1 }) },
  {
    route: `POST /api/v1${one}/withdrawal`,
    who: 'officer',
    valid: (_, turn) => ({ reason: `Inviata per errore ${turn}` }),
  },
  {
    route: `POST /api/v1${one}/extension`,
    who: 'officer',
    valid: (_, turn) => ({ until: day(20), reason: `Ferie ${turn}` }),
  },
  {
    route: `POST /api/v1${one}/late-reply`,
    who: 'officer',
    valid: (_, turn) => ({ take: false, ground: `Art. 4 ${turn}` }),
  },
  {
    route: `POST /api/v1${one}/answers/:item`,
    who: 'officer',
    valid: (_, turn) => ({ text: `Non accolta ${turn}`, upheld: true }),
  },
  {
    route: `PUT /api/v1${one}/reply`,
    who: 'representative',
    valid: (_, turn) => ({
      revision: 0,
      texts: { 'own-1': `Ecco la delibera ${turn}` },
      corrections: {},
    }),
  },
  {
    route: `POST /api/v1${one}/reply/sending`,
    who: 'representative',
    valid: () => ({ revision: 1 }),
  },
];

/** The same with forms. */
export const requestFormRecipes: readonly FormRecipe[] = [
  { route: `POST ${requests}`, who: 'officer', valid: () => ({ kind: 'notice-against' }) },
  {
    route: `POST ${one}/draft`,
    who: 'officer',
    valid: (_, turn) => ({
      revision: '1',
      introduction: 'Gentile capofila,',
      'own0.text': `Manca la delibera ${turn}.`,
      'own0.target': '',
      act: 'save',
    }),
  },
  { route: `POST ${one}/removal`, who: 'officer', valid: () => ({ revision: '1' }) },
  { route: `POST ${one}/sending`, who: 'officer', valid: () => ({ revision: '1' }) },
  {
    route: `POST ${one}/withdrawal`,
    who: 'officer',
    valid: (_, turn) => ({ reason: `Inviata per errore ${turn}` }),
  },
  {
    route: `POST ${one}/extension`,
    who: 'officer',
    valid: (_, turn) => ({ until: day(20), 'extension-reason': `Ferie ${turn}` }),
  },
  {
    route: `POST ${one}/late-reply`,
    who: 'officer',
    valid: (_, turn) => ({ ground: `Art. 4 ${turn}`, take: 'no' }),
  },
  {
    route: `POST ${one}/answers`,
    who: 'officer',
    valid: (_, turn) => ({ item: 'own-1', answer0: `Non accolta ${turn}`, upheld0: 'yes' }),
  },
  {
    route: `POST ${one}/reply`,
    who: 'representative',
    valid: (_, turn) => ({ revision: '0', t0: `Ecco la delibera ${turn}`, act: 'save' }),
  },
  { route: `POST ${one}/reply/sending`, who: 'representative', valid: () => ({ revision: '1' }) },
];
