import { actAs } from '../accounts/index.ts';
import { makeRegister, type Register } from '../applications/register/index.ts';
import { loadPublished, type PublishedCall } from '../calls/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordSigningKey } from '../platform/signing-key.ts';
import { titleOf } from './draft-of.ts';
import {
  expectOutcome,
  idOf,
  organisationIds,
  peopleIds,
  type Ids,
  type Loading,
} from './loading.ts';
import { acts, nextAct, type Act } from './next-act.ts';
import { findStages, type Stage } from './queries.ts';
import type { TrialData } from './read-trial.ts';
import { loadRehearsal, openToFill } from './set-terms.ts';
import type { TrialApplication, TrialApplications } from './trial-schema.ts';
import {
  actorOf,
  representativeOf,
  rewriteApplication,
  writeApplication,
  writerKeyOf,
  type Filling,
} from './write-applications.ts';

/** Applications that share a transaction: few enough to begin again, enough not to wait for the disk each time. */
const textsAtOnce = 12;
/** Acts that may share a commit of the register. */
const entriesAtOnce = 4;

/** Fills the rehearsals with applications, all calls at once, by the people who may. */
export async function fillCalls(loading: Loading): Promise<void> {
  const { services, data } = loading;
  const { db, pool } = services.database;
  const organisations = await organisationIds(db, data);
  const unfinished = await findUnfinished(loading, organisations);
  if (unfinished.length === 0) return;
  await recordSigningKey(db, services.signer);
  const register = makeRegister({ pool, signer: services.signer });
  const people = await peopleIds(db, data);
  const acting = actorKeys(data).map((key) => idOf(people, key));
  await actAs(services.database, acting, async (actors) => {
    const filled = await Promise.allSettled(
      unfinished.map((file) =>
        fillCall(loading, file, { organisations, people, actors, register }),
      ),
    );
    await register.drain();
    // Only now, so that nothing is still being filled by the time somebody else takes the load up.
    for (const each of filled) if (each.status === 'rejected') throw each.reason;
  });
}

/** The calls of which some application is not where it should be; on a second load there are none. */
async function findUnfinished(
  { services, data }: Loading,
  organisations: Ids,
): Promise<readonly TrialApplications[]> {
  const unfinished: TrialApplications[] = [];
  for (const file of data.applications) {
    const { callId } = await loadRehearsal(services, file.call);
    const stages = await findStages(services.database.db, callId);
    const isDue = (application: TrialApplication) =>
      nextAct(application, stageOf(application, { stages, organisations })) !== undefined;
    if (file.applications.some(isDue)) unfinished.push(file);
  }
  return unfinished;
}

function stageOf(
  application: TrialApplication,
  { stages, organisations }: { readonly stages: readonly Stage[]; readonly organisations: Ids },
): Stage | undefined {
  const leadId = idOf(organisations, application.lead);
  const titles = [titleOf(application, false), titleOf(application, true)];
  return stages.find((stage) => stage.leadId === leadId && titles.includes(stage.title));
}

function actorKeys(data: TrialData): readonly string[] {
  const all = data.applications.flatMap(({ applications }) =>
    applications.flatMap((each) => [
      writerKeyOf(each, data),
      ...[each.lead, ...(each.with ?? [])].map((key) => representativeOf(data, key)),
    ]),
  );
  return [...new Set(all)];
}

interface Means extends Pick<Filling, 'organisations' | 'people' | 'actors'> {
  readonly register: Register;
}

async function fillCall(loading: Loading, file: TrialApplications, means: Means): Promise<void> {
  const { services, data, done } = loading;
  await openToFill(loading, file.call);
  const call = await loadRehearsal(services, file.call);
  const published = await loadPublished(services, call);
  const filling = { data, file, published, ...means };
  for (const act of acts) {
    const stages = await findStages(services.database.db, call.callId);
    const due = file.applications.flatMap((application): readonly Due[] => {
      const stage = stageOf(application, { stages, organisations: means.organisations });
      return nextAct(application, stage) === act ? [{ application, stage }] : [];
    });
    await doAll(loading, { act, due, call, filling, register: means.register });
    done(`${act}:${file.call}`);
  }
}

interface Due {
  readonly application: TrialApplication;
  readonly stage: Stage | undefined;
}

interface Doing {
  readonly act: Act;
  readonly due: readonly Due[];
  readonly call: PublishedCall;
  readonly filling: Filling;
  readonly register: Register;
}

async function doAll({ services }: Loading, { act, due, ...doing }: Doing): Promise<void> {
  if (act === 'submit' || act === 'withdraw') {
    for (const some of inParts(due, entriesAtOnce))
      await Promise.all(some.map((each) => enter(act, each, doing)));
    return;
  }
  for (const some of inParts(due, textsAtOnce))
    await services.database.db.transaction().execute(async (tx) => {
      for (const each of some) await write(tx, each, doing.filling);
    });
}

async function write(tx: Tx, { application, stage }: Due, filling: Filling): Promise<void> {
  if (stage) await rewriteApplication(tx, application, { id: stage.id, filling });
  else await writeApplication(tx, application, filling);
}

/** One decisive act, by the representative of the lead. */
async function enter(
  act: 'submit' | 'withdraw',
  { application, stage }: Due,
  { call, filling, register }: Pick<Doing, 'call' | 'filling' | 'register'>,
): Promise<void> {
  const { token } = actorOf(representativeOf(filling.data, application.lead), filling);
  const of = { callId: call.callId, call: call.slug };
  const asked = { token, applicationId: stage?.id ?? '' };
  const outcome = await register.enter(
    of,
    act === 'submit'
      ? { ...asked, kind: 'submission', snapshotHash: stage?.readyHash ?? '' }
      : {
          ...asked,
          kind: 'withdrawal',
          number: stage?.number ?? 0,
          reason: application.reason ?? filling.data.ground,
        },
  );
  expectOutcome(outcome, `${act} "${application.title}"`, 'entered', 'repeated');
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}
