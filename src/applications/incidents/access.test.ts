import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute } from '../../../test/support/incident-evidence.ts';
import {
  iso,
  makeIncidentScene,
  type IncidentScene,
} from '../../../test/support/incident-scene.ts';

let at: IncidentScene;
beforeAll(async () => {
  at = await makeIncidentScene();
});
afterAll(() => at.close());

describe('who sees and who acts', () => {
  test('everybody sees the facts, the office the evidence, an applicant their own application', async () => {
    const id = await at.recorded();
    const everybody = await at.read(id);
    expect(everybody.status).toBe(200);
    expect(everybody.body).toMatchObject({
      yours: [],
      counts: { touched: expect.any(Number) as number },
    });
    expect(everybody.body).not.toHaveProperty('evidence');
    expect(everybody.text).not.toContain(at.ids.tried);
    expect(everybody.text).not.toContain('"one"');
    expect((await at.read(id, at.tokens.auditor)).body).toHaveProperty('evidence');
    const lead = await at.read(id, at.tokens.lead);
    expect(lead.body).not.toHaveProperty('evidence');
    const yours = lead.body['yours'] as { application: string }[];
    expect(yours.map(({ application }) => application)).toContain(at.ids.tried);
    expect((await at.read(id, at.tokens.stranger)).body['yours']).toEqual([]);
    const list = await at.server.ask(
      at.tokens.lead,
      `GET /api/v1/calls/${at.call}/incidents?limit=200`,
    );
    const items = list.body['items'] as { id: string; yours: unknown[] }[];
    expect(items.find((item) => item.id === id)?.yours).toHaveLength(yours.length);
  });

  test('a route is open to whom it says', async () => {
    const id = await at.recorded();
    const base = `/api/v1/calls/${at.call}`;
    const span = `from=${iso(at.began)}&to=${iso(at.ended)}`;
    const routes: readonly (readonly [string, object | undefined, readonly number[]])[] = [
      // As nobody, an applicant, an officer of another body, an auditor.
      [`GET ${base}/incidents`, undefined, [200, 200, 200, 200]],
      [`GET ${base}/incidents/${id}`, undefined, [200, 200, 200, 200]],
      [`GET ${base}/incidents/${id}/touched`, undefined, [401, 403, 403, 200]],
      [`GET ${base}/outages?${span}`, undefined, [401, 403, 403, 200]],
      [`POST ${base}/incidents`, at.asked(), [401, 403, 403, 403]],
      [
        `POST ${base}/incidents/${id}/touched`,
        { application: at.ids.draft, reason: 'x' },
        [401, 403, 403, 403],
      ],
      [
        `POST ${base}/incidents/${id}/remedy`,
        { kind: 'extension', until: iso(at.ended + 100 * minute), ground: 'x' },
        [401, 403, 403, 403],
      ],
    ];
    for (const [route, body, expected] of routes) {
      const seen = [];
      for (const token of [null, at.tokens.lead, at.tokens.foreignOfficer, at.tokens.auditor])
        seen.push((await at.server.ask(token, route, body)).status);
      expect(seen, route).toEqual(expected);
    }
    const unknown = `${base}/incidents/${randomUUID()}`;
    expect((await at.server.ask(null, `GET ${unknown}`)).status).toBe(404);
    expect((await at.server.ask(at.tokens.officer, `GET ${unknown}/touched`)).status).toBe(404);
    expect((await at.server.ask(null, `GET /api/v1/calls/none/incidents`)).status).toBe(404);
    // An incident belongs to its call and to no other.
    const other = await at.scene.world.publish({ id: 'other-lamps' });
    expect(
      (await at.server.ask(null, `GET /api/v1/calls/${other.slug}/incidents/${id}`)).status,
    ).toBe(404);
    expect(
      (
        await at.server.ask(
          at.tokens.officer,
          `POST /api/v1/calls/${other.slug}/incidents/${id}/remedy`,
          {
            kind: 'extension',
            until: iso(at.ended + 100 * minute),
            ground: 'x',
          },
        )
      ).status,
    ).toBe(404);
  });

  test('the list goes on where it at.ended', async () => {
    for (let index = 0; index < 3; index += 1) await at.recorded();
    const seen: string[] = [];
    let next = '';
    do {
      const { body, status } = await at.server.ask(
        null,
        `GET /api/v1/calls/${at.call}/incidents?limit=2${next === '' ? '' : `&after=${next}`}`,
      );
      expect(status).toBe(200);
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      next = (body['next'] as string | undefined) ?? '';
    } while (next !== '');
    const whole = await at.server.ask(null, `GET /api/v1/calls/${at.call}/incidents?limit=200`);
    expect(seen).toEqual((whole.body['items'] as { id: string }[]).map(({ id }) => id));
    expect(new Set(seen).size).toBe(seen.length);
    expect(
      (await at.server.ask(null, `GET /api/v1/calls/${at.call}/incidents?after=zzz`)).status,
    ).toBe(400);
  });
});

describe('the remedy', () => {
  test('is decided once, and everybody sees it', async () => {
    const id = await at.recorded();
    const until = iso(at.ended + 180 * minute);
    const remedy = (body: object) =>
      at.server.ask(
        at.tokens.officer,
        `POST /api/v1/calls/${at.call}/incidents/${id}/remedy`,
        body,
      );
    const done = await remedy({ kind: 'admission', until, ground: 'Decreto n. 7' });
    expect(done.status, done.text).toBe(201);
    expect(done.body['remedy']).toMatchObject({ kind: 'admission', until, ground: 'Decreto n. 7' });
    expect((await remedy({ kind: 'extension', until, ground: 'Decreto n. 8' })).body).toMatchObject(
      { status: 409, code: 'already-decided' },
    );
    expect((await at.read(id)).body['remedy']).toMatchObject({ admitted: 3 });
    const { yours } = (await at.read(id, at.tokens.lead)).body as {
      yours: { admittedUntil: string }[];
    };
    expect(yours.every(({ admittedUntil }) => admittedUntil === until)).toBe(true);
  });

  test('says what is wrong with it', async () => {
    const id = await at.recorded();
    const remedy = (body: object) =>
      at.server.ask(
        at.tokens.officer,
        `POST /api/v1/calls/${at.call}/incidents/${id}/remedy`,
        body,
      );
    const far = iso(at.ended + 180 * minute);
    for (const [code, body] of [
      ['ground-missing', { kind: 'admission', until: far, ground: ' ' }],
      ['until-in-the-past', { kind: 'admission', until: iso(at.began), ground: 'x' }],
      [
        'until-before-closing',
        { kind: 'admission', until: iso(at.ended + 10 * minute), ground: 'x' },
      ],
      [
        'until-before-closing',
        { kind: 'extension', until: iso(at.ended + 10 * minute), ground: 'x' },
      ],
    ] as const)
      expect((await remedy(body)).body, code).toMatchObject({ code });
    expect((await at.read(id)).body).not.toHaveProperty('remedy');
  });
});
