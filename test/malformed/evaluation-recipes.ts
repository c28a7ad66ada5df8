import type { FormRecipe, Recipe } from './recipe.ts';

const reason = 'Relazione completa, con misure di prima e di dopo.';
const judgement = { quality: { value: '10', reason }, landscape: { value: '4', reason } };

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
    valid: ({ panel }) => ({ heldOn: '2025-01-20', place: 'Sala 2', present: [...panel.judges] }),
  },
  ...(['openings', 'decisions'] as const).map((act): Recipe => ({
    route: `POST /api/v1/calls/:call/sessions/:session/${act}`,
    who: 'panel-secretary',
    valid: ({ ground }) => ({ applications: [ground.scored] }),
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
    valid: ({ panel }) => ({ heldOn: '2025-01-20', place: 'Sala 2', present: [...panel.judges] }),
  },
  {
    route: 'POST /calls/:call/sessions/:session',
    who: 'panel-secretary',
    valid: ({ ground }) => ({ act: 'open', application: ground.scored }),
  },
  {
    route: 'POST /calls/:call/applications/:application/consolidation',
    who: 'evaluator',
    valid: () => ({
      'value-quality': '10',
      'reason-quality': reason,
      'value-landscape': '4',
      'reason-landscape': reason,
    }),
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
