import { closed, hidden, signedIn, type Row } from './who.ts';

/** Panels: for who keeps their papers and for who is in them. */
export const panelTable: readonly Row[] = [
  ...closed(
    ['officer', 'panel-secretary', 'controller', 'auditor'],
    'GET /calls/:call/panel',
    'GET /calls/:call/panel/applications',
    'GET /api/v1/calls/:call/panel',
    'GET /api/v1/calls/:call/panel/applications',
    'GET /api/v1/calls/:call/panel/drawings',
    'GET /api/v1/calls/:call/panel/drawings/:drawing',
  ),
  ...closed(
    ['panel-secretary'],
    'GET /calls/:call/panel/acts/new',
    'POST /calls/:call/panel/acts/new',
    'POST /calls/:call/panel/drawings',
    'POST /api/v1/calls/:call/panel/acts',
    'POST /api/v1/calls/:call/panel/drawings',
    'POST /api/v1/calls/:call/panel/assignments',
    'POST /api/v1/calls/:call/panel/removals',
    'POST /api/v1/calls/:call/panel/conflicts',
  ),
  ...hidden(
    ['panel-secretary'],
    'GET /calls/:call/panel/applications/:application',
    'POST /calls/:call/panel/applications/:application/assignments',
    'POST /calls/:call/panel/applications/:application/removals',
    'POST /calls/:call/panel/applications/:application/conflicts',
  ),
  // Both are in the panel of the scene; who is not finds nothing there, which is tried where panels are.
  ...closed(
    ['evaluator', 'panel-secretary'],
    'GET /calls/:call/evaluation',
    'GET /calls/:call/evaluation/declaration',
    'POST /calls/:call/evaluation/declaration',
    'GET /calls/:call/evaluation/conflict',
    'POST /calls/:call/evaluation/conflict',
    'GET /calls/:call/evaluation/refusal',
    'POST /calls/:call/evaluation/refusal',
    'GET /api/v1/calls/:call/evaluation',
    'GET /api/v1/calls/:call/evaluation/round',
    'GET /api/v1/calls/:call/evaluation/assignments',
    'POST /api/v1/calls/:call/evaluation/declarations',
    'POST /api/v1/calls/:call/evaluation/conflicts',
    'POST /api/v1/calls/:call/evaluation/refusals',
  ),
  ...signedIn(
    'GET /evaluations',
    'GET /relations',
    'POST /relations',
    'POST /relations/:relation/end',
    'GET /api/v1/relations',
    'POST /api/v1/relations',
    'DELETE /api/v1/relations/:relation',
  ),
];
