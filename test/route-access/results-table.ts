import { absent, closed, everybody, hidden, type Row } from './who.ts';

const results = '/calls/:call/results';
const api = '/api/v1/calls/:call/results';

/** What is published of rankings and lists, and the codes of projects that the office records. */
export const resultsTable: readonly Row[] = [
  ...everybody(
    'GET /results',
    'GET /results.atom',
    `GET ${results}`,
    `GET ${results}.csv`,
    `GET ${results}.json`,
    `GET ${results}.atom`,
    `GET ${results}/members`,
    `GET ${results}/:act`,
    `GET ${results}/:act.csv`,
    `GET ${results}/:act.json`,
    `GET ${results}/:act/figures`,
    `GET ${results}/:act/applications/:pseudonym`,
    'GET /open-data',
    'GET /open-data/grants.csv',
    'GET /open-data/grants.json',
    'GET /open-data/catalogue',
    'GET /open-data/catalogue.ttl',
    'GET /open-data/catalogue.jsonld',
    'GET /published-rankings',
    'GET /published-rankings/:ranking',
    'GET /api/v1/results',
    `GET ${api}`,
    `GET ${api}/:act`,
    `GET ${api}/:act/entries`,
    'GET /api/v1/published-rankings',
    'GET /api/v1/published-rankings/:ranking',
  ),
  // The act that is published here was written without its bundle; tests of bundles read them as nobody.
  ...absent(
    `GET ${results}/:act/bundle.json`,
    `GET ${results}/:act/acts.json`,
    `GET ${results}/:act/recompute`,
  ),
  ...closed(['officer'], 'GET /rankings/:call/cup'),
  ...hidden(
    ['officer'],
    'POST /rankings/:call/applications/:application/cup',
    'PUT /api/v1/calls/:call/applications/:application/cup',
  ),
];
