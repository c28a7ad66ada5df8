import { closed, hidden, type Row, type Who } from './who.ts';

const panel: readonly Who[] = ['evaluator', 'panel-secretary'];
const readers: readonly Who[] = [...panel, 'officer', 'controller', 'auditor'];

/** Score sheets and what a panel makes of them; both people of the panel of the scene are in it. */
export const evaluationTable: readonly Row[] = [
  ...closed(
    panel,
    'GET /calls/:call/sheets',
    'GET /calls/:call/sessions',
    'POST /calls/:call/sessions',
    'GET /calls/:call/sessions/:session',
    'POST /calls/:call/sessions/:session',
    'GET /api/v1/calls/:call/sheets',
    'GET /api/v1/calls/:call/sessions',
    'POST /api/v1/calls/:call/sessions',
    'POST /api/v1/calls/:call/sessions/:session/openings',
    'POST /api/v1/calls/:call/sessions/:session/decisions',
    'POST /api/v1/calls/:call/sessions/:session/closing',
  ),
  ...closed(
    readers,
    'GET /calls/:call/minutes/:number',
    'GET /api/v1/calls/:call/minutes/:number',
    'GET /api/v1/calls/:call/minutes/:number/file',
    'GET /api/v1/calls/:call/scores',
  ),
  ...closed(
    ['panel-secretary'],
    'POST /calls/:call/feedback-releases',
    'POST /api/v1/calls/:call/feedback-releases',
  ),
  ...hidden(
    ['evaluator'],
    'GET /calls/:call/applications/:application/sheet',
    'POST /calls/:call/applications/:application/sheet',
    'POST /calls/:call/applications/:application/sheet/reopening',
    'GET /api/v1/calls/:call/applications/:application/sheet',
    'PUT /api/v1/calls/:call/applications/:application/sheet',
    'POST /api/v1/calls/:call/applications/:application/sheet/closing',
    'POST /api/v1/calls/:call/applications/:application/sheet/reopening',
  ),
  ...hidden(
    panel,
    'GET /calls/:call/applications/:application/consolidation',
    'POST /calls/:call/applications/:application/consolidation',
    'POST /calls/:call/applications/:application/consolidation/undoing',
    'GET /api/v1/calls/:call/applications/:application/consolidation',
    'POST /api/v1/calls/:call/applications/:application/consolidation',
    'POST /api/v1/calls/:call/applications/:application/consolidation/undoing',
  ),
  ...hidden(
    [
      'representative',
      'reader',
      'editor',
      'consenter',
      'submitter',
      'partner',
      'officer',
      'panel-secretary',
      'controller',
      'auditor',
    ],
    'GET /calls/:call/applications/:application/feedback',
    'GET /api/v1/calls/:call/applications/:application/feedback',
  ),
];
