import type { FormRecipe, Recipe } from './recipe.ts';

const judgement = {
  quality: { value: '10', reason: 'Relazione completa, con misure di prima e di dopo.' },
};

/** What programs of the panel and of the office send. */
export const evaluationApiRecipes: readonly Recipe[] = [
  {
    route: 'PUT /api/v1/calls/:call/applications/:application/sheet',
    who: 'evaluator',
    valid: () => ({ entries: judgement }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/sheet/reopening',
    who: 'evaluator',
    valid: () => ({ reason: 'Ho scambiato due domande.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/sessions',
    who: 'panel-secretary',
    valid: ({ ids }) => ({ heldOn: '2026-01-20', place: 'Sala 2', present: [ids.evaluator] }),
  },
  ...(['openings', 'decisions'] as const).map((act): Recipe => ({
    route: `POST /api/v1/calls/:call/sessions/:session/${act}`,
    who: 'panel-secretary',
    valid: ({ judgedId }) => ({ applications: [judgedId] }),
  })),
  {
    route: 'POST /api/v1/calls/:call/sessions/:session/closing',
    who: 'panel-secretary',
    valid: () => ({ notes: 'Nessuna osservazione.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/consolidation',
    who: 'evaluator',
    valid: () => ({ entries: judgement }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/consolidation/undoing',
    who: 'evaluator',
    valid: () => ({ reason: 'Una scheda riguardava altro.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/letters',
    who: 'officer',
    valid: () => ({ template: 'admitted' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/letters',
    who: 'officer',
    valid: () => ({ template: 'admitted' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/messages',
    who: 'officer',
    valid: (_, turn) => ({ text: `Messaggio ${turn}` }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/messages/readings',
    who: 'officer',
    valid: () => ({ upTo: 1 }),
  },
  {
    route: 'POST /api/v1/calls/:call/delivery-failures/:message/settlement',
    who: 'officer',
    valid: (_, turn) => ({ act: 'note', note: `Telefonato ${turn}` }),
  },
];

/** The same with the forms of pages. */
export const evaluationFormRecipes: readonly FormRecipe[] = [
  {
    route: 'POST /calls/:call/applications/:application/sheet',
    who: 'evaluator',
    valid: () => ({ act: 'save', revision: '0', 'value-quality': '10' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/sheet/reopening',
    who: 'evaluator',
    valid: () => ({ reason: 'Ho scambiato due domande.' }),
  },
  {
    route: 'POST /calls/:call/sessions',
    who: 'panel-secretary',
    valid: ({ ids }) => ({ heldOn: '2026-01-20', place: 'Sala 2', present: ids.evaluator }),
  },
  {
    route: 'POST /calls/:call/sessions/:session',
    who: 'panel-secretary',
    valid: ({ judgedId }) => ({ act: 'open', application: judgedId }),
  },
  {
    route: 'POST /calls/:call/applications/:application/consolidation',
    who: 'evaluator',
    valid: () => ({ 'value-quality': '10', 'reason-quality': 'Relazione completa.' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/consolidation/undoing',
    who: 'evaluator',
    valid: () => ({ reason: 'Una scheda riguardava altro.' }),
  },
  {
    route: 'POST /calls/:call/letters',
    who: 'officer',
    valid: () => ({ template: 'admitted' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/letters',
    who: 'officer',
    valid: () => ({ template: 'admitted' }),
  },
  {
    route: 'POST /calls/:call/delivery-failures/:message',
    who: 'officer',
    valid: (_, turn) => ({ act: 'note', 'note-1': `Telefonato ${turn}` }),
  },
];
