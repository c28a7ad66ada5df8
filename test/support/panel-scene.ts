import type { MemberPart } from '../../src/evaluation/index.ts';
import type { Browser } from './application-server.ts';
import { completeDraft } from './application-world.ts';
import { makeExaminationScene, type ExaminationScene } from './examination-scene.ts';

/** Somebody who sits in the panel of a scene. */
export interface Seated {
  readonly personId: string;
  readonly token: string;
  readonly browser: Browser;
}

/** A call with applications that have come to its panel, whose members have declared that they have no conflict. */
export interface PanelScene extends ExaminationScene {
  readonly chair: Seated;
  readonly secretary: Seated;
  /** Who score every application. */
  readonly scorers: readonly [Seated, Seated, Seated];
  /** Of the panel, but with nothing assigned. */
  readonly other: Seated;
  /** Brings an application to the panel and gives it to the scorers; gives its address. */
  readonly bring: () => Promise<string>;
  readonly conflict: (address: string, seated: Seated) => Promise<void>;
}

const decisions = 'definitions/fictional-village-lamps/decisions.yaml';

export async function makePanelScene(): Promise<PanelScene> {
  const scene = await makeExaminationScene({ partners: 2, decisions, draft: completeDraft });
  const first = await sit(scene);
  await appoint(scene, first.personId);
  let number = 0;
  const seat = async (part: MemberPart, seated: Seated): Promise<Seated> => {
    number += 1;
    await addSeat(scene, { part, personId: seated.personId, number });
    return seated;
  };
  const chair = await seat('chair', first);
  const secretary = await seat('secretary', await sit(scene));
  const scorers = [
    await seat('member', await sit(scene)),
    await seat('member', await sit(scene)),
    await seat('member', await sit(scene)),
  ] as const;
  const other = await seat('member', await sit(scene));
  let arrivals = 0;
  return {
    ...scene,
    chair,
    secretary,
    scorers,
    other,
    bring: async () => {
      const address = await scene.submit();
      arrivals += 1;
      const arrival = { number: arrivals, applicationId: idIn(address) };
      await arrive(scene, arrival, [chair, ...scorers, other]);
      await assign(scene, arrival, { scorers, by: secretary.personId });
      return address;
    },
    conflict: async (address, { personId }) => {
      await scene.world.database.db
        .insertInto('conflict')
        .values({
          call_id: scene.callId,
          application_id: idIn(address),
          person_id: personId,
          way: 'late',
          ground: 'parente del sindaco',
          recorded_by: secretary.personId,
        })
        .execute();
    },
  };
}

function idIn(address: string): string {
  return address.split('/').at(-1) ?? '';
}

async function sit({ world, server }: ExaminationScene): Promise<Seated> {
  const personId = await world.makePerson();
  return {
    personId,
    token: await server.tokenOf(personId),
    browser: await server.browserOf(personId),
  };
}

async function appoint({ world, callId }: ExaminationScene, personId: string): Promise<void> {
  const { db } = world.database;
  await db.insertInto('panel').values({ call_id: callId, acts: 1 }).execute();
  await db
    .insertInto('panel_act')
    .values({
      call_id: callId,
      number: 1,
      title: 'Decreto di nomina',
      day: '2026-01-01',
      ground: 'art. 10',
      person_id: personId,
    })
    .execute();
}

async function addSeat(
  { world, callId }: ExaminationScene,
  {
    part,
    personId,
    number,
  }: { readonly part: MemberPart; readonly personId: string; readonly number: number },
): Promise<void> {
  await world.giveRole(personId, part === 'secretary' ? 'panel-secretary' : 'evaluator');
  await world.database.db
    .insertInto('panel_member')
    .values({
      call_id: callId,
      number,
      person_id: personId,
      part,
      addressed_as: `Persona ${number}`,
      from_act: 1,
    })
    .execute();
}

interface Arrival {
  readonly number: number;
  readonly applicationId: string;
}

/** Everybody who judges declares at once that they have no conflict. */
async function arrive(
  { world, callId }: ExaminationScene,
  { number, applicationId }: Arrival,
  judges: readonly Seated[],
): Promise<void> {
  const { db } = world.database;
  await db
    .insertInto('panel_arrival')
    .values({ call_id: callId, number, application_id: applicationId })
    .execute();
  await db
    .insertInto('conflict_declaration')
    .values(
      judges.map(({ personId }) => ({
        call_id: callId,
        person_id: personId,
        number,
        from_arrival: number,
        to_arrival: number,
        shown_hash: Buffer.alloc(32),
      })),
    )
    .execute();
}

async function assign(
  { world, callId }: ExaminationScene,
  { number, applicationId }: Arrival,
  { scorers, by }: { readonly scorers: readonly Seated[]; readonly by: string },
): Promise<void> {
  await world.database.db
    .insertInto('panel_assignment')
    .values(
      scorers.map(({ personId }, index) => ({
        call_id: callId,
        application_id: applicationId,
        number: index + 1,
        arrival: number,
        person_id: personId,
        part: 'scorer' as const,
        reason: 'prova',
        assigned_by: by,
      })),
    )
    .execute();
}
