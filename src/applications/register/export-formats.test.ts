import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFoundBy, listedWords } from '../../../test/support/listed-words.ts';
import { makeListScene, type ListScene } from '../../../test/support/register-list.ts';
import { protocolOf } from './entry.ts';
import { exportFormats, exportTypes, type ExportFormat } from './export-formats.ts';
import { exportAddress } from './routes.ts';

let scene: ListScene;
let officer: Readonly<Record<string, string>>;

beforeAll(async () => {
  scene = await makeListScene({ entered: 1_200, spare: 10, wordsOf: listedWords });
  officer = (await scene.signIn('officer', 'api')).headers;
}, 60_000);
afterAll(() => scene.close());

async function ask(format: ExportFormat, query: Record<string, string> = {}, headers = officer) {
  const parameters = new URLSearchParams(query).toString();
  return scene.app.inject({
    url: `${exportAddress(scene.world.call, format)}?${parameters}`,
    headers,
  });
}

const expected = () =>
  scene.entries.map((entry) => ({
    mode: 'rehearsal',
    protocol: protocolOf(scene.world.call, entry.number),
    ...entry,
  }));

test.each(exportFormats)('as %s it says what it is, and its mode in its name', async (format) => {
  const reply = await ask(format);
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toBe(exportTypes[format]);
  expect(reply.headers['content-disposition']).toMatch(
    new RegExp(`^attachment; filename="REHEARSAL-[a-z0-9.-]+-register\\.${format}"$`),
  );
  const stranger = await scene.signIn('evaluator', 'api');
  expect((await ask(format, {}, stranger.headers)).statusCode).toBe(403);
});

test('JSON holds every entry, once and in order, with its mode', async () => {
  const { bandolo, call, mode, entries } = (await ask('json')).json<Record<string, unknown>>();
  expect({ bandolo, call, mode }).toEqual({
    bandolo: 'register/1',
    call: scene.world.call,
    mode: 'rehearsal',
  });
  expect(entries).toEqual(expected());
});

test('NDJSON holds one entry a line', async () => {
  const lines = (await ask('ndjson')).body.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected());
});

describe('the workbook', () => {
  async function rowsOf(query: Record<string, string> = {}) {
    const [sheet] = await readWorkbook((await ask('xlsx', query)).rawPayload, {
      trim: false,
    });
    expect(sheet?.sheet).toBe('REHEARSAL register');
    return (sheet?.data ?? []).slice(1);
  }

  test('holds every entry with instants as instants and numbers as numbers', async () => {
    const rows = await rowsOf();
    expect(rows).toEqual(
      expected().map((entry) => [
        entry.mode,
        entry.protocol,
        entry.number,
        entry.kind,
        expect.any(Date),
        entry.at,
        entry.applicationId,
        // A text that begins like a formula stays that text.
        entry.title === '' ? null : entry.title,
        entry.leadName,
        entry.leadFiscalCode,
        entry.snapshotHash,
        entry.ground,
        entry.hash,
      ]),
    );
    const clock = new Intl.DateTimeFormat('sv', {
      timeZone: 'Europe/Rome',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    for (const [index, row] of rows.entries())
      expect((row[4] as unknown as Date).toISOString().slice(0, 16)).toBe(
        clock
          .format(new Date(scene.entries[index]?.at ?? ''))
          .replace(' ', 'T')
          .slice(0, 16),
      );
    expect(scene.entries.some(({ title }) => title.startsWith('='))).toBe(true);
  });

  test('holds what the filter leaves', async () => {
    const rows = await rowsOf({ text: 'emergenza' });
    const wanted = scene.entries.filter(isFoundBy('emergenza', scene.world.call));
    expect(rows.map((row) => row[2])).toEqual(wanted.map(({ number }) => number));
    expect(rows.length).toBeGreaterThan(3);
  });
});

test.each(exportFormats)(
  'as %s it is not sent again until the register has grown',
  async (format) => {
    const first = await ask(format);
    const known = { ...officer, 'if-none-match': String(first.headers.etag) };
    const again = await ask(format, {}, known);
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await ask(format)).rawPayload.equals(first.rawPayload)).toBe(true);
    expect((await ask(format, { kind: 'withdrawal' }, known)).statusCode).toBe(200);
    await scene.enterMore(1);
    expect((await ask(format, {}, known)).statusCode).toBe(200);
  },
);

test('what holds nothing is still a whole file', async () => {
  const query = { text: 'qqq' };
  expect((await ask('json', query)).json<{ entries: unknown }>().entries).toEqual([]);
  expect((await ask('ndjson', query)).body).toBe('');
  const [sheet] = await readWorkbook((await ask('xlsx', query)).rawPayload);
  expect(sheet?.data).toHaveLength(1);
});
