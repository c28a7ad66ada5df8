import { afterAll, beforeAll, expect, test } from 'vitest';
import { beeCall, beeCallAround } from '../../test/support/bee-call.ts';
import { makeCallServer, type CallServer } from '../../test/support/call-server.ts';

let server: CallServer;

beforeAll(async () => {
  server = await makeCallServer();
  await server.publish(beeCallAround(-10, 300, { id: 'now' }));
  await server.publish(beeCallAround(90, 300, { id: 'soon' }), { mode: 'rehearsal' });
  await server.publish(beeCall({ id: 'past' }));
  await server.publish(beeCall({ id: 'secret' }), { mode: 'test' });
  await server.publish(
    beeCall({ id: 'odd' }).replace(
      'it: Casette per le api',
      "it: 'Api, fiori; e \\ così: una frase lunga più di settantacinque ottetti — èèèèèèèèèèèèèèèèèèèèèèèèèèèèèèè'",
    ),
  );
}, 60_000);
afterAll(() => server.close());

/** The properties of each event, with folded lines put together. */
function eventsOf(text: string): readonly ReadonlyMap<string, string>[] {
  return text
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT\r\n')
    .slice(1)
    .map(
      (event) =>
        new Map(
          event
            .split('\r\n')
            .filter((line) => line.includes(':'))
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
        ),
    );
}

const uidsOf = (text: string) => eventsOf(text).map((event) => event.get('UID')?.split('@')[0]);

test('the feed of all has an opening and a closing of every live call, and no other', async () => {
  const { status, text, headers } = await server.get('/calendar.ics');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(new Set(uidsOf(text))).toEqual(
    new Set(['now', 'odd', 'past'].flatMap((id) => [`${id}-closing`, `${id}-opening`])),
  );
  expect(uidsOf(text)).toHaveLength(6);
  const past = eventsOf(text).find((event) => event.get('UID')?.startsWith('past-opening'));
  const { term } = (await server.get('/api/v1/calls/past')).json as { term: { opensAt: string } };
  expect(past?.get('DTSTART')).toBe(`${term.opensAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z`);
});

test('lines are whole: ended as they must be, at most 75 octets, with no character cut', async () => {
  const { text } = await server.get('/calls/odd/calendar.ics', {
    headers: { 'accept-language': 'it' },
  });
  const lines = text.split('\r\n');
  expect(lines.at(-1)).toBe('');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(75);
  expect(eventsOf(text)[0]?.get('SUMMARY')).toContain(
    'Api\\, fiori\\; e \\\\ così: una frase lunga più di settantacinque ottetti — èèè',
  );
});

test('an extension moves the event and keeps its name', async () => {
  const find = async () => {
    const { text } = await server.get('/calls/now/calendar.ics');
    return eventsOf(text).find((event) => event.get('UID')?.startsWith('now-closing'));
  };
  const before = await find();
  expect(before?.get('SEQUENCE')).toBe('0');
  const extended = await server.post('/api/v1/calls/now/extensions', {
    as: server.officer,
    body: { closesAt: '2099-07-01T14:00:00Z', ground: 'Decree 3' },
  });
  expect(extended.status).toBe(201);
  const after = await find();
  expect(after?.get('UID')).toBe(before?.get('UID'));
  expect(after?.get('SEQUENCE')).toBe('1');
  expect(after?.get('DTSTART')).toBe('20990701T140000Z');
});

test('a rehearsal says so in its own feed, and a test is there for its body only', async () => {
  const soon = await server.get('/calls/soon.rehearsal/calendar.ics', {
    headers: { 'accept-language': 'it' },
  });
  expect(eventsOf(soon.text)[0]?.get('SUMMARY')).toContain('[Prova generale');
  expect((await server.get('/calls/secret.test/calendar.ics')).status).toBe(404);
  expect((await server.get('/calls/secret.test/calendar.ics', { as: server.officer })).status).toBe(
    200,
  );
});
