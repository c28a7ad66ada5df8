import { closed, everybody, hidden, hiddenButSeen, signedIn, type Row, type Who } from './who.ts';

const leadPeople: readonly Who[] = ['representative', 'reader', 'editor', 'consenter', 'submitter'];
/** An organisation belongs to no body, so the administrator of any may put its representatives right. */
const anyAdministrator: readonly Who[] = [
  'administrator',
  'parent-administrator',
  'foreign-administrator',
];
const ownAdministrator: readonly Who[] = ['administrator', 'parent-administrator'];

/** Signing in and out, and one's own sessions. */
const ownThings: readonly Row[] = [
  ...everybody(
    'GET /sign-in',
    'GET /sign-in/openid',
    'GET /sign-in/openid/callback',
    'POST /sign-in/trial',
    'POST /sign-out',
    'GET /signed-out',
    'GET /api/v1/trial-people',
    'POST /api/v1/trial-sessions',
  ),
  ...signedIn(
    'GET /account',
    'POST /account/messages',
    'POST /account/sessions/:session/end',
    'POST /account/tokens',
    'POST /session/extension',
    'POST /session/acting-for',
    'POST /sign-out/everywhere',
    'GET /api/v1/me',
    'GET /api/v1/sessions',
    'DELETE /api/v1/sessions/:session',
    'DELETE /api/v1/sessions',
    'POST /api/v1/tokens',
    'PUT /api/v1/session/acting-for',
  ),
];

/** The organisation of the address is the one that leads the application. */
const organisations: readonly Row[] = [
  ...signedIn(
    'GET /organisations',
    'GET /organisations/new',
    'POST /organisations/new',
    'GET /api/v1/organisations',
    'POST /api/v1/organisations',
  ),
  ...hidden(leadPeople, 'GET /api/v1/organisations/:organisation'),
  ...hidden(
    [...leadPeople, ...anyAdministrator],
    'GET /organisations/:organisation',
    'GET /api/v1/organisations/:organisation/powers',
  ),
  ...hidden(
    ['representative', 'editor'],
    'GET /organisations/:organisation/edit',
    'POST /organisations/:organisation/edit',
    'GET /organisations/:organisation/sites/new',
    'POST /organisations/:organisation/sites/new',
    'GET /organisations/:organisation/sites/:site',
    'POST /organisations/:organisation/sites/:site',
    'POST /organisations/:organisation/sites/:site/removal',
    'PUT /api/v1/organisations/:organisation',
  ),
  ...hidden(
    ['representative'],
    'GET /organisations/:organisation/mandates/new',
    'POST /organisations/:organisation/mandates/new',
    'POST /api/v1/organisations/:organisation/mandates',
  ),
  ...hidden(
    ['representative', ...anyAdministrator],
    'GET /organisations/:organisation/legal-representatives/new',
    'POST /organisations/:organisation/legal-representatives/new',
    'POST /api/v1/organisations/:organisation/legal-representatives',
  ),
  // A delegate may give up their own power, and end nobody else's.
  ...hiddenButSeen(
    {
      allowed: ['representative', ...anyAdministrator],
      forbidden: ['reader', 'editor', 'consenter', 'submitter'],
    },
    'DELETE /api/v1/organisations/:organisation/powers/:power',
  ),
  // The same with a form: the act refuses them on the page to which they come back.
  ...hidden(
    [...leadPeople, ...anyAdministrator],
    'POST /organisations/:organisation/powers/:power/revocation',
  ),
];

/** The body of the address is the one of the call. */
const bodies: readonly Row[] = [
  ...everybody('GET /bodies', 'GET /api/v1/bodies', 'GET /api/v1/bodies/:body'),
  ...closed(
    [...ownAdministrator, 'auditor'],
    'GET /bodies/:body/people',
    'GET /api/v1/bodies/:body/roles',
  ),
  ...closed(
    ownAdministrator,
    'GET /bodies/:body/roles/new',
    'POST /bodies/:body/roles/new',
    'GET /bodies/:body/roles/:role/revocation',
    'POST /bodies/:body/roles/:role/revocation',
    'GET /bodies/:body/bodies/new',
    'POST /bodies/:body/bodies/new',
    'POST /api/v1/bodies/:body/bodies',
    'POST /api/v1/bodies/:body/roles',
    'POST /api/v1/bodies/:body/roles/:role/revocation',
  ),
];

const outbox: readonly Row[] = [
  ...closed(anyAdministrator, 'GET /outbox', 'POST /outbox/:message'),
  // Only on the machine of a trial, where anybody can be anybody.
  ...everybody('GET /trial/outbox', 'GET /trial/outbox/:message'),
];

export const accountsTable: readonly Row[] = [...ownThings, ...organisations, ...bodies, ...outbox];
