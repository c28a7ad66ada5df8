import { vatNumber } from '../support/people.ts';
import type { FormRecipe, Recipe } from './recipe.ts';

const act = {
  title: 'Integrazione del Nucleo',
  day: '2025-02-03',
  ground: 'Decreto n. 31',
};
const reason = 'Conosce la tecnologia.';
const note = 'Nota prot. 1203';

/** What programs send about panels. */
export const panelApiRecipes: readonly Recipe[] = [
  {
    route: 'POST /api/v1/calls/:call/panel/acts',
    who: 'panel-secretary',
    valid: ({ panel }) => ({ ...act, named: [{ ...panel.spare, part: 'expert' }], leaving: [] }),
  },
  {
    route: 'POST /api/v1/calls/:call/panel/assignments',
    who: 'panel-secretary',
    valid: ({ ground }) => ({ application: ground.seated, member: 5, part: 'scorer', reason }),
  },
  {
    route: 'POST /api/v1/calls/:call/panel/removals',
    who: 'panel-secretary',
    valid: ({ ground }) => ({ application: ground.seated, member: 3, reason }),
  },
  {
    route: 'POST /api/v1/calls/:call/panel/conflicts',
    who: 'panel-secretary',
    valid: ({ ground }) => ({ application: ground.seated, member: 4, ground: note }),
  },
  {
    route: 'POST /api/v1/calls/:call/evaluation/declarations',
    who: 'panel-secretary',
    valid: (_, _turn, { upTo = '1', shown = '' }) => ({ upTo: Number(upTo), shown, conflicts: [] }),
  },
  {
    route: 'POST /api/v1/calls/:call/evaluation/refusals',
    who: 'evaluator',
    valid: ({ ground }) => ({ application: ground.seated, reason }),
  },
  {
    route: 'POST /api/v1/calls/:call/evaluation/conflicts',
    who: 'evaluator',
    valid: ({ ground }) => ({ application: ground.seated, ground: note }),
  },
  {
    route: 'POST /api/v1/relations',
    who: 'evaluator',
    valid: (_, turn) => ({
      fiscalCode: vatNumber(2_000_000 + turn),
      name: `Mulino ${turn} S.r.l.`,
      kind: 'advises',
    }),
  },
];

/** The same with forms. */
export const panelFormRecipes: readonly FormRecipe[] = [
  {
    route: 'POST /calls/:call/panel/acts/new',
    who: 'panel-secretary',
    valid: ({ panel: { spare } }) => ({
      ...act,
      step: 'record',
      rows: '1',
      'fiscalCode-0': spare.fiscalCode,
      'givenName-0': spare.givenName,
      'familyName-0': spare.familyName,
      'part-0': 'substitute',
    }),
  },
  {
    route: 'POST /calls/:call/panel/applications/:application/assignments',
    who: 'panel-secretary',
    valid: () => ({ 'assign-member': '5', 'assign-part': 'scorer', 'assign-reason': reason }),
  },
  {
    route: 'POST /calls/:call/panel/applications/:application/removals',
    who: 'panel-secretary',
    valid: () => ({ 'remove-member': '3', 'remove-reason': reason }),
  },
  {
    route: 'POST /calls/:call/panel/applications/:application/conflicts',
    who: 'panel-secretary',
    valid: () => ({ 'conflict-member': '5', 'conflict-reason': note }),
  },
  { route: 'POST /calls/:call/panel/drawings', who: 'panel-secretary', valid: () => ({}) },
  {
    route: 'POST /calls/:call/evaluation/declaration',
    who: 'panel-secretary',
    valid: (_, _turn, { upTo = '1', shown = '' }) => ({ 'up-to': upTo, shown, confirm: 'on' }),
  },
  {
    route: 'POST /calls/:call/evaluation/conflict',
    who: 'evaluator',
    valid: (_, _turn, { entry = '1' }) => ({ entry, reason: note }),
  },
  {
    route: 'POST /calls/:call/evaluation/refusal',
    who: 'evaluator',
    valid: (_, _turn, { entry = '1' }) => ({ entry, reason }),
  },
  {
    route: 'POST /relations',
    who: 'evaluator',
    valid: (_, turn) => ({
      fiscalCode: vatNumber(3_000_000 + turn),
      name: `Mulino ${turn} S.r.l.`,
      kind: 'owns',
    }),
  },
  { route: 'POST /relations/:relation/end', who: 'evaluator', valid: () => ({}) },
];
