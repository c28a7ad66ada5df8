import { sql } from 'kysely';
import { holdsNow } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import type { DrawInputs, DrawnApplication, DrawnSeat, SeatGroup } from './draw.ts';
import type { AssignedPart, MemberPart } from './panel.ts';
import type { PanelRules } from './panel-rules.ts';
import { isAtPanel } from './take-arrivals.ts';

export interface DrawingAsked {
  readonly callId: number;
  readonly bodyId: string;
  readonly rules: PanelRules & { readonly scorers: number };
  readonly first: DrawInputs['first'];
  /** Only what was just taken from somebody; everything that is still wanted when left out. */
  readonly freed?: readonly Freed[];
  /** Of everything that is wanted, only so many applications after the one that came under a number. */
  readonly part?: { readonly after: number; readonly atMost: number } | undefined;
}

/** A part of an application that nobody has any more. */
export interface Freed {
  readonly applicationId: string;
  readonly part: AssignedPart;
}

export interface Gathered {
  readonly inputs: DrawInputs;
  /** Under which the last of its applications came, where the part that was asked for is full. */
  readonly next: number | undefined;
}

/** Gathers what a drawing rests on. Only under the lock of the panel. */
export async function gatherInputs(
  tx: Tx,
  asked: DrawingAsked,
  drawingNumber: number,
): Promise<Gathered> {
  const seats = await findSeats(tx, asked);
  const wanting = await findWanting(tx, asked);
  const freed = asked.freed && countFreed(asked.freed);
  const inputs: DrawInputs = {
    format: 'bandolo-panel-drawing-1',
    first: asked.first,
    turn: seats.length === 0 ? 0 : (drawingNumber - 1) % seats.length,
    seats: seats.map(({ person, group, load, reports }) => ({ person, group, load, reports })),
    applications: wanting.map((each) => wantedIn(each, seats, { rules: asked.rules, freed })),
  };
  return {
    inputs,
    next: wanting.length === asked.part?.atMost ? wanting.at(-1)?.arrival : undefined,
  };
}

interface SeatFound extends DrawnSeat {
  readonly declaredTo: number;
}

/** Those who could be drawn now: named, and with the role by which they would get in. */
async function findSeats(tx: Tx, { callId, bodyId }: DrawingAsked): Promise<readonly SeatFound[]> {
  const { rows } = await sql<{
    readonly person: string;
    readonly part: MemberPart;
    readonly load: number;
    readonly reports: number;
    readonly declaredTo: number;
  }>`
    select m.person_id as person, m.part,
           (select count(*) from panel_assignment s
             where s.call_id = m.call_id and s.person_id = m.person_id and s.removed_at is null) as load,
           (select count(*) from panel_assignment s
             where s.call_id = m.call_id and s.person_id = m.person_id and s.removed_at is null
               and s.part = 'reporter') as reports,
           (select coalesce(max(d.to_arrival), 0) from conflict_declaration d
             where d.call_id = m.call_id and d.person_id = m.person_id) as "declaredTo"
      from panel_member m
     where m.call_id = ${callId} and m.until_act is null and m.part <> 'secretary'
       and exists (select from role_grant g
                    where g.person_id = m.person_id and g.role = 'evaluator' and g.body_id = ${bodyId}::uuid
                      and (g.call_id is null or g.call_id = m.call_id) and ${sql.raw(holdsNow('g'))})
     order by m.number`.execute(tx);
  return rows.map(({ part, ...seat }) => ({ ...seat, group: groupOf(part) }));
}

function groupOf(part: MemberPart): SeatGroup {
  if (part === 'expert') return 'experts';
  return part === 'substitute' ? 'substitutes' : 'members';
}

interface Wanted {
  readonly application: string;
  readonly arrival: number;
  readonly scorers: number;
  readonly reporters: number;
  readonly experts: number;
  /** In conflict, or who had it or has it: nobody gets it twice. */
  readonly barred: readonly string[];
}

async function findWanting(
  tx: Tx,
  { callId, rules, freed, part }: DrawingAsked,
): Promise<readonly Wanted[]> {
  const these = freed && [...new Set(freed.map(({ applicationId }) => applicationId))];
  const { rows } = await sql<Wanted>`
    select r.application_id as application, r.number as arrival, r.scorers, r.reporters, r.experts,
           array(select c.person_id from conflict c
                  where c.call_id = r.call_id and c.application_id = r.application_id
                 union
                 select s.person_id from panel_assignment s
                  where s.call_id = r.call_id and s.application_id = r.application_id) as barred
      from panel_arrival r
      join examination x on x.call_id = r.call_id and x.application_id = r.application_id
     where r.call_id = ${callId} and ${isAtPanel(rules)}
       and (r.scorers < ${rules.scorers} or r.experts < ${rules.experts})
       ${these ? sql`and r.application_id = any (${these}::uuid[])` : sql``}
       ${part ? sql`and r.number > ${part.after}` : sql``}
     order by r.number ${part ? sql`limit ${part.atMost}` : sql``}`.execute(tx);
  return rows;
}

type FreedCounts = ReadonlyMap<string, Pick<Wanted, 'scorers' | 'experts'>>;

function countFreed(freed: readonly Freed[]): FreedCounts {
  const counts = new Map<string, { scorers: number; experts: number }>();
  for (const { applicationId, part } of freed) {
    const count = counts.get(applicationId) ?? { scorers: 0, experts: 0 };
    count[part === 'expert' ? 'experts' : 'scorers'] += 1;
    counts.set(applicationId, count);
  }
  return counts;
}

function wantedIn(
  { application, arrival, scorers, reporters, experts, barred }: Wanted,
  seats: readonly SeatFound[],
  {
    rules,
    freed,
  }: { readonly rules: DrawingAsked['rules']; readonly freed?: FreedCounts | undefined },
): DrawnApplication {
  const own = freed && (freed.get(application) ?? { scorers: 0, experts: 0 });
  const isKnown = new Set(barred);
  return {
    application,
    scorers: atMost(rules.scorers - scorers, own?.scorers),
    wantsReporter: reporters === 0,
    experts: atMost(rules.experts - experts, own?.experts),
    barred: [...seats.keys()].filter((index) => {
      const seat = seats[index];
      return seat === undefined || isKnown.has(seat.person) || seat.declaredTo < arrival;
    }),
  };
}

function atMost(wanted: number, freed: number | undefined): number {
  return Math.max(0, Math.min(wanted, freed ?? wanted));
}
