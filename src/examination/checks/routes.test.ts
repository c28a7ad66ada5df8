import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eight } from '../../../test/support/application-scene.ts';
import type { Asked } from '../../../test/support/application-server.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { lineFour, lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';
import { takeInCall } from '../take-in.ts';

let scene: ExaminationScene;

beforeAll(async () => {
  scene = await makeExaminationScene({ ...lineFour, draft: (lead) => lineFourDraft(lead) });
}, 120_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const officer = (index: 0 | 1) => scene.officers[index]?.token ?? '';
const value = (subject: string, given: unknown, more: object = {}) => ({
  kind: 'fact',
  subject,
  says: 'value',
  value: given,
  ...more,
});
const find = (address: string, revision: number, findings: readonly object[], by: 0 | 1 = 0) =>
  scene.ask(officer(by), `POST ${address}/examination/findings`, { findings }, revision);
const revisionOf = ({ headers }: Asked): number => Number(/\d+/.exec(String(headers['etag']))?.[0]);
const conclude = (address: string, phase: string, revision: number) =>
  scene.ask(officer(0), `POST ${address}/examination/phases/${phase}/conclusion`, {}, revision);
const decide = (address: string, body: object, revision: number) =>
  scene.ask(officer(0), `POST ${address}/examination/outcome`, body, revision);

/** Finds everything of a phase as it should be. */
async function findAll(
  address: string,
  phase: keyof typeof lineFourFindings,
  revision: number,
): Promise<number> {
  const findings = lineFourFindings[phase].map(([subject, given]) => value(subject, given));
  const reply = await find(address, revision, findings);
  expect(reply.status, reply.text).toBe(201);
  return revisionOf(reply);
}

async function passBoth(address: string): Promise<number> {
  let revision = 1;
  for (const phase of ['formal', 'specific'] as const) {
    revision = await findAll(address, phase, revision);
    const reply = await conclude(address, phase, revision);
    expect(reply.status, reply.text).toBe(200);
    revision = revisionOf(reply);
  }
  return revision;
}

describe('an examination from the first finding to the outcome', () => {
  test('says what is left, counts what was found, and ends with what its people read', async () => {
    const address = await scene.submit();
    const before = await scene.read(address);
    expect(before.body).toMatchObject({
      state: 'to-begin',
      phase: 'formal',
      missingRules: [],
      twoPersons: false,
      phases: [
        {
          id: 'formal',
          state: 'open',
          open: [
            'requirement:formal-completeness',
            'requirement:time-and-procedure',
            'requirement:in-lombardy',
            'requirement:coherent-with-call',
          ],
        },
        { id: 'specific', state: 'open' },
        { id: 'merit', by: 'panel' },
      ],
      figures: { grant: { from: '30000.00', to: '30000.00' } },
    });
    expect(before.text).not.toContain('climate-check');
    const begun = await find(address, 1, [value('complete', true, { note: 'Segreto d’ufficio' })]);
    expect(begun.body).toMatchObject({ state: 'under-way', phase: 'formal' });
    const revision = await passBothFrom(address, revisionOf(begun));
    const none = await scene.ask(scene.tokens.lead, `GET ${address}/outcome`);
    expect(none.body).toEqual({ application: address.split('/').at(-1), reasons: [] });
    const ended = await decide(
      address,
      { outcome: 'with-reserve', reasons: [{ text: 'Manca il CUP.' }], note: 'Altro segreto' },
      revision,
    );
    expect(ended.body).toMatchObject({ state: 'decided', outcome: 'with-reserve', phase: 'merit' });
    const told = await scene.ask(scene.tokens.lead, `GET ${address}/outcome`);
    expect(told.body).toMatchObject({
      outcome: 'with-reserve',
      reasons: [{ text: 'Manca il CUP.' }],
    });
    expect(told.text).not.toMatch(/segreto/i);
    const lifted = await scene.ask(
      officer(1),
      `POST ${address}/examination/reserve-lifting`,
      { ground: 'CUP arrivato' },
      revisionOf(ended),
    );
    expect(lifted.body).toMatchObject({ state: 'decided', outcome: 'admitted' });
    expect(await journalOf(address)).toEqual([
      ['findings-recorded', 'to-begin', 'under-way', null],
      ['findings-recorded', 'under-way', 'under-way', null],
      ['phase-passed', 'under-way', 'under-way', null],
      ['findings-recorded', 'under-way', 'under-way', null],
      ['phase-passed', 'under-way', 'under-way', null],
      ['outcome-with-reserve', 'under-way', 'decided', null],
      ['reserve-lifted', 'decided', 'decided', 'CUP arrivato'],
    ]);
  });

  async function passBothFrom(address: string, revision: number): Promise<number> {
    const rest = lineFourFindings.formal.slice(1).map(([subject, given]) => value(subject, given));
    const found = await find(address, revision, rest);
    const first = await conclude(address, 'formal', revisionOf(found));
    expect(first.body).toMatchObject({ phase: 'specific' });
    const last = await findAll(address, 'specific', revisionOf(first));
    const second = await conclude(address, 'specific', last);
    expect(second.body).toMatchObject({ phase: 'merit', state: 'under-way' });
    return revisionOf(second);
  }

  async function journalOf(address: string) {
    const rows = await scene.world.database.db
      .selectFrom('journal')
      .select(['act', 'from_state', 'to_state', 'ground'])
      .where('subject', '=', `examination/${address.split('/').at(-1)}`)
      .orderBy('sequence')
      .execute();
    return rows.map((row) => Object.values(row));
  }

  test('against: for the reasons of its checks, after the notice; reinstated by an act', async () => {
    const address = await scene.submit();
    const revision = revisionOf(
      await find(address, 1, [value('inLombardy', false, { note: 'È in Svizzera' })]),
    );
    const body = {
      outcome: 'not-admitted',
      reasons: [{ check: 'requirement:in-lombardy', text: 'L’intervento è fuori regione.' }],
    };
    expect((await decide(address, body, revision)).body).toMatchObject({ code: 'notice-first' });
    await giveNotice(address);
    const ended = await decide(address, body, revision);
    expect(ended.status, ended.text).toBe(200);
    const told = await scene.ask(scene.tokens.lead, `GET ${address}/outcome`);
    expect(told.body).toMatchObject({
      outcome: 'not-admitted',
      reasons: [
        { article: expect.stringContaining('Fase 1') as string, text: body.reasons[0]?.text },
      ],
    });
    expect(told.text).not.toContain('Svizzera');
    const again = await find(address, revisionOf(ended), [value('complete', true)]);
    expect(again.body).toMatchObject({ code: 'already-decided' });
    const opened = await scene.ask(
      officer(1),
      `POST ${address}/examination/reopening`,
      { ground: 'Ordinanza del TAR', phase: 'formal' },
      revisionOf(ended),
    );
    expect(opened.body).toMatchObject({
      state: 'under-way',
      phase: 'formal',
      acts: [{ kind: 'not-admitted' }, { kind: 'reinstated', ground: 'Ordinanza del TAR' }],
    });
    expect((await scene.ask(scene.tokens.lead, `GET ${address}/outcome`)).body).not.toHaveProperty(
      'outcome',
    );
  });

  /** A notice whose days are over, as the acts on notices leave it. */
  async function giveNotice(address: string): Promise<void> {
    const { db } = scene.world.database;
    await db
      .insertInto('examination_request')
      .values({
        call_id: scene.callId,
        application_id: address.split('/').at(-1) ?? '',
        number: 1,
        kind: 'notice-against',
        state: 'silent',
        items: '[]',
        created_by: scene.officers[0]?.personId ?? '',
        text_hash: Buffer.alloc(32),
        sent_by: scene.officers[0]?.personId ?? '',
        sent_at: new Date(),
        sent_on: '2025-02-01',
        due_on: '2025-02-11',
        ended_at: new Date(),
        ended_on: '2025-02-11',
      })
      .execute();
  }

  test('a declared value that was verified differently changes the figures, and both stay', async () => {
    const address = await scene.submit();
    const reply = await find(address, 1, [
      value('fractionsCollected', 3, { note: 'Tre, come da capitolato' }),
    ]);
    expect(reply.body).toMatchObject({
      effect: { before: { net: { from: expect.any(String) as string } }, verdicts: [] },
      findings: [{ insteadOf: 2, value: 3, overrules: true }],
    });
    const { before, after } = reply.body['effect'] as Record<
      'before' | 'after',
      { readonly net: { readonly from: string } }
    >;
    expect(Number(after.net.from) - Number(before.net.from)).toBe(5);
    const back = await find(address, revisionOf(reply), [
      { kind: 'fact', subject: 'fractionsCollected', says: 'taken-back' },
    ]);
    expect(back.body).toMatchObject({ effect: { after: before } });
  });
});

describe('several at once', () => {
  test('two officers on one check: the second is told what the first found; on others they do not meet', async () => {
    const address = await scene.submit();
    expect((await find(address, 1, [value('complete', true)], 0)).status).toBe(201);
    const second = await find(address, 1, [value('complete', false, { note: 'Manca' })], 1);
    expect(second.status).toBe(412);
    expect(second.body).toMatchObject({
      code: 'found-meanwhile',
      first: { subject: 'complete', value: true, person: scene.officers[0]?.personId },
    });
    expect((await find(address, 1, [value('inLombardy', true)], 1)).status).toBe(201);
  });

  test('eight findings on one check are one, and so are eight conclusions and eight outcomes', async () => {
    const address = await scene.submit();
    const found = await eight((index) =>
      find(address, 1, [value('complete', true, { note: String(index) })], index % 2 === 0 ? 0 : 1),
    );
    expect(statusesOf(found)).toEqual([201, ...Array<number>(7).fill(412)]);
    const other = await scene.submit();
    const revision = await findAll(other, 'formal', 1);
    const concluded = await eight(() => conclude(other, 'formal', revision));
    expect(statusesOf(concluded)).toEqual([200, ...Array<number>(7).fill(412)]);
    const last = await scene.submit();
    const seen = await passBoth(last);
    const decided = await eight((index) =>
      decide(
        last,
        index % 2 === 0
          ? { outcome: 'admitted' }
          : { outcome: 'with-reserve', reasons: [{ text: 'Una riserva' }] },
        seen,
      ),
    );
    expect(statusesOf(decided)).toEqual([200, ...Array<number>(7).fill(409)]);
    const { rows } = await scene.world.database.pool.query<{ count: number }>(
      `select count(*) from outcome_act where application_id = $1 and kind <> 'phase-passed'`,
      [last.split('/').at(-1)],
    );
    expect(rows[0]?.count).toBe(1);
  });

  test('the same request with the same key is done once', async () => {
    const address = await scene.submit();
    const replies = await eight(() =>
      scene.server.ask(
        officer(0),
        `POST /api/v1${address}/examination/findings`,
        { findings: [value('complete', true)] },
        { 'if-match': '"r1"', 'idempotency-key': `once-${address}` },
      ),
    );
    expect(statusesOf(replies)).toEqual(Array<number>(8).fill(201));
    const { body } = await scene.read(address);
    expect(body['findings']).toHaveLength(1);
  });

  test('a withdrawal in the middle: what comes after it is refused, and the outcome is the withdrawal', async () => {
    const address = await scene.submit();
    const revision = await passBoth(address);
    const [, ...decided] = await Promise.all([
      scene.withdraw(address),
      ...[0, 1, 2].map(() => decide(address, { outcome: 'admitted' }, revision)),
    ]);
    for (const { status, body } of decided)
      expect([undefined, 'withdrawn-meanwhile', 'already-decided']).toContain(
        status === 200 ? undefined : body['code'],
      );
    const after = await decide(address, { outcome: 'admitted' }, revision);
    expect(after.status).toBe(409);
    expect(after.body).toMatchObject({ code: 'withdrawn-meanwhile' });
    expect(decided.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const found = await find(address, revision, [value('complete', true)]);
    expect(found.body).toMatchObject({ code: 'withdrawn-meanwhile' });
    await takeInCall({ database: scene.world.database }, scene.slug);
    const told = await scene.ask(scene.tokens.lead, `GET ${address}/outcome`);
    expect(told.body).toMatchObject({ outcome: 'withdrawn', reasons: [] });
  });

  function statusesOf(replies: readonly Asked[]): readonly number[] {
    return replies.map(({ status }) => status).toSorted((a, b) => a - b);
  }
});

describe('what is sent', () => {
  test('names what was read, and a value that fits', async () => {
    const address = await scene.submit();
    const path = `POST ${address}/examination/findings`;
    const body = { findings: [value('complete', true)] };
    expect((await scene.ask(officer(0), path, body)).status).toBe(428);
    const strange = await scene.server.ask(
      officer(0),
      path.replace('POST ', 'POST /api/v1'),
      body,
      { 'if-match': 'x' },
    );
    expect(strange.status).toBe(400);
    const wrong: readonly (readonly [object, number, string])[] = [
      [value('complete', 'perhaps'), 422, 'value-strange'],
      [value('complete', { a: [{}] }), 422, 'value-strange'],
      [{ kind: 'fact', subject: 'complete', says: 'value' }, 422, 'value-strange'],
      [value('nothing', true), 422, 'no-such-subject'],
      [value('__proto__', true), 422, 'value-strange'],
      [value('collectionIncrease', 'small'), 422, 'for-the-panel'],
      [value('complete', false), 422, 'note-missing'],
      [value('complete', true, { evidence: [{ slot: 'x', version: 1 }] }), 422, 'no-such-document'],
      [{ ...value('complete', true), says: 'perhaps' }, 400, 'not-understood'],
    ];
    for (const [finding, status, code] of wrong) {
      const reply = await find(address, 1, [value('inLombardy', true), finding]);
      expect([reply.status, reply.body['code']], JSON.stringify(finding)).toEqual([status, code]);
    }
    // All of it or nothing.
    expect((await scene.read(address)).body['findings']).toEqual([]);
  });

  test('partners, strangers and other officers find nothing', async () => {
    const address = await scene.submit();
    for (const token of [scene.tokens.lead, scene.tokens.stranger]) {
      expect((await scene.ask(token, `GET ${address}/examination`)).status).toBe(404);
      const reply = await scene.ask(
        token,
        `POST ${address}/examination/findings`,
        { findings: [value('complete', true)] },
        1,
      );
      expect(reply.status).toBe(404);
    }
    expect((await scene.ask(scene.tokens.stranger, `GET ${address}/outcome`)).status).toBe(404);
  });
});
