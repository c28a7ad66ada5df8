import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute } from '../../../test/support/incident-evidence.ts';
import {
  iso,
  makeIncidentScene,
  type IncidentScene,
} from '../../../test/support/incident-scene.ts';
import { openTestSession } from '../../../test/support/people.ts';
import { canonicalJson } from '../../engine/index.ts';
import { readDatabaseClock } from './evidence-store.ts';
import { findTouched } from './find-touched.ts';

let at: IncidentScene;
beforeAll(async () => {
  at = await makeIncidentScene();
});
afterAll(() => at.close());

describe('recording', () => {
  test('freezes what the servers saw and whom it touched', async () => {
    const reply = await at.record(at.asked());
    expect(reply.status, reply.text).toBe(201);
    const id = reply.body['id'] as string;
    expect(reply.headers['location']).toBe(`/api/v1/calls/${at.call}/incidents/${id}`);
    expect(reply.body).toMatchObject({
      call: at.call,
      title: 'Il database non risponde',
      counts: { touched: 3, failedAttempts: 2, outages: 1 },
      links: { page: `/calls/${at.call}/incidents/${id}` },
    });
    expect(reply.body).not.toHaveProperty('remedy');
    const office = await at.read(id, at.tokens.officer);
    const evidence = office.body['evidence'] as Record<string, unknown>;
    expect(evidence).toMatchObject({
      format: 'bandolo-incident-evidence-1',
      call: at.call,
      attempts: { count: 2, applications: 1, reasons: [{ reason: 'database', count: 2 }] },
      outages: [{ byServer: [{ server: 'one', problems: [{ code: 'database' }] }] }],
    });
    const hash = createHash('sha256').update(canonicalJson(evidence)).digest('hex');
    expect(office.body['evidenceHash']).toBe(hash);
  });

  test('lists who tried, and who was ready or frozen and at work; nobody else', async () => {
    const id = await at.recorded();
    const { body, status, text } = await at.server.ask(
      at.tokens.auditor,
      `GET /api/v1/calls/${at.call}/incidents/${id}/touched`,
    );
    expect(status, text).toBe(200);
    const items = body['items'] as { application: string; why: string; details: object }[];
    const whyOf = (application: string) =>
      items.find((item) => item.application === application)?.why;
    expect(items).toHaveLength(3);
    expect(whyOf(at.ids.tried)).toBe('failed-attempt');
    expect(whyOf(at.ids.frozen)).toBe('activity');
    expect(whyOf(at.ids.ready)).toBe('activity');
    expect(items.find(({ application }) => application === at.ids.tried)?.details).toMatchObject({
      attempts: 2,
      reasons: ['database'],
      state: 'ready',
    });
    // What an application holds is nobody's business until it is submitted.
    expect(items.every((item) => !('title' in item))).toBe(true);
  });

  test('says why it is refused', async () => {
    const past = at.began - 30 * minute;
    const cases: readonly (readonly [string, object, number, string])[] = [
      ['end-before-begin', { beganAt: iso(at.ended), endedAt: iso(at.began) }, 422, '/endedAt'],
      ['in-the-future', { endedAt: iso(at.ended + 60 * minute) }, 422, '/endedAt'],
      ['too-long', { beganAt: iso(at.began - 73 * 60 * minute) }, 422, '/endedAt'],
      ['title-missing', { title: '  ' }, 422, '/title'],
      ['description-missing', { description: '  ' }, 422, '/description'],
      [
        'no-evidence',
        { beganAt: iso(past), endedAt: iso(past + minute) },
        422,
        '/evidenceFromOutside',
      ],
      [
        'no-such-application',
        { applications: [{ application: randomUUID(), reason: 'x' }] },
        422,
        '/applications/0',
      ],
      [
        'reason-missing',
        { applications: [{ application: at.ids.draft, reason: ' ' }] },
        422,
        '/applications/0',
      ],
    ];
    for (const [code, more, status, path] of cases) {
      const reply = await at.record(at.asked(more));
      expect([reply.status, reply.body['code']], code).toEqual([status, code]);
      expect(reply.body['errors'], code).toMatchObject([{ path }]);
    }
    const twice = at.asked();
    expect((await at.record(twice)).status).toBe(201);
    expect((await at.record(twice)).body).toMatchObject({ status: 409, code: 'already-recorded' });
  });

  test('takes evidence from outside where our own servers have seen nothing, and says so', async () => {
    const past = at.began - 40 * minute;
    const id = await at.recorded({
      beganAt: iso(past),
      endedAt: iso(past + minute),
      evidenceFromOutside: 'Report of the provider of identities',
    });
    const { body } = await at.read(id);
    expect(body).toMatchObject({
      evidenceFromOutside: 'Report of the provider of identities',
      counts: { outages: 0, failedAttempts: 0 },
      outages: [],
    });
  });

  test('says nothing of a time before there were probes', async () => {
    const { status, body } = await at.server.ask(
      at.tokens.officer,
      `GET /api/v1/calls/${at.call}/outages?from=${iso(at.began - 65 * minute)}&to=${iso(at.began - 62 * minute)}`,
    );
    expect(status).toBe(200);
    expect(body['outages']).toEqual([]);
    expect(Date.parse(body['observedFrom'] as string)).toBe(at.began - 60 * minute);
  });

  test('adds by hand with a reason, and does not add twice', async () => {
    const id = await at.recorded({
      applications: [
        { application: at.ids.draft, reason: 'Called the help desk' },
        { application: at.ids.tried, reason: 'is listed anyway' },
      ],
    });
    const list = async () => {
      const { body } = await at.server.ask(
        at.tokens.officer,
        `GET /api/v1/calls/${at.call}/incidents/${id}/touched`,
      );
      return body['items'] as { application: string; why: string; details: unknown }[];
    };
    const listed = await list();
    expect(listed).toHaveLength(4);
    expect(listed.find(({ application }) => application === at.ids.draft)).toMatchObject({
      why: 'by-hand',
      details: { reason: 'Called the help desk' },
    });
    expect(listed.find(({ application }) => application === at.ids.tried)?.why).toBe(
      'failed-attempt',
    );
    const add = (application: string) =>
      at.server.ask(at.tokens.officer, `POST /api/v1/calls/${at.call}/incidents/${id}/touched`, {
        application,
        reason: 'Sent a certified e-mail',
      });
    expect((await add(at.ids.submitted)).status).toBe(201);
    expect((await add(at.ids.submitted)).body).toMatchObject({
      status: 409,
      code: 'already-listed',
    });
    expect((await add(randomUUID())).body).toMatchObject({ code: 'no-such-application' });
    expect(await list()).toHaveLength(5);
  });

  test('happens once with one idempotency key', async () => {
    const body = at.asked();
    const headers = { 'idempotency-key': randomUUID() };
    const first = await at.record(body, at.tokens.officer, headers);
    const again = await at.record(body, at.tokens.officer, headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
  });

  test('does not understand what is no instant', async () => {
    for (const beganAt of [
      'yesterday',
      '2027-03-01',
      '2027-03-01T10:00:00',
      '2027-02-30T10:00:00Z',
    ])
      expect((await at.record(at.asked({ beganAt }))).status, beganAt).toBe(400);
  });
});

describe('activity before an incident', () => {
  test('counts as far back as is asked, and only where somebody was there', async () => {
    const { db } = at.scene.world.database;
    const application = await at.scene.ready();
    const later = await readDatabaseClock(db);
    const touchedBy = async (beganAt: number, activityMinutes: number) =>
      (
        await findTouched(db, {
          callId: application.call.id,
          beganAt: new Date(beganAt),
          endedAt: new Date(beganAt + minute),
          activityMinutes,
        })
      ).find(({ applicationId }) => applicationId === application.id);
    expect(await touchedBy(later + 5 * minute, 4)).toBeUndefined();
    expect(await touchedBy(later + 5 * minute, 6)).toMatchObject({
      why: 'activity',
      details: { state: 'ready', lastAct: 'consent-given' },
    });
    await openTestSession(db, at.scene.lead.personId, 'api');
    expect(await touchedBy(later + 5 * minute, 4)).toBeUndefined();
    await openTestSession(db, at.scene.lead.personId, 'browser');
    await db
      .updateTable('session')
      .set({ last_seen_at: new Date(later + 4 * minute) })
      .where('person_id', '=', at.scene.lead.personId)
      .where('kind', '=', 'browser')
      .execute();
    const seen = await touchedBy(later + 5 * minute, 4);
    expect(seen?.details).toMatchObject({ state: 'ready', lastSeenAt: iso(later + 4 * minute) });
    expect(seen?.details).not.toHaveProperty('lastAct');
    await at.scene.inTx((tx) => at.scene.enter(tx, application, 1));
    expect(await touchedBy(later + 5 * minute, 6)).toBeUndefined();
  });
});
