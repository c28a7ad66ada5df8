import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDatabaseClock } from '../../src/applications/incidents/evidence-store.ts';
import { makeApplicationServer, type Asked } from './application-server.ts';
import { makeScene } from './application-scene.ts';
import { minute, writeAttempts, writeProbes } from './incident-evidence.ts';
import { createIncidents } from './incident-server.ts';
import { addBody, addPerson, addPower, addRole } from './people.ts';

export type IncidentScene = Awaited<ReturnType<typeof makeIncidentScene>>;

/** A call whose database was away while a draft, a frozen, a ready, a submitted and an application that tried were made. */
export async function makeIncidentScene() {
  const scene = await makeScene(2);
  const { world } = scene;
  const { db } = world.database;
  const server = await makeApplicationServer(world, { create: createIncidents });
  const call = `${scene.published.call.document.id}.rehearsal`;
  for (const [index, organisationId] of scene.organisations.entries())
    await addPower(db, { organisationId, personId: scene.personOf(index).personId });
  // By the clock of the database.
  const began = (await readDatabaseClock(db)) - 5;
  const submitted = await scene.ready();
  const ids = {
    draft: (await scene.start()).id,
    frozen: (await scene.frozen()).id,
    ready: (await scene.ready()).id,
    submitted: submitted.id,
    tried: (await scene.ready()).id,
  };
  await scene.inTx((tx) => scene.enter(tx, submitted, 1));
  await sleep(20);
  const ended = await readDatabaseClock(db);
  await writeAttempts(db, call, [
    { applicationId: ids.tried, at: began + 1 },
    { applicationId: ids.tried, at: ended - 1 },
    { applicationId: randomUUID(), at: ended - 1 },
  ]);
  await writeProbes(db, {
    from: began - 60 * minute,
    to: ended + minute,
    problem: (at) => (at > began - 10_000 ? 'database' : null),
    offsetMs: 250,
  });
  const officer = (await addPerson(db)).id;
  const auditor = (await addPerson(db)).id;
  const foreign = (await addPerson(db)).id;
  await world.giveRole(officer, 'officer');
  await world.giveRole(auditor, 'auditor');
  await addRole(db, { personId: foreign, bodyId: (await addBody(db)).id, role: 'officer' });
  const tokens = {
    officer: await server.tokenOf(officer),
    auditor: await server.tokenOf(auditor),
    foreignOfficer: await server.tokenOf(foreign),
    lead: await server.tokenOf(scene.lead.personId),
    stranger: await server.tokenOf(scene.stranger.personId),
  };
  return {
    ...actsOf({ server, call, began, ended, officer: tokens.officer }),
    scene,
    server,
    call,
    began,
    ended,
    ids,
    tokens,
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

export const iso = (at: number): string => new Date(at).toISOString();

function actsOf({
  server,
  call,
  began,
  ended,
  officer,
}: {
  readonly server: Awaited<ReturnType<typeof makeApplicationServer>>;
  readonly call: string;
  readonly began: number;
  readonly ended: number;
  readonly officer: string;
}) {
  let shift = 0;
  /** The same instants may be recorded once, so each time the beginning moves by a thousandth. */
  const asked = (more: object = {}) => {
    shift += 1;
    return {
      beganAt: iso(began - shift),
      endedAt: iso(ended),
      title: 'Il database non risponde',
      description: 'Nessuno ha potuto presentare la domanda.',
      ...more,
    };
  };
  const record = (body: object, token: string | null = officer, headers = {}): Promise<Asked> =>
    server.ask(token, `POST /api/v1/calls/${call}/incidents`, body, headers);
  const recorded = async (more: object = {}): Promise<string> => {
    const { status, body, text } = await record(asked(more));
    if (status !== 201) throw new Error(text);
    return body['id'] as string;
  };
  const read = (id: string, token: string | null = null): Promise<Asked> =>
    server.ask(token, `GET /api/v1/calls/${call}/incidents/${id}`);
  return { asked, record, recorded, read };
}
