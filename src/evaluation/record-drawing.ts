import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { draw, type Drawing, type Drawn } from './draw.ts';
import { gatherInputs, type DrawingAsked } from './drawing-inputs.ts';
import { takeNumbers } from './lock-panel.ts';
import type { RemovalCause } from './panel.ts';

export interface DrawingDone extends Drawing {
  /** None where nothing was wanted. */
  readonly number: number | undefined;
  /** Where only a part was asked for and more may be wanted: the number after which they came. */
  readonly next: number | undefined;
}

/** Draws and records: the inputs as they were, and what came of them. Only under the lock of the panel. */
export async function recordDrawing(
  tx: Tx,
  asked: DrawingAsked,
  { cause, by }: { readonly cause: 'assignment' | RemovalCause; readonly by: string },
): Promise<DrawingDone> {
  const { callId } = asked;
  const { drawings } = await tx
    .selectFrom('panel')
    .select('drawings')
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const { inputs, next } = await gatherInputs(tx, asked, drawings + 1);
  const drawing = draw(inputs);
  if (inputs.applications.length === 0) return { ...drawing, number: undefined, next };
  const number = await takeNumbers(tx, { callId }, 'drawings');
  const text = JSON.stringify(inputs);
  await tx
    .insertInto('panel_drawing')
    .values({
      call_id: callId,
      number,
      cause,
      inputs: text,
      inputs_hash: createHash('sha256').update(text).digest(),
      person_id: by,
    })
    .execute();
  // Several short statements: one of them must not outlast its time.
  for (let from = 0; from < drawing.drawn.length; from += insertedMax)
    await insertDrawn(tx, { callId, number, by }, drawing.drawn.slice(from, from + insertedMax));
  return { ...drawing, number, next };
}

const insertedMax = 5_000;

async function insertDrawn(
  tx: Tx,
  { callId, number, by }: { readonly callId: number; readonly number: number; readonly by: string },
  drawn: readonly Drawn[],
): Promise<void> {
  await sql`
    insert into panel_assignment (call_id, application_id, number, person_id, arrival, part, drawing, assigned_by)
    select ${callId}::integer, d.application, coalesce(last.number, 0) + row_number() over (
             partition by d.application order by d.place), d.person, r.number, d.part, ${number}::integer, ${by}::uuid
      from unnest(${drawn.map(({ application }) => application)}::uuid[],
                  ${drawn.map(({ person }) => person)}::uuid[],
                  ${drawn.map(({ part }) => part)}::text[]) with ordinality as d(application, person, part, place)
      join panel_arrival r on r.call_id = ${callId} and r.application_id = d.application
      left join lateral (select max(s.number) as number from panel_assignment s
                          where s.call_id = ${callId} and s.application_id = d.application) last on true`.execute(
    tx,
  );
}
