import { sql } from 'kysely';
import { readSnapshot, type Snapshot } from '../../applications/index.ts';
import { withFindings, type ApplicationDocument, type Call } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { ExaminationOutcome } from '../examination.ts';
import { twoPersonsOf } from './examined.ts';
import { countingFindings, type CountableFinding } from './finding.ts';

/** An application as it was received and examined so far, for whoever looks at all of a call. */
export interface ReceivedApplication {
  readonly applicationId: string;
  /** The entry of the register by which it was received last. */
  readonly entryNumber: number;
  /** Of that entry, ISO 8601 in UTC with milliseconds. */
  readonly receivedAt: string;
  readonly revision: number;
  /** What of the examination counts; another one as soon as any of it changes. */
  readonly mark: Buffer;
  readonly outcome: ExaminationOutcome | null;
  readonly snapshot: Snapshot;
  /** The text under examination with the findings that count in the place of what was declared. */
  readonly content: ApplicationDocument;
}

const atOnce = 500;

interface ReceivedRow extends Omit<ReceivedApplication, 'snapshot' | 'content'> {
  readonly text: Buffer;
  readonly findings: readonly CountableFinding[] | null;
}

/** All applications of a call in the order of the register, up to an entry, a few hundred at a time. */
export async function* readReceived(
  db: Db,
  { callId, upTo }: { readonly callId: number; readonly upTo: number },
  call: Pick<Call, 'document'>,
): AsyncGenerator<ReceivedApplication> {
  const twoPersons = twoPersonsOf(call);
  for (let after = 0; ;) {
    const rows = await findSome(db, callId, { after, upTo });
    for (const { text, findings, ...row } of rows) {
      const snapshot = readSnapshot(text);
      const declared = { ...snapshot.content, id: snapshot.application };
      const counting = countingFindings(findings ?? [], twoPersons);
      yield { ...row, snapshot, content: withFindings(declared, counting) };
    }
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = last.entryNumber;
  }
}

async function findSome(
  db: Db,
  callId: number,
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<readonly ReceivedRow[]> {
  const { rows } = await sql<ReceivedRow>`
    select x.application_id as "applicationId", x.entry_number as "entryNumber", x.revision, x.outcome,
           examination_mark(x) as mark,
           to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt",
           coalesce(t.content, s.content) as text,
           (select json_agg(json_strip_nulls(json_build_object(
                     'number', f.number, 'kind', f.subject_kind, 'subject', f.subject, 'partner', f.partner,
                     'entry', f.entry, 'says', f.says))::jsonb
                     || jsonb_build_object('value', f.value, 'second',
                          case when c.number is not null then jsonb_build_object('agrees', c.agrees) end)
                     order by f.number)
              from finding f
              left join finding_confirmation c
                on c.call_id = f.call_id and c.application_id = f.application_id and c.number = f.number
             where f.call_id = x.call_id and f.application_id = x.application_id
               and f.entry_number = x.entry_number) as findings
      from examination x
      join register_entry e on e.call_id = x.call_id and e.number = x.entry_number
      left join examined_text t
        on t.call_id = x.call_id and t.application_id = x.application_id and t.hash = x.snapshot_hash
      left join snapshot s
        on s.call_id = x.call_id and s.application_id = x.application_id and s.hash = x.snapshot_hash
     where x.call_id = ${callId} and x.entry_number > ${after} and x.entry_number <= ${upTo}
     order by x.entry_number limit ${atOnce}`.execute(db);
  return rows;
}
