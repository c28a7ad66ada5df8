import type { ClientBase } from 'pg';
import type { MembershipChange } from '../acts/act-content.ts';

interface StoredMembership {
  readonly row: string;
  readonly application: string;
}

/** Carries out again what the signed list acts say, and names the applications of which the list says otherwise. */
export async function checkMemberships(
  client: ClientBase,
  { callId, add }: { readonly callId: number; readonly add: (application: string) => void },
): Promise<void> {
  const { rows: acts } = await client.query<{ number: number; change: MembershipChange }>(
    `select number, convert_from(content, 'UTF8')::jsonb -> 'membership' as change from ranking_act
      where call_id = $1 and content is not null
        and jsonb_typeof(convert_from(content, 'UTF8')::jsonb -> 'membership') = 'object' order by signed_at`,
    [callId],
  );
  const wanted = new Map<string, number>();
  const closed: string[] = [];
  for (const { number, change } of acts) {
    for (const { application, from, until } of change.dropped) {
      const name = `${application} ${from} ${until ?? ''}`;
      closed.push(`${name} ${wanted.get(name) ?? 0} ${number}`);
      wanted.delete(name);
    }
    for (const { application, from, until } of change.added)
      wanted.set(`${application} ${from} ${until ?? ''}`, number);
  }
  const expected = new Set([...closed, ...[...wanted].map(([name, act]) => `${name} ${act} `)]);
  const { rows: stored } = await client.query<StoredMembership>(
    `select m.application_id as application,
            concat(m.application_id, ' ', to_char(m.from_day, 'YYYY-MM-DD'), ' ',
                   to_char(m.until_day, 'YYYY-MM-DD'), ' ',
                   case when b.signed_at = m.recorded_at then m.act_number end, ' ',
                   case when m.superseded_at is not null then coalesce(e.number, 0) end) as row
       from list_membership m
       left join ranking_act b on b.call_id = m.call_id and b.number = m.act_number
       left join ranking_act e on e.call_id = m.call_id and e.signed_at = m.superseded_at
      where m.call_id = $1 order by m.id`,
    [callId],
  );
  const there = new Set(stored.map(({ row }) => row));
  for (const { row, application } of stored) if (!expected.has(row)) add(application);
  for (const row of expected) if (!there.has(row)) add(row.split(' ', 1)[0] ?? row);
}
