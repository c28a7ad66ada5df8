import { sql } from 'kysely';
import type { PanelScene, Seated } from './panel-scene.ts';

export const givenReason = 'Relazione completa, con misure di prima e di dopo.';

/** The office finds what criteria still wait for, so that totals close. */
export async function settle(scene: PanelScene, address: string): Promise<void> {
  const applicationId = address.split('/').at(-1) ?? '';
  const [officer] = scene.officers;
  const { rows } = await sql<{ hash: Buffer; entry: number }>`
    select snapshot_hash as hash, entry_number as entry from examination where application_id = ${applicationId}::uuid`.execute(
    scene.world.database.db,
  );
  const [row] = rows;
  if (!row || !officer) throw new Error('there is nothing to settle');
  const facts = { inhabitants: 400, savedPerYear: '6000.00', darkSky: true, restoredLamps: 0 };
  let number = 0;
  for (const [subject, value] of Object.entries(facts)) {
    number += 1;
    const key = { call_id: scene.callId, application_id: applicationId, number };
    await scene.world.database.db
      .insertInto('finding')
      .values({
        ...key,
        entry_number: row.entry,
        subject_kind: 'fact',
        subject,
        says: 'value',
        value: JSON.stringify(value),
        overrules: false,
        evidence: '[]',
        snapshot_hash: row.hash,
        revision: 1,
        person_id: officer.personId,
      } as never)
      .execute();
    await scene.world.database.db
      .insertInto('finding_confirmation')
      .values({
        ...key,
        found_by: officer.personId,
        person_id: scene.officers[1]?.personId ?? '',
        agrees: true,
      })
      .execute();
  }
}

/** One fills in a sheet and closes it. */
export async function fill(
  scene: PanelScene,
  address: string,
  seated: Seated,
  [quality, landscape]: readonly [string, string],
): Promise<void> {
  const entries = {
    quality: { value: quality, reason: `${givenReason} (${quality})` },
    landscape: { value: landscape, reason: givenReason },
  };
  const saved = await scene.ask(seated.token, `PUT ${address}/sheet`, { entries }, 0);
  if (saved.status !== 200) throw new Error(saved.text);
  const closed = await scene.ask(seated.token, `POST ${address}/sheet/closing`);
  if (closed.status !== 200) throw new Error(closed.text);
}
