import { closed, hidden, hiddenButSeen, type Row, type Who } from './who.ts';

const readers: readonly Who[] = [
  'representative',
  'reader',
  'editor',
  'consenter',
  'submitter',
  'officer',
  'controller',
  'auditor',
];

/** Messages between the lead and the office: a partner knows of the application and has no part in them. */
export const messagesTable: readonly Row[] = [
  ...hiddenButSeen(
    { allowed: readers, forbidden: ['partner'] },
    'GET /calls/:call/applications/:application/messages',
    'GET /calls/:call/applications/:application/messages/:number/files/:ordinal',
    'GET /api/v1/calls/:call/applications/:application/messages',
    'GET /api/v1/calls/:call/applications/:application/messages/:number/files/:ordinal',
    'POST /api/v1/calls/:call/applications/:application/messages/readings',
  ),
  ...hiddenButSeen(
    { allowed: ['representative', 'editor', 'officer'], forbidden: ['partner'] },
    'POST /calls/:call/applications/:application/messages',
    'POST /api/v1/calls/:call/applications/:application/messages',
  ),
  // The partner is let past the door, and the act refuses the file.
  ...hidden(
    ['representative', 'editor', 'partner', 'officer'],
    'POST /api/v1/calls/:call/applications/:application/messages/files',
  ),
  ...hiddenButSeen(
    { allowed: readers, forbidden: ['partner'] },
    'GET /api/v1/calls/:call/applications/:application/letters',
  ),
  // The address names a letter that there cannot be, so that who is let past the door is told so.
  ...hidden(
    [...readers, 'partner'],
    'GET /calls/:call/applications/:application/letters/:letter',
    'GET /api/v1/calls/:call/applications/:application/letters/:letter/file',
  ),
  ...hidden(
    ['officer'],
    'GET /calls/:call/applications/:application/letters/preview',
    'GET /api/v1/calls/:call/applications/:application/letter-previews/:template',
    'POST /calls/:call/applications/:application/letters',
    'POST /api/v1/calls/:call/applications/:application/letters',
  ),
  ...closed(['officer'], 'POST /calls/:call/letters', 'POST /api/v1/calls/:call/letters'),
  ...closed(
    ['officer', 'controller', 'auditor'],
    'GET /calls/:call/letters',
    'GET /api/v1/calls/:call/letters',
    'GET /calls/:call/messages',
    'GET /calls/:call/delivery-failures',
    'GET /api/v1/calls/:call/messages',
    'GET /api/v1/calls/:call/delivery-failures',
  ),
  ...closed(
    ['officer'],
    'POST /calls/:call/delivery-failures/:message',
    'POST /api/v1/calls/:call/delivery-failures/:message/settlement',
  ),
];
