import { closed, everybody, type Row, type Who } from './who.ts';

const administrators: readonly Who[] = ['administrator', 'parent-administrator'];

/** The call of the address is open; its body is the one whose people the columns name. */
export const callsTable: readonly Row[] = [
  ...everybody(
    'GET /calls',
    'GET /calls/:call',
    'GET /calendar.ics',
    'GET /calls/:call/calendar.ics',
    'GET /calls/:call/versions/:version',
    'GET /fits',
    'POST /fits',
    'GET /calls/:call/fits',
    'POST /calls/:call/fits',
    'POST /api/v1/fits',
    'GET /api/v1/calls',
    'GET /api/v1/calls/:call',
    'GET /api/v1/calls/:call/terms',
    'GET /api/v1/calls/:call/versions',
    'GET /api/v1/calls/:call/versions/:version',
    'GET /api/v1/calls/:call/versions/:version/definition',
    'GET /api/v1/calls/:call/versions/:version/decisions/:file',
    'GET /api/v1/calls/:call/versions/:version/changes',
  ),
  ...closed(
    ['author', ...administrators],
    'GET /bodies/:body/publish',
    'POST /bodies/:body/publish',
    'POST /api/v1/bodies/:body/calls',
    'GET /calls/:call/amend',
    'POST /calls/:call/amend',
    'POST /api/v1/calls/:call/versions',
  ),
  ...closed(
    ['officer', ...administrators],
    'GET /calls/:call/extend',
    'POST /calls/:call/extend',
    'POST /api/v1/calls/:call/extensions',
  ),
  ...closed(
    ['author', 'officer', ...administrators],
    'GET /calls/:call/rehearsal-term',
    'POST /calls/:call/rehearsal-term',
    'POST /api/v1/calls/:call/rehearsal-terms',
  ),
];
