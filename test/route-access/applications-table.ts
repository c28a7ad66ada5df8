import { closed, everybody, hidden, hiddenButSeen, signedIn, type Row, type Who } from './who.ts';

const administrators: readonly Who[] = ['administrator', 'parent-administrator'];
const leadPeople: readonly Who[] = ['representative', 'reader', 'editor', 'consenter', 'submitter'];
/** Who reads what was submitted, to work on it; an evaluator only once it has come to a panel they are in. */
const examiners: readonly Who[] = ['officer', 'panel-secretary', 'controller', 'auditor'];
/** Who reads the register. */
const office: readonly Who[] = [
  'officer',
  'panel-secretary',
  'controller',
  'auditor',
  ...administrators,
];

/** The application of the address was submitted; the acts are those of its applicants. */
const applications: readonly Row[] = [
  ...signedIn(
    'GET /applications',
    'GET /calls/:call/applications/new',
    'POST /calls/:call/applications',
    'GET /api/v1/applications',
    'POST /api/v1/calls/:call/applications',
  ),
  ...hidden(
    [...leadPeople, 'partner', ...examiners],
    'GET /calls/:call/applications/:application',
    'GET /calls/:call/applications/:application/pdf',
    'GET /api/v1/calls/:call/applications/:application',
  ),
  // The exact text holds the costs of everybody, which this call keeps confidential among partners.
  ...hiddenButSeen(
    { allowed: [...leadPeople, ...examiners], forbidden: ['partner'] },
    'GET /calls/:call/applications/:application/snapshots/:hash',
    'GET /api/v1/calls/:call/applications/:application/snapshots/:hash',
  ),
  ...hidden(
    [...leadPeople, 'partner', 'officer', 'panel-secretary', 'controller', 'auditor'],
    'GET /calls/:call/applications/:application/json',
    'GET /calls/:call/applications/:application/zip',
  ),
  ...hidden([...leadPeople, 'partner'], 'GET /api/v1/calls/:call/applications/:application/check'),
  // A partner reads and consents; the text is the lead's, and so is the consent of this row.
  ...hiddenButSeen(
    { allowed: ['representative', 'editor'], forbidden: ['partner'] },
    'GET /calls/:call/applications/:application/edit',
    'POST /calls/:call/applications/:application/edit',
    'GET /calls/:call/applications/:application/sections/:section',
    'POST /calls/:call/applications/:application/sections/:section',
    'GET /calls/:call/applications/:application/sections/budget/import',
    'POST /calls/:call/applications/:application/sections/budget/import',
    'GET /calls/:call/applications/:application/sections/budget/expenses/:format',
    'PUT /api/v1/calls/:call/applications/:application',
    'POST /api/v1/calls/:call/applications/:application/freeze',
  ),
  ...hiddenButSeen(
    { allowed: ['representative', 'consenter'], forbidden: ['partner'] },
    'POST /api/v1/calls/:call/applications/:application/consents',
    'DELETE /api/v1/calls/:call/applications/:application/consents/:organisation',
  ),
  // The same with a form: the act refuses the partner on the page to which they come back.
  ...hidden(
    ['representative', 'editor', 'partner'],
    'POST /calls/:call/applications/:application/freeze',
  ),
  ...hidden(
    ['representative', 'consenter', 'partner'],
    'POST /calls/:call/applications/:application/consents',
    'POST /calls/:call/applications/:application/consents/:organisation/withdrawal',
  ),
];

/** Who takes part: the lead's to change, and each partner's to leave. */
const partnership: readonly Row[] = [
  ...hidden(
    [...leadPeople, 'partner'],
    'GET /calls/:call/applications/:application/partnership',
    'GET /api/v1/calls/:call/applications/:application/partnership',
  ),
  ...hiddenButSeen(
    { allowed: ['representative', 'editor'], forbidden: ['partner'] },
    'POST /api/v1/calls/:call/applications/:application/invitations',
    'POST /api/v1/calls/:call/applications/:application/invitations/:invitation/resending',
    'DELETE /api/v1/calls/:call/applications/:application/invitations/:invitation',
    'DELETE /api/v1/calls/:call/applications/:application/partners/:organisation',
  ),
  ...hiddenButSeen(
    { allowed: ['representative', 'consenter'], forbidden: ['partner'] },
    'POST /api/v1/calls/:call/applications/:application/partners/:organisation/leaving',
  ),
  // The same with forms: the act refuses the partner on the page to which they come back.
  ...hidden(
    ['representative', 'editor', 'partner'],
    'POST /calls/:call/applications/:application/partnership/invitations',
    'POST /calls/:call/applications/:application/partnership/invitations/:invitation/resending',
    'POST /calls/:call/applications/:application/partnership/invitations/:invitation/withdrawal',
    'POST /calls/:call/applications/:application/partnership/partners/:organisation/removal',
  ),
  ...hidden(
    ['representative', 'consenter', 'partner'],
    'POST /calls/:call/applications/:application/partnership/partners/:organisation/leaving',
  ),
  // The key is the secret of a message, which opens it to whoever has it.
  ...signedIn(
    'GET /invitations/:key',
    'POST /invitations/:key/acceptance',
    'POST /invitations/:key/refusal',
    'GET /api/v1/invitations',
    'GET /api/v1/invitations/:key',
    'POST /api/v1/invitations/:key/acceptance',
    'POST /api/v1/invitations/:key/refusal',
  ),
];

const signatures: readonly Row[] = [
  ...hidden(
    [...leadPeople, 'partner', ...examiners],
    'GET /calls/:call/applications/:application/consents/:organisation/signatures/:hash',
    'GET /api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash',
  ),
  // What is signed is the exact text.
  ...hiddenButSeen(
    { allowed: [...leadPeople, ...examiners], forbidden: ['partner'] },
    'GET /calls/:call/applications/:application/snapshots/:hash/print',
    'GET /calls/:call/applications/:application/consents/:organisation/signatures/:hash/file',
    'GET /api/v1/calls/:call/applications/:application/snapshots/:hash/print',
  ),
  // What is sent here is no file; who may bring one is tried where signatures are.
  ...hidden(
    [...leadPeople, 'partner'],
    'PUT /api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash',
    'POST /calls/:call/applications/:application/consents/:organisation/signatures/:hash',
  ),
];

const documents: readonly Row[] = [
  ...hidden(
    [...leadPeople, 'partner'],
    'GET /calls/:call/applications/:application/documents',
    'GET /api/v1/calls/:call/applications/:application/documents',
  ),
  ...hidden(
    [...leadPeople, 'partner', ...examiners],
    'GET /calls/:call/applications/:application/documents/:slot/versions/:version',
    'GET /api/v1/calls/:call/applications/:application/documents/:slot/versions/:version',
  ),
  // What is sent here is no file; who may send one is tried where files are.
  ...hidden(
    ['representative', 'editor', 'partner'],
    'PUT /api/v1/calls/:call/applications/:application/documents/:slot',
  ),
  ...hidden(
    ['representative', 'editor', 'partner'],
    'POST /api/v1/calls/:call/applications/:application/documents/:slot/uploads',
    'PUT /api/v1/calls/:call/applications/:application/documents/:slot/uploads/:upload',
  ),
  // Only who began an upload ends it.
  ...hidden(
    ['representative'],
    'POST /api/v1/calls/:call/applications/:application/documents/:slot/uploads/:upload/completion',
  ),
  // The documents are the lead's, as the text is.
  ...hiddenButSeen(
    { allowed: ['representative', 'editor'], forbidden: ['partner'] },
    'POST /calls/:call/applications/:application/documents/:slot',
    'POST /calls/:call/applications/:application/documents/:slot/versions/:version/removal',
    'DELETE /api/v1/calls/:call/applications/:application/documents/:slot/versions/:version',
  ),
];

const register: readonly Row[] = [
  ...everybody('GET /api/v1/signing-keys'),
  ...hidden(
    ['representative', 'submitter'],
    'POST /calls/:call/applications/:application/submission',
    'POST /calls/:call/applications/:application/withdrawal',
    'POST /api/v1/calls/:call/applications/:application/submission',
    'POST /api/v1/calls/:call/applications/:application/withdrawal',
  ),
  ...hidden(
    [...leadPeople, 'partner'],
    'GET /calls/:call/applications/:application/submission',
    'GET /calls/:call/applications/:application/submission/state',
  ),
  ...hidden(
    [...leadPeople, 'partner', ...office],
    'GET /calls/:call/applications/:application/receipts/:number',
    'GET /calls/:call/applications/:application/receipts/:number/json',
    'GET /calls/:call/applications/:application/receipts/:number/pdf',
    'GET /api/v1/calls/:call/applications/:application/receipts',
  ),
  ...closed(
    office,
    'GET /calls/:call/register',
    'GET /api/v1/calls/:call/register',
    'GET /api/v1/calls/:call/register-export',
    'GET /api/v1/calls/:call/register-export/xlsx',
    'GET /api/v1/calls/:call/register-export/json',
    'GET /api/v1/calls/:call/register-export/ndjson',
  ),
];

const incidents: readonly Row[] = [
  ...everybody(
    'GET /calls/:call/incidents',
    'GET /calls/:call/incidents/:incident',
    'GET /api/v1/calls/:call/incidents',
    'GET /api/v1/calls/:call/incidents/:incident',
  ),
  ...closed(
    office,
    'GET /api/v1/calls/:call/incidents/:incident/touched',
    'GET /api/v1/calls/:call/outages',
  ),
  ...closed(
    ['officer', ...administrators],
    'GET /calls/:call/incidents/new',
    'POST /calls/:call/incidents/new',
    'GET /calls/:call/incidents/:incident/add',
    'POST /calls/:call/incidents/:incident/add',
    'GET /calls/:call/incidents/:incident/remedy',
    'POST /calls/:call/incidents/:incident/remedy',
    'POST /api/v1/calls/:call/incidents',
    'POST /api/v1/calls/:call/incidents/:incident/touched',
    'POST /api/v1/calls/:call/incidents/:incident/remedy',
  ),
];

export const applicationsTable: readonly Row[] = [
  ...applications,
  ...partnership,
  ...signatures,
  ...documents,
  ...register,
  ...incidents,
];
