import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import { takeInCall } from '../../src/examination/index.ts';
import { cookieName } from '../../src/platform/http/cookies.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Asked,
} from '../support/application-server.ts';
import { makeWorld, type World } from '../support/application-world.ts';
import { lineFour } from '../support/line-four.ts';
import { makePageVisitor, type PageVisitor } from '../support/page-visitor.ts';
import { addOrganisation, addPerson, addPower, openTestSession } from '../support/people.ts';
import { temporaryFolder } from '../support/sample-round.ts';
import { stopClock, type StoppedClock } from '../support/stopped-clock.ts';
import { draftOf } from './answers.ts';
import type { PlannedApplication } from './plan.ts';
import { days } from './reckoning.ts';

/** Somebody with a role or a power, in front of a browser or with a program of theirs. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly fiscalCode: string;
  readonly visitor: () => Promise<PageVisitor>;
  /** Asks the API and insists that it goes well; the path begins after `/api/v1`. */
  readonly ask: (request: string, body?: unknown, revision?: string) => Promise<Asked>;
  /** The same with a file for its body. */
  readonly send: (request: string, file: Buffer) => Promise<void>;
}

/** A call on line 4 whose applications have been received, with everybody who has to do with them. */
export interface Stage {
  readonly world: World;
  readonly clock: StoppedClock;
  readonly server: ApplicationServer;
  readonly callId: number;
  readonly slug: string;
  readonly officers: readonly Actor[];
  readonly secretary: Actor;
  /** Chair, four members, two substitutes. */
  readonly judges: readonly Actor[];
  /** Who acts for the lead of each application, by its title. */
  readonly applicants: ReadonlyMap<string, Actor>;
  readonly addresses: ReadonlyMap<string, string>;
  readonly twoPersons: boolean;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly officers?: number;
  /** Whether a second person must confirm each finding: a decision about the call. */
  readonly twoPersons?: boolean;
}

const minuteMs = 60_000;

export async function makeStage(
  applications: readonly PlannedApplication[],
  { officers = 4, twoPersons = false }: StageOptions = {},
): Promise<Stage> {
  const world = await makeWorld();
  const clock = await stopClock(world.adminUrl, `${days.submission}T08:00:00Z`);
  const inMinutes = (instant: string): number => (Date.parse(instant) - Date.now()) / minuteMs;
  const { callId, slug } = await world.publish({
    definition: lineFour.definition,
    decisions: decisionsWith(twoPersons),
    opensIn: inMinutes('2024-10-01T09:00:00+02:00'),
    closesIn: inMinutes(`${days.closing}T16:00:00+01:00`),
  });
  const server = await makeApplicationServer(world, { create: createApp });
  const place = { world, server, clock, slug };
  const withRole = async (role: 'officer' | 'panel-secretary' | 'evaluator'): Promise<Actor> => {
    const actor = await makeActor(place);
    await world.giveRole(actor.id, role);
    return actor;
  };
  const several = async (count: number, role: 'officer' | 'evaluator'): Promise<Actor[]> => {
    const made: Actor[] = [];
    for (let index = 0; index < count; index += 1) made.push(await withRole(role));
    return made;
  };
  const staff = {
    officers: await several(officers, 'officer'),
    secretary: await withRole('panel-secretary'),
    judges: await several(7, 'evaluator'),
  };
  const applicants = new Map<string, Actor>();
  const addresses = new Map<string, string>();
  for (const application of applications) {
    const { applicant, address } = await submit(place, application);
    applicants.set(application.title, applicant);
    addresses.set(application.title, address);
  }
  return {
    ...staff,
    twoPersons,
    world,
    clock,
    server,
    callId,
    slug,
    applicants,
    addresses,
    close: async () => {
      await server.close();
      await clock.close();
      await world.close();
    },
  };
}

/** The decisions of the rehearsal, with this one taken as the test wants it. */
function decisionsWith(twoPersons: boolean): string {
  if (!twoPersons) return lineFour.decisions;
  const text = readFileSync(lineFour.decisions, 'utf8');
  const changed = text.replace(/(fills: two-persons\n\s*value: )false/, '$1true');
  if (changed === text) throw new Error('the decision about two persons is not there');
  const file = join(temporaryFolder(), 'decisions.yaml');
  writeFileSync(file, changed);
  return file;
}

type Place = Pick<Stage, 'world' | 'server' | 'clock' | 'slug'>;

/** Somebody without any role yet. */
export async function makeActor({
  world,
  server,
}: Pick<Place, 'world' | 'server'>): Promise<Actor> {
  const { db } = world.database;
  const { id, name, fiscalCode } = await addPerson(db);
  let visitor: Promise<PageVisitor> | undefined;
  let token: Promise<string> | undefined;
  return {
    id,
    name,
    fiscalCode,
    visitor: () => (visitor ??= makeVisitor({ world, server }, id)),
    ask: async (request, body, revision) => {
      const [method = '', path = ''] = request.split(' ');
      token ??= server.tokenOf(id);
      const headers = revision === undefined ? {} : { 'if-match': revision };
      const send = async (bearer: string) =>
        server.ask(bearer, `${method} /api/v1${path}`, body, headers);
      let reply = await send(await token);
      // A server that is too busy has recorded nothing.
      for (let time = 0; reply.status === 503 && time < 5; time += 1) {
        await setTimeout(1_000);
        reply = await send(await token);
      }
      if (reply.status >= 300) throw new Error(`${request}: ${reply.status} ${reply.text}`);
      return reply;
    },
    send: async (request, file) => {
      const [method = '', path = ''] = request.split(' ');
      token ??= server.tokenOf(id);
      const { statusCode, body } = await server.app.inject({
        method: method as 'PUT',
        url: `/api/v1${path}`,
        headers: {
          authorization: `Bearer ${await token}`,
          'content-type': 'application/octet-stream',
        },
        payload: file,
      });
      if (statusCode >= 300) throw new Error(`${request}: ${statusCode} ${body}`);
    },
  };
}

async function makeVisitor(
  { world, server }: Pick<Place, 'world' | 'server'>,
  personId: string,
): Promise<PageVisitor> {
  const { config } = server.services;
  const { token } = await openTestSession(world.database.db, personId, 'browser');
  return makePageVisitor(server.app, {
    session: [cookieName(config, 'session'), token],
    publicUrl: config.publicUrl,
  });
}

/** Begins, freezes and submits as a program of the lead does, with the consent of every partner. */
async function submit(
  place: Place,
  application: PlannedApplication,
): Promise<{ readonly applicant: Actor; readonly address: string }> {
  const { world, clock, slug } = place;
  const { db } = world.database;
  const minute = new Date(
    Date.parse(`${days.submission}T08:00:00Z`) + application.number * minuteMs,
  );
  await clock.set(minute.toISOString());
  const ids: string[] = [];
  const people: Actor[] = [];
  for (const { name } of application.bodies) {
    const { id: organisationId } = await addOrganisation(db, { name });
    const person = await makeActor(place);
    await addPower(db, {
      organisationId,
      personId: person.id,
      scopes: ['read', 'edit', 'consent', 'submit'],
      validFrom: new Date('2024-01-01'),
    });
    ids.push(organisationId);
    people.push(person);
  }
  const [applicant, ...partners] = people;
  if (!applicant) throw new Error('an application has nobody');
  const base = `/calls/${slug}/applications`;
  const begun = await applicant.ask(`POST ${base}`, { lead: ids[0], ...draftOf(application, ids) });
  const address = `${base}/${String(begun.body['id'])}`;
  const frozen = await applicant.ask(
    `POST ${address}/freeze`,
    undefined,
    String(begun.headers['etag']),
  );
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  for (const [index, partner] of partners.entries())
    await partner.ask(`POST ${address}/consents`, { organisation: ids[index + 1], hash });
  await applicant.ask(`POST ${address}/submission`, { snapshotHash: hash });
  return { applicant, address };
}

/** What the server does every minute by itself. */
export async function takeArrivals({ world, slug }: Stage): Promise<number> {
  return takeInCall({ database: world.database }, slug);
}
