import { sql } from 'kysely';
import { loadPublished } from '../../calls/index.ts';
import type { CallDocument, FactValue } from '../../engine/index.ts';
import type { Database } from '../../platform/database.ts';
import type { EvaluationKey } from '../panel.ts';

/** What an applicant may read of the assessment: points and reasons, and no name of who gave them. */
export interface Feedback {
  readonly document: CallDocument;
  readonly releasedAt: Date;
  /** In hundredths of a point. */
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
  readonly passes: boolean;
  readonly criteria: Readonly<Record<string, number>>;
  readonly reasons: readonly {
    readonly fact: string;
    readonly value: FactValue;
    readonly reason: string;
  }[];
}

/** Nothing before it was released. */
export async function findFeedback(
  database: Database,
  { callId, applicationId }: EvaluationKey,
): Promise<Feedback | undefined> {
  const { rows } = await sql<Omit<Feedback, 'document'>>`
    select f.released_at as "releasedAt", c.net, c.bonus, c.gross, c.passes, c.criteria,
           (select coalesce(json_agg(json_build_object('fact', e.fact, 'value', e.value, 'reason', e.reason)
                                     order by e.fact), '[]')
              from consolidation_entry e where e.consolidation_id = c.id) as reasons
      from consolidation c join feedback_release f on f.consolidation_id = c.id
     where c.call_id = ${callId} and c.application_id = ${applicationId}::uuid and c.state = 'decided'`.execute(
    database.db,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { version } = await database.db
    .selectFrom('call_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const { call } = await loadPublished({ database }, { callId, version });
  return { ...row, document: call.document };
}

/** The criteria that gave points to this application, in the order of the call, each with the reasons of the panel. */
export function feedbackLines({ document, criteria, reasons }: Feedback) {
  return (document.score?.criteria ?? []).flatMap((criterion) => {
    const points = criteria[criterion.id];
    if (points === undefined) return [];
    const fact = factOf(criterion.by);
    return [{ criterion, points, said: reasons.find((each) => each.fact === fact) }];
  });
}

type Way = NonNullable<CallDocument['score']>['criteria'][number]['by'];

function factOf(way: Way): string | undefined {
  if ('options' in way) return way.options.fact;
  if ('bands' in way) return way.bands.fact;
  if ('count' in way) return way.count.fact;
  if ('judged' in way) return way.judged.fact;
  return 'unknown' in way.lost ? undefined : factOf(way.lost);
}
