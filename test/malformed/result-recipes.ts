import type { FormRecipe, Recipe } from './recipe.ts';

const cupOf = (turn: number): string => `C51F23${String(turn).padStart(9, '0')}`;

/** What programs send about published results. */
export const resultApiRecipes: readonly Recipe[] = [
  {
    route: 'PUT /api/v1/calls/:call/applications/:application/cup',
    who: 'officer',
    valid: (_, turn) => ({ cup: cupOf(turn) }),
  },
];

/** What people send about them, by forms. */
export const resultFormRecipes: readonly FormRecipe[] = [
  {
    route: 'POST /rankings/:call/applications/:application/cup',
    who: 'officer',
    valid: (scene, turn) => ({ [`cup-${scene.names['funded'] ?? ''}`]: cupOf(turn) }),
  },
];
