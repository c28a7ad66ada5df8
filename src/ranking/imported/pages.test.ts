import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCallServer, type CallServer } from '../../../test/support/call-server.ts';
import { importRanking } from './import-ranking.ts';
import { importedPages } from './pages.tsx';
import type { PublishedRanking } from './published-ranking.ts';
import { readPublishedRanking } from './read-published-ranking.ts';

let server: CallServer;

function read(slug: string): PublishedRanking {
  const file = `definitions/published-rankings/${slug}.yaml`;
  const reading = readPublishedRanking(readFileSync(file, 'utf8'), file);
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.ranking;
}

const keep = (ranking: PublishedRanking) =>
  server.services.database.db.transaction().execute((tx) => importRanking(tx, ranking));

beforeAll(async () => {
  server = await makeCallServer(undefined, importedPages);
}, 60_000);
afterAll(() => server.close());

test('where nothing is imported the page says how it comes', async () => {
  expect((await server.open('/published-rankings')).text).toContain('bandolo import-ranking');
});

test('eight imports of the same at once keep it once, and the journal has one row', async () => {
  const ranking = read('illumina');
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => keep(ranking)));
  expect(outcomes.toSorted()).toEqual([...Array<string>(7).fill('already-there'), 'imported']);
  expect(await keep({ ...ranking, issuer: 'Another' })).toBe('changed');
  expect(await keep({ ...ranking, issuer: 'Another' })).toBe('already-there');
  const rows = await server.services.database.db
    .selectFrom('journal')
    .select(['act', 'subject'])
    .where('chain', '=', 'published-rankings')
    .execute();
  expect(rows.map(({ subject }) => subject)).toEqual(Array(2).fill('published-ranking/illumina'));
});

test('the printed error of 199,998 euros is shown as what it is', async () => {
  await keep(read('ricircolo-second-scrolling'));
  const { text } = await server.open('/published-rankings/ricircolo-second-scrolling');
  const shown = text.replaceAll('&nbsp;', ' ').replaceAll('\u00A0', ' ');
  for (const said of [
    '4.375.675,00 €',
    '4.175.677,00 €',
    '-199.998,00 €',
    'Il totale stampato non è la somma delle righe',
    'letto nella fonte',
    'Il valore di Bergamo potrebbe essere 1.120.973',
  ])
    expect(shown).toContain(said);
  const list = await server.open('/published-rankings');
  expect(list.text).toContain('1 somma non torna');
  expect(list.text).toContain('le somme tornano');
});

test('one that is not there is not there', async () => {
  expect((await server.open('/published-rankings/nothing')).status).toBe(404);
});
