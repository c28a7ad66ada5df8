import type { FormRecipe, Recipe } from './recipe.ts';

const act = {
  act: 'Determinazione n. 12',
  day: '2025-01-20',
  ground: 'Art. 14, c. 4',
  reasons: 'La riserva non ha altre domande.',
};
const move = { kind: 'move', from: 'paths-reserve', to: 'events', amount: '0.01' };
const changes = {
  thresholds: {},
  pots: { purse: '25000.00' },
  keys: [{ by: 'gross', order: 'highest-first' }],
  moves: [{ from: 'paths-reserve', to: 'events', amount: '10.00' }],
};

/** What programs send to the desk of rankings. */
export const rankingApiRecipes: readonly Recipe[] = [
  {
    route: 'POST /api/v1/calls/:call/decisions/effect',
    who: 'officer',
    valid: () => ({ choice: move }),
  },
  {
    route: 'POST /api/v1/calls/:call/decisions',
    who: 'officer',
    valid: (_, __, { state }) => ({ choice: move, state, ...act }),
  },
  {
    route: 'POST /api/v1/calls/:call/decisions/:decision/withdrawal',
    who: 'officer',
    valid: (_, __, { state }) => ({ because: 'Il verbale conteneva un errore.', state }),
  },
  {
    route: 'POST /api/v1/calls/:call/rounds/:round/what-if',
    who: 'officer',
    valid: () => ({ changes }),
  },
  {
    route: 'POST /api/v1/calls/:call/what-ifs',
    who: 'signatory',
    valid: (_, turn) => ({ name: `Prova ${turn}`, changes }),
  },
];

/** What people send there. */
export const rankingFormRecipes: readonly FormRecipe[] = [
  {
    route: 'POST /rankings/:call/decisions',
    who: 'officer',
    valid: (_, __, { state = '' }) => ({ ...move, choice: 'move', stop: '', state, ...act }),
  },
  {
    route: 'POST /rankings/:call/decisions/:decision/withdrawal',
    who: 'officer',
    valid: (_, __, { state = '' }) => ({ because: 'Il verbale conteneva un errore.', state }),
  },
  {
    route: 'POST /rankings/:call/what-ifs',
    who: 'signatory',
    valid: (_, turn) => ({ name: `Prova ${turn}`, 'p.purse': '25000,00' }),
  },
];
