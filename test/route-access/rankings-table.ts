import { closed, type Row } from './who.ts';

const readers = ['officer', 'signatory', 'controller', 'auditor'] as const;
const acts = '/rankings/:call/acts';
const api = '/api/v1/calls/:call/ranking-acts';

/** Acts on rankings and lists: who prepares them, who signs them, who looks at them. */
export const rankingsTable: readonly Row[] = [
  ...closed(
    readers,
    `GET ${acts}`,
    `GET ${acts}/:act`,
    `GET ${acts}/:act/files/text`,
    `GET ${acts}/:act/files/sheet`,
    `GET ${acts}/:act/files/document`,
    `GET ${acts}/:act/files/bundle`,
    `GET ${acts}/:act/files/signature`,
    `GET ${api}`,
    `GET ${api}/:act`,
    `GET ${api}/:act/checks`,
    `GET ${api}/:act/entries`,
    `GET ${api}/:act/files/text`,
    `GET ${api}/:act/files/sheet`,
    `GET ${api}/:act/files/document`,
    `GET ${api}/:act/files/bundle`,
    `GET ${api}/:act/files/signature`,
  ),
  ...closed(
    ['officer', 'signatory'],
    `GET ${acts}/new`,
    `POST ${acts}/new`,
    `GET ${acts}/:act/edit`,
    `POST ${acts}/:act/edit`,
    `POST ${acts}/:act/signatures/:hash`,
    `POST ${acts}/:act/abandonment`,
    `POST ${acts}/:act/document`,
    `POST ${acts}/:act/letters`,
    `POST ${api}`,
    `PUT ${api}/:act`,
    `PUT ${api}/:act/signatures/:hash`,
    `POST ${api}/:act/abandonment`,
    `POST ${api}/:act/document`,
    `POST ${api}/:act/letters`,
  ),
  ...closed(
    ['signatory'],
    `POST ${acts}/:act/signature`,
    `POST ${acts}/:act/publication`,
    `POST ${api}/:act/signature`,
    `POST ${api}/:act/publication`,
  ),
  // Any office may ask of a list: a later call of another body may rest on it.
  ...closed([...readers, 'foreign-official'], 'GET /api/v1/calls/:call/recognitions'),
];
