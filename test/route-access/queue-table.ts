import { closed, everybody, hidden, signedIn, type Row } from './who.ts';

/** What an office has to examine; the application of the address was received and nobody has it yet. */
export const queueTable: readonly Row[] = [
  // What one sees there is what one's roles open; who has none sees nothing.
  ...signedIn(
    'GET /examination',
    'POST /examination/steps',
    'POST /examination/filters',
    'POST /examination/filters/removal',
    'GET /examination/calendar',
    'POST /examination/calendar/feed',
    'POST /examination/calendar/feed/revocation',
    'GET /api/v1/examinations',
    'POST /api/v1/examination-steps',
    'GET /api/v1/due-days',
    'GET /api/v1/examination-filters',
    'PUT /api/v1/examination-filters/:name',
    'DELETE /api/v1/examination-filters/:name',
    'POST /api/v1/due-feed',
    'DELETE /api/v1/due-feed',
  ),
  // The secret in the address is what opens it.
  ...everybody('GET /examination/calendar/:token/due-days.ics'),
  ...closed(
    ['officer', 'auditor'],
    'GET /calls/:call/examination',
    'GET /calls/:call/examination/workload',
    'GET /api/v1/calls/:call/examinations',
    'GET /api/v1/calls/:call/examination-workload',
  ),
  ...closed(
    ['officer'],
    'POST /calls/:call/examination/rotations',
    'POST /api/v1/calls/:call/examination-rotations',
  ),
  ...hidden(
    ['officer'],
    'GET /calls/:call/applications/:application/examination/assignment',
    'POST /calls/:call/applications/:application/examination/assignment',
    'POST /calls/:call/applications/:application/examination/beginning',
    'POST /api/v1/calls/:call/applications/:application/examination/assignment',
    'POST /api/v1/calls/:call/applications/:application/examination/beginning',
  ),
];
