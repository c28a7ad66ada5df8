import { hidden, hiddenButSeen, type Row, type Who } from './who.ts';

const leadPeople: readonly Who[] = ['representative', 'reader', 'editor', 'consenter', 'submitter'];
const office: readonly Who[] = ['officer', 'panel-secretary', 'controller', 'auditor'];

const requests = '/calls/:call/applications/:application/requests';
const one = `${requests}/:request`;

/** What the office asks and announces, and what is answered. */
export const requestsTable: readonly Row[] = [
  ...hidden(
    [...leadPeople, 'partner', ...office],
    `GET ${requests}`,
    `GET ${one}`,
    `GET ${one}/documents/:document`,
    `GET /api/v1${requests}`,
    `GET /api/v1${one}`,
    `GET /api/v1${one}/documents/:document`,
  ),
  // The exact text holds the costs of everybody, which this call keeps confidential among partners.
  ...hiddenButSeen(
    { allowed: [...leadPeople, ...office], forbidden: ['partner'] },
    'GET /calls/:call/applications/:application/texts/:hash',
    'GET /api/v1/calls/:call/applications/:application/texts/:hash',
  ),
  ...hidden(office, `GET ${one}/proofs/:proof/file`, `GET /api/v1${one}/proofs/:proof/file`),
  ...hidden(
    ['officer'],
    `POST ${requests}`,
    `POST ${one}/draft`,
    `POST ${one}/removal`,
    `POST ${one}/sending`,
    `POST ${one}/withdrawal`,
    `POST ${one}/extension`,
    `POST ${one}/late-reply`,
    `POST ${one}/answers`,
    `POST ${one}/proofs`,
    'GET /api/v1/calls/:call/applications/:application/refusability',
    `POST /api/v1${requests}`,
    `PUT /api/v1${one}`,
    `DELETE /api/v1${one}`,
    `POST /api/v1${one}/sending`,
    `POST /api/v1${one}/withdrawal`,
    `POST /api/v1${one}/extension`,
    `POST /api/v1${one}/late-reply`,
    `POST /api/v1${one}/answers/:item`,
    `POST /api/v1${one}/proofs`,
  ),
  // A partner writes and submits for itself: what is sent here is no reply, and the act refuses one.
  ...hidden(
    ['representative', 'editor', 'partner'],
    `PUT /api/v1${one}/reply`,
    `PUT /api/v1${one}/reply/points/:item/documents`,
  ),
  ...hidden(
    ['representative', 'submitter', 'partner'],
    `POST ${one}/reply/sending`,
    `POST /api/v1${one}/reply/sending`,
  ),
  ...hiddenButSeen(
    { allowed: ['representative', 'editor'], forbidden: ['partner'] },
    `POST ${one}/reply`,
    `POST ${one}/reply/points/:item/documents`,
    `POST ${one}/reply/documents/:document/removal`,
    `DELETE /api/v1${one}/reply/documents/:document`,
  ),
];
