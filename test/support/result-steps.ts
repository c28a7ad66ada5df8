import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { importRanking, readPublishedRanking } from '../../src/ranking/index.ts';
import type { DialogueCast } from './dialogue-steps.ts';
import { publishMadeAct } from './published-acts.ts';

type Cast = Pick<DialogueCast, 'ask' | 'database' | 'call' | 'officer'> & {
  readonly stranger: string;
};

/** Every operation on published results, as it is described; gives the code of the project as it is published. */
export async function useResults(cast: Cast): Promise<unknown> {
  const { ask, call, officer, stranger } = cast;
  const { application, act } = await publishSome(cast);
  const cup = 'C51F23000670006';
  const own = `${call}/applications/${application}`;
  await ask(stranger, `PUT ${own}/cup`, { status: 404, body: { cup } });
  await ask(officer, `PUT ${own}/cup`, { status: 422, body: { cup: 'C51' } });
  const headers = { 'idempotency-key': 'cup-1' };
  await ask(officer, `PUT ${own}/cup`, { body: { cup }, headers });
  await ask(officer, `PUT ${own}/cup`, { body: { cup }, headers });
  await ask(null, `GET ${call}/results?limit=1`);
  await ask(null, `GET ${call}/results?after=nonsense`, { status: 400 });
  await ask(null, `GET ${call}/results/${act}`);
  await ask(null, `GET ${call}/results/999`, { status: 404 });
  const first = await ask(null, `GET ${call}/results/${act}/entries?limit=1`);
  await ask(null, `GET ${call}/results/${act}/entries?after=${String(first.body['next'])}`);
  await ask(null, 'GET /api/v1/results?limit=1');
  await ask(null, 'GET /api/v1/published-rankings');
  await ask(null, 'GET /api/v1/published-rankings/illumina');
  await ask(null, 'GET /api/v1/published-rankings/nothing', { status: 404 });
  const [entry] = first.body['items'] as readonly Readonly<Record<string, unknown>>[];
  return entry?.['cup'];
}

async function publishSome({ database: { db }, call }: Cast) {
  const slug = call.split('/').at(-1) ?? '';
  const { rows } = await sql<{ callId: number; application: string; personId: string }>`
    select x.call_id as "callId", x.application_id as application, r.person_id as "personId"
      from examination x join call on call.id = x.call_id
      join register_entry r on r.call_id = x.call_id and r.number = x.entry_number
     where call.slug = ${slug} and coalesce(x.outcome, '') <> 'withdrawn' order by x.entry_number limit 1`.execute(
    db,
  );
  const [found] = rows;
  if (!found) throw new Error(`nothing was received for ${slug}`);
  const { callId, application, personId } = found;
  const file = 'definitions/published-rankings/illumina.yaml';
  const reading = readPublishedRanking(readFileSync(file, 'utf8'), file);
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  await db.transaction().execute((tx) => importRanking(tx, reading.ranking));
  const entry = {
    name: 'Comune di Gorvago',
    fiscalCode: '00000019992',
    net: 8_000,
    criteria: { quality: 1_000 },
  };
  const act = await publishMadeAct(db, {
    callId,
    personId,
    entries: [
      { ...entry, applicationId: application, granted: 100_000, position: 1 },
      { ...entry, position: 2 },
    ],
  });
  return { application, act };
}
