import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall, beeCallAround } from '../../../test/support/bee-call.ts';
import { makeCallServer, type CallServer } from '../../../test/support/call-server.ts';
import { fillListings, loadDefinitions } from '../index.ts';
import { plainText, plainWords } from './plain-words.ts';

let server: CallServer;
let officer: string;

interface Found {
  readonly items: readonly { readonly call: string }[];
  readonly total: number;
  readonly near?: readonly { readonly asked: string; readonly searched: string }[];
  readonly next?: string;
}

async function ask(query: string, as?: string): Promise<Found> {
  const reply = await server.get(`/api/v1/calls?${query}`, { as });
  expect(reply.status, reply.text).toBe(200);
  return reply.json as unknown as Found;
}

async function slugsOf(query: string, as?: string): Promise<readonly string[]> {
  return (await ask(query, as)).items.map(({ call }) => call);
}

const search = (text: string): string => `text=${encodeURIComponent(text)}`;

beforeAll(async () => {
  server = await makeCallServer(() => new Date('2027-03-20T10:00:00Z'));
  const { services, bodyId } = server;
  officer = await server.signIn({ role: 'officer', bodyId });
  const asked = { bodyOf: () => bodyId, ground: 'Prima pubblicazione', resubmission: true };
  await loadDefinitions(services, { folder: 'definitions', ...asked });
  const secret = beeCall({ id: 'hidden' }).replace('Casette per le api', 'Zibaldone segretissimo');
  await server.publish(secret, { mode: 'test' });
}, 120_000);
afterAll(() => server.close());

describe('words', () => {
  test.each([
    ['attivita', 'attività'],
    ['citta', 'città'],
    ['RIFIUTI', 'rifiuti'],
    ['l’energia', "l'energia"],
  ])('%s finds what %s finds', async (plain, accented) => {
    expect(await slugsOf(search(plain))).toEqual(await slugsOf(search(accented)));
  });

  test('are found by their stem, in both languages, over all that a definition says', async () => {
    expect(await slugsOf(search('lampione'))).toEqual(['fictional-village-lamps']);
    expect(await slugsOf(search('filiera'))).toContain('bando-filiere-2022');
    expect(await slugsOf(search('village lamp'))).toContain('fictional-village-lamps');
    expect(await slugsOf(search('enti locali'))).toContain('ricircolo-enti-locali-2024');
    expect(await slugsOf(search('ricircolo'))).toContain('ricircolo-enti-locali-2024');
    // A role, a line, and a topic.
    expect(await slugsOf(search('bottega artigiana'))).toEqual(['fictional-village-lamps']);
    expect(await slugsOf(search('racconti di luce'))).toEqual(['fictional-village-lamps']);
    expect(await slugsOf(search('ecosistemi'))).toContain('innovazione-filiere-2020');
  });

  test('in the title weigh most', async () => {
    const [first] = await slugsOf(search('produzione sostenibile'));
    expect(first).toBe('produzione-sostenibile-2024');
  });

  test.each([
    ['circoalre', 'circolare'],
    ['manifestazoine', 'manifestazione'],
    ['rifuti', 'rifiuti'],
    ['lampini', 'lampioni'],
    ['sostenib', 'sostenibile'],
  ])('%s is looked for as %s too, and says so', async (slip, meant) => {
    const found = await ask(search(slip));
    const right = await slugsOf(search(meant));
    expect(right.length).toBeGreaterThan(0);
    expect(found.near?.map(({ asked }) => asked)).toEqual([slip]);
    expect(found.near?.[0]?.searched).toContain(meant.slice(0, 7));
    expect(found.items.map(({ call }) => call)).toEqual(expect.arrayContaining([...right]));
    const { text } = await server.open(`/calls?${search(slip)}`);
    expect(text).toContain(`La ricerca comprende anche «${found.near?.[0]?.searched ?? ''}»`);
  });

  test.each(['rifiuto', 'filiera', 'comune', 'imprese', 'progetti'])(
    '%s is there, or another form of it, and nothing else is looked for',
    async (word) => {
      const found = await ask(search(word));
      expect(found.near).toBeUndefined();
      expect(found.total).toBeGreaterThan(0);
    },
  );

  test('some of which no call has find those with the others', async () => {
    const { text } = await server.open(`/calls?${search('xilofoni lampioni')}`);
    expect(text).toContain('Nessun bando contiene «xilofoni»');
    expect(text).toContain('/calls/fictional-village-lamps');
    expect((await ask(search('di per il'))).total).toBe((await ask('')).total);
  });

  test('of a call under test are known only to its body, also as near words', async () => {
    expect(await slugsOf(search('zibaldone'))).toEqual([]);
    expect(await slugsOf(search('zibaldone'), officer)).toEqual(['hidden.test']);
    expect((await ask(search('zibaldono'))).near).toBeUndefined();
    expect((await server.open(`/calls?${search('zibaldo')}`)).text).not.toContain('zibaldone');
  });

  test('whatever they are, are searched and never understood as anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 60 }), async (text) => {
        const { status } = await server.get(`/api/v1/calls?${search(text.replaceAll('\0', ''))}`);
        expect(status).toBe(200);
      }),
      { numRuns: 60, examples: [["'); drop table call; --"], ["a' | 'b"], ['\\'], ['%'], ['🐝']] },
    );
  });
});

describe('accents', () => {
  const accents = ['\u0300', '\u0301', '\u0302', '\u0308'];
  const accented = fc
    .array(
      fc.record({
        letter: fc.constantFrom('a', 'e', 'i', 'o', 'u', 'c', 'n', 'r'),
        mark: fc.constantFrom('', '', ...accents),
      }),
      { minLength: 3, maxLength: 12 },
    )
    .map((letters) =>
      letters
        .map(({ letter, mark }) => letter + mark)
        .join('')
        .normalize('NFC'),
    );

  test('taken away or written in another way make no difference', () => {
    fc.assert(
      fc.property(accented, (word) => {
        const bare = word.normalize('NFD').replaceAll(/\p{Mark}/gu, '');
        expect(plainWords(word)).toEqual([bare]);
        expect(plainWords(word.normalize('NFD'))).toEqual([bare]);
        expect(plainText(plainText(word))).toBe(plainText(word));
      }),
    );
  });

  test('a call whose title has them is found with and without', async () => {
    const words = fc.sample(accented, { numRuns: 12, seed: 7 });
    for (const [index, word] of words.entries()) {
      const text = beeCall({ id: `accent-${index}` }).replace('Casette per le api', `Qq${word}`);
      const slug = await server.publish(text);
      for (const asked of [`Qq${word}`, plainText(`Qq${word}`), `QQ${word}`.toUpperCase()])
        expect(await slugsOf(search(asked)), asked).toContain(slug);
    }
  });
});

describe('filters', () => {
  test('choose by state, by whom it is for and by topic, and count', async () => {
    expect(await slugsOf('audience=local-authorities&order=title')).toEqual([
      'fictional-village-lamps',
      'ricircolo-enti-locali-2024',
    ]);
    expect(await slugsOf('audience=local-authorities&topic=waste')).toEqual([
      'ricircolo-enti-locali-2024',
    ]);
    expect(await slugsOf('state=closing')).toEqual(['fictional-village-lamps']);
    const both = await slugsOf('state=open&state=closed&topic=supply-chains');
    expect(both).toContain('bando-filiere-2022');
    const { text } = await server.open('/calls?audience=local-authorities');
    expect(text).toContain('Aperti (1)');
    expect(text).toContain('Chiudono entro 14 giorni (1)');
    expect(text).toContain('Chiusi (1)');
    expect(text).toMatch(/value="local-authorities" checked/);
    expect(text).toContain('Enti locali (2)');
    expect(text).toContain('2 bandi');
  });

  test('that find nothing say what to leave out', async () => {
    const { text } = await server.open('/calls?audience=local-authorities&topic=innovation');
    expect(text).toContain('Nessun bando corrisponde');
    expect(text).toMatch(/href="\/calls\?topic=innovation">per chiunque<\/a> \(\d bandi\)/);
    expect(text).toMatch(
      /href="\/calls\?audience=local-authorities">di ogni tema<\/a> \(2 bandi\)/,
    );
    expect(text).toContain('href="/fits"');
  });

  test('go into the calendar of these calls', async () => {
    const { text } = await server.get(`/calendar.ics?${search('lampioni')}`);
    expect(text).toContain('UID:fictional-village-lamps-opening');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect((await server.open(`/calls?${search('lampioni')}`)).text).toContain(
      'href="/calendar.ics?text=lampioni"',
    );
  });

  test.each([
    'state=half',
    'order=random',
    'audience=%20',
    'topic=a&colour=red',
    `text=${'x'.repeat(201)}`,
  ])('%s is not understood by the API, and does no harm to the page', async (query) => {
    expect((await server.get(`/api/v1/calls?${query}`)).status).toBe(400);
    expect((await server.open(`/calls?${query}`)).status).toBe(200);
  });
});

describe('what is shown', () => {
  test('is what the definition gives, to the cent', async () => {
    const { items } = (await server.get('/api/v1/calls?order=title')).json as {
      items: readonly { call: string }[];
    };
    const of = (slug: string) => items.find(({ call }) => call === slug);
    expect(of('produzione-sostenibile-2024')).toMatchObject({
      share: { rate: '60%', upTo: true },
      ceiling: { lowest: '300000.00', highest: '300000.00', grows: true },
      pot: '12000000.00',
    });
    // Some partners get a higher share than the others.
    expect(of('fictional-village-lamps')).toMatchObject({ share: { rate: '75%', upTo: true } });
    expect(of('ricircolo-enti-locali-2024')).toMatchObject({
      share: { rate: '100%', upTo: false },
      ceiling: { lowest: '10000.00', highest: '300000.00', grows: false },
    });
    // What nobody knows is left out, and is no zero.
    expect(of('innovazione-filiere-2019')).not.toHaveProperty('share');
    const { text } = await server.open('/calls?text=produzione+sostenibile');
    expect(text).toContain('fino al 60 % della spesa');
    expect(text).toContain('12 milioni di €');
    expect(text.replaceAll('\u00A0', ' ')).toContain('300.000 € + 60.000 € per ogni unità oltre 5');
  });

  test('is that of the version in force', async () => {
    const text = beeCallAround(-10, 300, { id: 'renewed' });
    await server.publish(text);
    expect(await slugsOf(search('trabiccolo'))).toEqual([]);
    const reply = await server.post('/api/v1/calls/renewed/versions', {
      as: server.author,
      body: {
        ground: 'Decreto 2',
        definition: text.replace('Casette per le api', 'Trabiccolo per api'),
      },
    });
    expect(reply.status, reply.text).toBe(201);
    expect(await slugsOf(search('trabiccolo'))).toEqual(['renewed']);
    expect((await server.open('/calls?text=trabiccolo')).text).toContain('Trabiccolo per api');
  });

  test('is made for calls that were published before there was a list', async () => {
    const { db } = server.services.database;
    expect((await fillListings(server.services)).made).toBe(0);
    await db.updateTable('call_listing').set({ form: 0 }).execute();
    const { made, failed } = await fillListings(server.services);
    expect(failed).toEqual([]);
    expect(made).toBe((await ask('', officer)).total);
    expect(await slugsOf(search('lampioni'))).toEqual(['fictional-village-lamps']);
  });
});

test('every page of the list goes on where the one before stopped', async () => {
  for (let number = 1; number <= 25; number++)
    await server.publish(beeCallAround(-10, 300, { id: `many-${number}` }));
  const all = await slugsOf('order=deadline&limit=200');
  const seen: string[] = [];
  let next: string | undefined;
  do {
    const page = await ask(`order=deadline&limit=7${next === undefined ? '' : `&after=${next}`}`);
    expect(page.total).toBe(all.length);
    seen.push(...page.items.map(({ call }) => call));
    next = page.next;
  } while (next !== undefined);
  expect(seen).toEqual(all);
  const shown: string[] = [];
  for (let page = 1; page <= Math.ceil(all.length / 20); page++) {
    const { text } = await server.open(`/calls?page=${page}`);
    shown.push(
      ...[...text.matchAll(/<h3><a href="\/calls\/([^"]+)"/g)].map(([, slug]) => slug ?? ''),
    );
  }
  expect(shown).toEqual(all);
  expect((await server.open('/calls?page=9999')).text).toContain('aria-label="Pagina 1"');
}, 60_000);
