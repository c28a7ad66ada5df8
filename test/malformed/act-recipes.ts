import type { FormRecipe, Recipe } from './recipe.ts';

const texts = { title: 'Graduatoria', ground: 'Art. 13', reasons: 'Errore materiale.' };
const protocol = { protocol: '2025/0001', protocolDay: '2025-01-07' };

/** What programs send about acts on rankings. */
export const actApiRecipes: readonly Recipe[] = [
  {
    route: 'POST /api/v1/calls/:call/ranking-acts',
    who: 'officer',
    valid: () => ({ kind: 'ranking', ...texts, staleReason: 'Nulla di nuovo.', decisions: [] }),
  },
  {
    route: 'PUT /api/v1/calls/:call/ranking-acts/:act',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({
      kind: 'ranking',
      ...texts,
      revision: Number(revision),
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/ranking-acts/:act/signature',
    who: 'signatory',
    valid: (_, _turn, { contentHash = '' }) => ({ contentHash, ...protocol }),
  },
  {
    route: 'POST /api/v1/calls/:call/ranking-acts/:act/publication',
    who: 'signatory',
    valid: () => protocol,
  },
  {
    route: 'POST /api/v1/calls/:call/ranking-acts/:act/letters',
    who: 'officer',
    valid: () => ({ template: 'ranked' }),
  },
];

/** The same with forms. */
export const actFormRecipes: readonly FormRecipe[] = [
  {
    route: 'POST /rankings/:call/acts/new',
    who: 'officer',
    valid: () => ({ kind: 'ranking', ...texts, frozenRound: '1', rows: '1' }),
  },
  {
    route: 'POST /rankings/:call/acts/:act/edit',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({ ...texts, frozenRound: '1', revision }),
  },
  {
    route: 'POST /rankings/:call/acts/:act/signature',
    who: 'signatory',
    valid: (_, _turn, { contentHash = '' }) => ({ contentHash, ...protocol }),
  },
  {
    route: 'POST /rankings/:call/acts/:act/publication',
    who: 'signatory',
    valid: () => protocol,
  },
  {
    route: 'POST /rankings/:call/acts/:act/letters',
    who: 'officer',
    valid: () => ({ template: 'ranked' }),
  },
];
