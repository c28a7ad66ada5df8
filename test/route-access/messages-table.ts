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
    'GET /calls/:call/applications/:application/messages/:number/file',
    'GET /api/v1/calls/:call/applications/:application/messages',
    'GET /api/v1/calls/:call/applications/:application/messages/:number/file',
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
  ...closed(
    ['officer', 'controller', 'auditor'],
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
