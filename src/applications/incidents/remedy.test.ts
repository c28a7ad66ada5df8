import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute, writeAttempts, writeProbes } from '../../../test/support/incident-evidence.ts';
import { makeRegisterWorld, type RegisterWorld } from '../../../test/support/register-world.ts';
import { cloneDatabase, type TestDatabase } from '../../../test/support/template-database.ts';
import { openDatabase, type Database, type Tx } from '../../platform/database.ts';
import { makeSigner } from '../../platform/signer.ts';
import { makeRegister, type Register } from '../register/register.ts';
import { addTouched } from './add-touched.ts';
import { decideRemedy, type RemedyAsked } from './decide-remedy.ts';
import { findIncident, listTouched } from './queries.ts';
import { recordIncident, type IncidentAsked } from './record-incident.ts';

let clone: TestDatabase;
let database: Database;
let register: Register;
let officer: string;
/** The database's clock, as long as nobody puts it back. */
const now = Date.now();
const span = { from: now - 20 * minute, to: now - 10 * minute };

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { connectionsMax: 10 });
  register = makeRegister({ pool: database.pool, signer: makeSigner() });
  const { id } = await database.db
    .insertInto('person')
    .values({ fiscal_code: null, given_name: 'Olga', family_name: 'Prova', email: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  officer = id;
  const isDown = (at: number) => at > span.from && at < span.to;
  await writeProbes(database.db, {
    from: now - 60 * minute,
    to: now,
    problem: (at) => (isDown(at) ? 'database' : null),
  });
});
afterAll(async () => {
  await register.drain();
  await database.close();
  await clone.drop();
});

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  database.db.transaction().execute(work);

let calls = 0;

/** A call that closed while the database was away, with twelve finished applications. */
async function closedCall(more: { closes?: string | null } = {}): Promise<RegisterWorld> {
  calls += 1;
  return makeRegisterWorld(clone.adminUrl, {
    call: `lamps-${calls}.rehearsal`,
    applications: 12,
    closes: '-15 minutes',
    ...more,
  });
}

function incidentOf(world: RegisterWorld, more: Partial<IncidentAsked> = {}) {
  return inTx((tx) =>
    recordIncident(tx, {
      callId: world.callId,
      call: world.call,
      personId: officer,
      beganAt: new Date(span.from),
      endedAt: new Date(span.to),
      title: 'Il database non risponde',
      description: 'Alle 9:50 il database ha smesso di rispondere.',
      activityMinutes: 30,
      outsideEvidence: null,
      additions: [],
      ...more,
    }),
  );
}

async function recorded(world: RegisterWorld, more: Partial<IncidentAsked> = {}): Promise<string> {
  const outcome = await incidentOf(world, more);
  if (outcome.type !== 'recorded') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

function remedyOf(world: RegisterWorld, incidentId: string, more: Partial<RemedyAsked> = {}) {
  return inTx((tx) =>
    decideRemedy(tx, {
      callId: world.callId,
      call: world.call,
      incidentId,
      personId: officer,
      kind: 'admission',
      until: new Date(now + 60 * minute),
      ground: 'Decreto n. 7 del 2027',
      ...more,
    }),
  );
}

async function submit(world: RegisterWorld, index: number): Promise<string> {
  const ready = world.applications[index];
  if (!ready) throw new Error('there is no such application');
  const outcome = await register.enter(
    { callId: world.callId, call: world.call },
    {
      kind: 'submission',
      token: ready.tokenHash,
      applicationId: ready.id,
      snapshotHash: ready.snapshotHash,
    },
  );
  return outcome.type === 'refused' ? outcome.code : outcome.type;
}

const idOf = (world: RegisterWorld, index: number): string => world.applications[index]?.id ?? '';

/** The first so many applications tried to submit while the database was away. */
async function tried(world: RegisterWorld, count: number): Promise<void> {
  const attempts = world.applications.slice(0, count).map(({ id, tokenHash }, index) => ({
    applicationId: id,
    tokenHash,
    at: span.from + (1 + index) * 10_000,
  }));
  await writeAttempts(database.db, world.call, attempts);
}

describe('the admission of those listed', () => {
  test('lets those in who tried, and nobody else', async () => {
    const world = await closedCall();
    await tried(world, 3);
    expect(await submit(world, 0)).toBe('closed');
    const incident = await recorded(world);
    expect(await submit(world, 0)).toBe('closed');
    expect(await remedyOf(world, incident)).toEqual({ type: 'decided', admitted: 3 });
    expect(await submit(world, 0)).toBe('entered');
    expect(await submit(world, 2)).toBe('entered');
    expect(await submit(world, 3)).toBe('closed');
    expect(await submit(world, 0)).toBe('repeated');
  });

  test('ends at its instant', async () => {
    const world = await closedCall();
    await tried(world, 2);
    const incident = await recorded(world);
    const until = new Date(Date.now() + 700);
    expect(await remedyOf(world, incident, { until })).toMatchObject({ type: 'decided' });
    expect(await submit(world, 0)).toBe('entered');
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await submit(world, 1)).toBe('closed');
  });

  test('also takes in an attempt that became known after the incident was recorded', async () => {
    const world = await closedCall();
    await tried(world, 1);
    const incident = await recorded(world);
    await tried(world, 4);
    expect(await remedyOf(world, incident)).toEqual({ type: 'decided', admitted: 4 });
    expect(await submit(world, 3)).toBe('entered');
  });

  test('gives nothing to who has submitted in time', async () => {
    const world = await closedCall({ closes: '1 day' });
    await tried(world, 2);
    expect(await submit(world, 0)).toBe('entered');
    const incident = await recorded(world);
    const until = new Date(now + 2 * 24 * 60 * minute);
    expect(await remedyOf(world, incident, { until })).toEqual({ type: 'decided', admitted: 1 });
    const listed = await listTouched(database.db, { incidentId: incident, limit: 10 });
    expect(listed.map(({ isSubmitted, admittedUntil }) => [isSubmitted, admittedUntil])).toEqual(
      expect.arrayContaining([
        [true, null],
        [false, until],
      ]),
    );
  });

  test('is refused with a reason', async () => {
    const world = await closedCall();
    await tried(world, 1);
    const incident = await recorded(world);
    const codeOf = async (more: Partial<RemedyAsked>) => {
      const outcome = await remedyOf(world, incident, more);
      return outcome?.type === 'refused' ? outcome.code : outcome?.type;
    };
    expect(await codeOf({ ground: '  ' })).toBe('ground-missing');
    expect(await codeOf({ until: new Date(now - minute) })).toBe('until-in-the-past');
    expect(await codeOf({ incidentId: officer })).toBeUndefined();

    const open = await closedCall({ closes: '1 day' });
    await tried(open, 1);
    const other = await recorded(open);
    expect(await remedyOf(open, other)).toMatchObject({ code: 'until-before-closing' });

    const endless = await closedCall({ closes: null });
    await tried(endless, 1);
    expect(await remedyOf(endless, await recorded(endless))).toMatchObject({ code: 'no-closing' });

    const untouched = await closedCall();
    expect(await remedyOf(untouched, await recorded(untouched))).toMatchObject({
      code: 'nobody-to-admit',
    });
  });
});

describe('an addition by hand', () => {
  test('is admitted with the others, before the remedy and after it', async () => {
    const world = await closedCall();
    await tried(world, 1);
    const incident = await recorded(world, {
      additions: [{ applicationId: idOf(world, 5), reason: 'Called the help desk at 9:52' }],
    });
    expect(await remedyOf(world, incident)).toEqual({ type: 'decided', admitted: 2 });
    expect(await submit(world, 5)).toBe('entered');
    const add = (applicationId: string, reason = 'Sent a certified e-mail at 9:55') =>
      inTx((tx) =>
        addTouched(tx, {
          callId: world.callId,
          incidentId: incident,
          applicationId,
          reason,
          personId: officer,
        }),
      );
    expect(await add(idOf(world, 6))).toEqual({ type: 'added' });
    expect(await submit(world, 6)).toBe('entered');
    expect(await add(idOf(world, 6))).toMatchObject({ code: 'already-listed' });
    expect(await add(officer)).toMatchObject({ code: 'no-such-application' });
    expect(await add(idOf(world, 7), ' ')).toMatchObject({ code: 'reason-missing' });
    expect(await submit(world, 7)).toBe('closed');
  });

  test('cannot be taken back, not even by the program itself', async () => {
    const world = await closedCall();
    await tried(world, 1);
    const incident = await recorded(world);
    await remedyOf(world, incident);
    for (const table of [
      'incident_touched',
      'late_admission',
      'incident',
      'incident_remedy',
    ] as const)
      await expect(
        database.pool.query(`delete from ${table} where true`),
        table,
      ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('an incident after the closing', () => {
  test('has kept nobody from submitting, unless somebody was still admitted', async () => {
    const world = await closedCall({ closes: '-30 minutes' });
    expect(await incidentOf(world)).toMatchObject({ code: 'after-closing' });
    const before = {
      beganAt: new Date(span.from - 20 * minute),
      outsideEvidence: 'The data centre',
    };
    const earlier = await recorded(world, {
      ...before,
      endedAt: new Date(span.from - minute),
      additions: [{ applicationId: idOf(world, 0), reason: 'Called the help desk' }],
    });
    expect(await remedyOf(world, earlier)).toMatchObject({ type: 'decided' });
    expect(await incidentOf(world)).toMatchObject({ type: 'recorded' });
  });
});

describe('the extension for all', () => {
  test('opens the call again after its closing, with a term of its own', async () => {
    const world = await closedCall();
    const incident = await recorded(world);
    const until = new Date(now + 60 * minute);
    expect(await remedyOf(world, incident, { kind: 'extension', until })).toEqual({
      type: 'decided',
      admitted: 0,
    });
    expect(await submit(world, 9)).toBe('entered');
    const term = await database.db
      .selectFrom('call_term')
      .selectAll()
      .where('call_id', '=', world.callId)
      .where('revision', '=', 2)
      .executeTakeFirstOrThrow();
    expect(term).toMatchObject({
      kind: 'remedy',
      closes_at: until,
      ground: 'Decreto n. 7 del 2027',
      decided_by: officer,
    });
  });

  test('only closes later, and leaves nothing behind when it is refused', async () => {
    const world = await closedCall({ closes: '1 day' });
    await tried(world, 1);
    const incident = await recorded(world);
    expect(
      await remedyOf(world, incident, { kind: 'extension', until: new Date(now + minute) }),
    ).toMatchObject({ code: 'until-before-closing' });
    expect((await findIncident(database.db, { callId: world.callId, id: incident }))?.remedy).toBe(
      null,
    );
  });
});

describe('an incident and its remedy', () => {
  test('are each recorded once when eight do it at once', async () => {
    const world = await closedCall();
    await tried(world, 3);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => incidentOf(world)));
    const done = outcomes.filter((outcome) => outcome.type === 'recorded');
    expect(done).toHaveLength(1);
    expect(
      outcomes.filter((each) => each.type === 'refused' && each.code === 'already-recorded'),
    ).toHaveLength(7);
    const id = done[0]?.type === 'recorded' ? done[0].id : '';
    const remedies = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        remedyOf(world, id, { kind: index % 2 === 0 ? 'admission' : 'extension' }),
      ),
    );
    expect(remedies.filter((remedy) => remedy?.type === 'decided')).toHaveLength(1);
    expect(
      remedies.filter((remedy) => remedy?.type === 'refused' && remedy.code === 'already-decided'),
    ).toHaveLength(7);
    const rows = await database.db
      .selectFrom('journal')
      .select(['act', 'person_id', 'ground', 'to_state'])
      .where('chain', '=', `call/${world.callId}`)
      .where('subject', '=', `incident/${id}`)
      .orderBy('sequence')
      .execute();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ act: 'incident-recorded', person_id: officer });
    expect(rows[1]).toMatchObject({ ground: 'Decreto n. 7 del 2027', to_state: 'remedied' });
  });
});
