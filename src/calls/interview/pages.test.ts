import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyApplication } from '../../../test/random-application.ts';
import { beeCall } from '../../../test/support/bee-call.ts';
import { makeCallServer, type CallServer } from '../../../test/support/call-server.ts';
import {
  makeFormBrowser,
  type FormBrowser,
  type Shown,
} from '../../../test/support/form-browser.ts';
import { advise } from '../../engine/index.ts';
import { formatMoney } from '../../platform/page/index.ts';
import { findPublished, loadDefinitions } from '../index.ts';
import { writeSteps } from './read-steps.ts';
import type { AskedCall, Step } from './step.ts';

let server: CallServer;
const calls = new Map<string, AskedCall>();
/** While three of the calls are open or about to open. */
const now = new Date('2024-06-20T10:00:00Z');

beforeAll(async () => {
  server = await makeCallServer(() => now);
  const { services, bodyId } = server;
  const asked = { bodyOf: () => bodyId, ground: 'Resolution 1', resubmission: true };
  await loadDefinitions(services, { folder: 'definitions', ...asked });
  const found = await services.database.db.selectFrom('call').select(['id', 'slug']).execute();
  for (const { id, slug } of found) {
    const published = await findPublished(services, { callId: id, version: 1 });
    if (published) calls.set(slug, { slug, rules: published.call });
  }
}, 120_000);
afterAll(() => server.close());

const lamps = '/calls/fictional-village-lamps/fits';
const recycling = 'ricircolo-enti-locali-2024';
const production = 'produzione-sostenibile-2024';

/** A browser that comes from the address under which the server is known. */
function openBrowser(): FormBrowser {
  const { app, services } = server;
  const inject = (asked: { readonly headers?: object }) =>
    app.inject({
      ...asked,
      headers: { ...asked.headers, origin: services.config.publicUrl },
    });
  return makeFormBrowser({ inject } as unknown as Pick<typeof app, 'inject'>);
}

/** Sends the question that stands on the page. */
async function answer(
  browser: FormBrowser,
  url: string,
  fields: Readonly<Record<string, string | string[]>>,
): Promise<Shown> {
  const reply = await browser.send(url, { act: 'answer', ...fields });
  return reply.location === undefined ? reply : browser.open(reply.location);
}

describe('the page', () => {
  test('shows what can still be applied for, to whoever comes, and asks with a reason and its article', async () => {
    const browser = openBrowser();
    const page = await browser.open('/fits');
    expect(page.status).toBe(200);
    for (const slug of [recycling, production])
      expect(page.html).toContain(calls.get(slug)?.rules.document.title.en.split(' ')[0]);
    expect(page.html).not.toContain('innovazione-filiere-2019');
    expect(page.text).toMatch(/Why we ask\. .*(needed|points|grant)/);
    expect(page.html).toMatch(/class="bd-cite">[^<]{3,}/);
    expect(page.text).toContain('Does it fit me?');
    expect(page.headers['cache-control']).toContain('no-store');
  });

  test('goes from question to question; what is said is in the address and can be changed', async () => {
    const browser = openBrowser();
    const url = `/calls/${production}/fits`;
    await browser.open(url);
    const first = await browser.send(url, { act: 'answer', 'v-lead': '1', 'v-sme': '10' });
    expect(first.status).toBe(303);
    const second = await browser.open(first.location ?? '');
    expect(second.text).toContain('up to €660,000.00');
    const change = await browser.send(url, { change: '0' });
    expect(change.location).toContain('change=0');
    const again = await browser.open(change.location ?? '');
    expect(again.html).toMatch(/name="v-sme"[^>]*value="10"/);
    const changed = await answer(browser, url, { 'v-lead': '1', 'v-sme': '3' });
    expect(changed.text).toContain('not possible');
    expect(changed.text).toContain('No later answer can change this.');
    expect(changed.text).toContain('There is nothing else to ask');
  });

  test('goes on as the body of a form once the address would be too long, and loses nothing', async () => {
    const browser = openBrowser();
    let shown = await browser.open('/fits');
    let turns = 0;
    let longest = '';
    while (shown.html.includes('name="q"') && turns < 150) {
      turns += 1;
      const a = /name="a" value="([^"]*)"/.exec(shown.html)?.[1] ?? '';
      const q = /name="q" value="([^"]*)"/.exec(shown.html)?.[1] ?? '';
      const isAboutPartners = shown.html.includes('id="v-lead"');
      const isChoice = !shown.html.includes('value="unknown"');
      const said = isAboutPartners
        ? { act: 'answer', 'v-lead': '1', 'v-firm': '30', 'v-sme': '30' }
        : isChoice
          ? { act: 'answer', v: '?' }
          : { act: 'unknown' };
      const reply = await browser.send('/fits', { a, q, ...said });
      if (reply.location === undefined) {
        expect(reply.status).toBe(200);
        shown = reply;
      } else {
        expect(reply.location.length).toBeLessThanOrEqual(2000);
        shown = await browser.open(reply.location);
      }
      const after = /name="a" value="([^"]*)"/.exec(shown.html)?.[1] ?? '';
      expect(after.length).toBeGreaterThan(a.length);
      longest = after;
    }
    expect(longest.length).toBeGreaterThan(2000);
    expect(shown.text).toContain('There is nothing else to ask');
    expect(shown.text).toContain('too many for an address');
  });

  test('nothing is written', async () => {
    const count = async () =>
      (
        await server.services.database.db
          .selectFrom('journal')
          .select(({ fn }) => fn.countAll<string>().as('rows'))
          .executeTakeFirstOrThrow()
      ).rows;
    const before = await count();
    const browser = openBrowser();
    await browser.open(lamps);
    await browser.send(lamps, { act: 'unknown' });
    expect(await count()).toBe(before);
  });

  test('a call under test is there only for its body, a call that is not there for nobody', async () => {
    const slug = await server.publish(beeCall({ id: 'secret' }), { mode: 'test' });
    const url = `/calls/${slug}/fits`;
    expect((await server.open(url)).status).toBe(404);
    const author = await server.signIn({ role: 'author', bodyId: server.bodyId }, 'browser');
    expect((await server.open(url, author)).status).toBe(200);
    expect((await server.open('/calls/nothing/fits')).status).toBe(404);
  });
});

describe('what cannot be right', () => {
  test.each([
    ['no number', 'two', 'whole number'],
    ['nobody at all', '0', 'At least one'],
    ['more than an application can have', '500', 'at most 200'],
    ['a negative one', '-3', 'whole number'],
  ])('%s is told at the field, and stays there', async (_, typed, message) => {
    const browser = openBrowser();
    const url = `/calls/${production}/fits`;
    await browser.open(url);
    const page = await browser.send(url, {
      act: 'answer',
      'v-lead': typed,
      'v-sme': '0',
      'v-other-subject': '0',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain(message);
    expect(page.html).toMatch(/<input[^>]*id="v-lead"[^>]*aria-invalid="true"/);
    if (typed !== '0') expect(page.html).toContain(`value="${typed}"`);
  });

  test.each([
    ['no text of ours', 'AAAA'],
    ['another shape', Buffer.from('{"a":1}').toString('base64url')],
    [
      'a prototype',
      Buffer.from(`[["${production}",["f","__proto__",true]]]`).toString('base64url'),
    ],
    ['what only the office says', encode([[production, ['f', 'meritPassed', true]]])],
    ['an option that is none', encode([[production, ['f', 'areas', ['nothing']]]])],
    [
      'a figure beyond counting',
      encode([[production, ['f', 'projectInvestment', '9'.repeat(12)]]]),
    ],
    ['partners below zero', encode([[production, ['p', '', { lead: -1 }]]])],
    ['a call that is closed', encode([['innovazione-filiere-2019', ['p', '', null]]])],
    ['markup', encode([[production, ['f', '<script>alert(1)</script>', true]]])],
    ['a great many', encode([[production, ...Array.from({ length: 2000 }, () => ['s', 'call'])]])],
  ])('an address with %s is left out, and said', async (name, a) => {
    const page = await server.open(`/fits?a=${encodeURIComponent(a)}`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/non vale più|non valgono più/);
    expect(page.text).not.toContain('<script>alert');
    if (name !== 'a great many') expect(page.text).toContain('Ancora nessuna.');
  });
});

function encode(groups: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(groups)).toString('base64url');
}

/** Some of what an application says, in the order in which the definition lists it. */
function someSteps(call: AskedCall): fc.Arbitrary<readonly Step[]> {
  const [track] = call.rules.tracks.values();
  if (!track) throw new Error('a call has a line');
  const { slug, rules } = call;
  return fc
    .tuple(anyApplication(rules, track), fc.infiniteStream(fc.boolean()))
    .map(([{ facts }, coin]) =>
      rules.document.facts.flatMap((fact): readonly Step[] => {
        const isOwn = fact.proof === 'applicant' || fact.proof === 'register';
        const value = facts[fact.id];
        if (!isOwn || fact.level === 'partner' || value === undefined) return [];
        return coin.next().value === true
          ? [{ call: slug, kind: 'fact', fact: fact.id, value }]
          : [];
      }),
    );
}

const verdicts = { fits: 'fa per voi', cannot: 'non possibile', depends: 'dipende' };

test.each([recycling, production, 'fictional-village-lamps', 'manifestazione-filiere-2022'])(
  'the page of %s says of each line what the engine says, for many answers',
  async (id) => {
    const slug = [...calls.keys()].find((each) => each.startsWith(id)) ?? '';
    const call = calls.get(slug);
    if (!call) throw new Error(`${id} is not published`);
    await fc.assert(
      fc.asyncProperty(someSteps(call), async (steps) => {
        const a = encodeURIComponent(writeSteps(steps));
        const page = await server.open(`/calls/${slug}/fits?a=${a}`);
        expect(page.status).toBe(200);
        const facts = Object.fromEntries(
          steps.flatMap((step) => (step.kind === 'fact' ? [[step.fact, step.value ?? '']] : [])),
        );
        const { lines } = advise([call.rules], { facts });
        const card = /<article.*<\/article>/s.exec(page.text)?.[0] ?? '';
        const shown = [...card.matchAll(/class="bd-tag (?:ok|stop|open)">.*?<\/svg>([^<]*)/gs)]
          .map(([, text = '']) => text)
          .filter((text) => Object.values(verdicts).some((verdict) => text.startsWith(verdict)));
        expect(shown).toHaveLength(lines.length);
        lines.forEach(({ answer: said, grant }, index) => {
          expect(shown[index]).toMatch(new RegExp(`^${verdicts[said]}`));
          if (!grant || said === 'cannot') return;
          if (Number.isFinite(grant.high)) expect(card).toContain(formatMoney(grant.high, 'it'));
          else if (grant.low === 0) expect(card).toContain('non ancora noto');
          if (grant.high > 0) expect(card).not.toContain('tra 0,00');
        });
      }),
      { numRuns: 60 },
    );
  },
  120_000,
);

describe('the API', () => {
  const ask = (body: object) => server.post('/api/v1/fits', { body });

  test('says the same as the page, and unknown is an interval without an end', async () => {
    const { status, json } = await ask({ calls: [production], facts: {} });
    expect(status).toBe(200);
    const [line] = json['lines'] as readonly Record<string, unknown>[];
    expect(line).toMatchObject({ call: production, line: 'call', answer: 'depends' });
    expect(line?.['grant']).toEqual({ from: '0.00' });
    expect(line?.['next']).toMatchObject({ kind: 'partners' });
    const all = await ask({});
    const named = (all.json['lines'] as readonly { readonly call: string }[]).map(
      ({ call }) => call,
    );
    expect(named).toContain(recycling);
    expect(named).not.toContain('innovazione-filiere-2019');
  });

  test('says what a call cannot read, and refuses what no call can', async () => {
    const wrong = await ask({ calls: [production], facts: { areas: ['nothing'] } });
    expect(wrong.status).toBe(200);
    expect(wrong.json['problems']).toMatchObject([{ call: production, path: '/facts/areas' }]);
    const shape = await ask({ facts: { areas: null } });
    expect([shape.status, shape.json['code']]).toEqual([422, 'answers-unreadable']);
    const strange = await ask({ calls: ['nothing'] });
    expect([strange.status, strange.json['code']]).toEqual([422, 'no-such-call']);
    const many = await ask({ calls: [] });
    expect(many.status).toBe(400);
  });
});

describe('another language', () => {
  test('keeps what was said and what is being typed, where only the form has it', async () => {
    const browser = openBrowser();
    const url = `/calls/${production}/fits`;
    await browser.open(url);
    const first = await browser.send(url, { act: 'answer', 'v-lead': '1', 'v-sme': '10' });
    const second = await browser.open(first.location ?? '');
    expect(second.html).toMatch(/<button type="submit" form="question" name="lang" value="it"/);
    const kept = /name="a" value="([^"]+)"/.exec(second.html)?.[1];
    const typed = await browser.send(url, { lang: 'it', 'v-1': 'x', act: [] });
    expect(typed.status).toBe(200);
    expect(typed.html).toContain('<html lang="it">');
    expect(/name="a" value="([^"]+)"/.exec(typed.html)?.[1]).toBe(kept);
    expect(/name="q" value="([^"]+)"/.exec(typed.html)?.[1]).toBe(
      /name="q" value="([^"]+)"/.exec(second.html)?.[1],
    );
    expect((await browser.open(url)).html).toContain('<html lang="it">');
    const wrong = await browser.send(url, { lang: 'xx' });
    expect(wrong.html).toContain('<html lang="it">');
  });
});
