import { everybody, signedIn, type Row } from './who.ts';

/** What every server has, whatever it is used for. */
export const platformTable: readonly Row[] = [
  ...everybody(
    'GET /',
    'GET /assets/:file',
    'GET /favicon.ico',
    'GET /privacy',
    'GET /legal-notes',
    'GET /accessibility',
    'GET /kit',
    'GET /kit/errors',
    'GET /kit/problems/:status',
    'GET /status',
    'GET /ready',
    'GET /metrics',
    'GET /api/docs',
    'GET /api/v1/openapi.json',
  ),
  ...signedIn('GET /session/keep'),
];
