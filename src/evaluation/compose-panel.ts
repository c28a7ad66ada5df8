import {
  addressedAs,
  checkHolder,
  isRoleHeld,
  normalHolder,
  recordPerson,
  type Holder,
} from '../accounts/index.ts';
import { chainOf, lockExaminations } from '../examination/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import { decideComposition, type NamedMember, type SeatedMember } from './composition.ts';
import { lockPanel, takeNumbers } from './lock-panel.ts';
import type { MemberPart } from './panel.ts';
import { refused, type PanelRefused, type RefusedPart } from './refusal.ts';
import { refill, type ActOnPanel } from './refill.ts';
import { removeAssignments } from './store.ts';

export interface CompositionAsked extends ActOnPanel {
  readonly title: string;
  /** `YYYY-MM-DD`, of the act; and the day that it is where the days of the call are counted. */
  readonly day: string;
  readonly today: string;
  readonly ground: string;
  readonly named: readonly (Holder & { readonly part: MemberPart })[];
  /** Numbers of members. */
  readonly leaving: readonly number[];
  readonly fictional: boolean;
}

export type ComposedPanel = { readonly type: 'composed'; readonly act: number } | PanelRefused;

/**
 * Records an act by which a panel is composed or changed. Whoever is named must have the role in the body or for the
 * call; that somebody has none and that nobody knows them is the same answer after the same statements.
 */
export async function composePanel(tx: Tx, asked: CompositionAsked): Promise<ComposedPanel> {
  const wrong = checkAsked(asked);
  if (wrong.length > 0) return { type: 'refused', problems: wrong };
  const named = await recordNamed(tx, asked);
  const before = await findSeated(tx, asked.callId);
  const possible = await findGiven(tx, asked, leavingOf(before, named, asked.leaving));
  await lockExaminations(tx, asked.callId, possible);
  await lockPanel(tx, asked.callId);
  const seated = await findSeated(tx, asked.callId);
  const decided = decideComposition(seated, { named, leaving: asked.leaving }, asked.rules.least);
  if (decided.type === 'refused')
    return {
      type: 'refused',
      problems: decided.problems.map(({ code, index }) => ({
        code,
        path: index === undefined ? '' : `/named/${index}/fiscalCode`,
      })),
    };
  const departing = leavingOf(seated, named, asked.leaving);
  const given = await findGiven(tx, asked, departing);
  const isLocked = new Set(possible);
  if (given.some((id) => !isLocked.has(id))) return refused('changed-meanwhile');
  const act = await insertAct(tx, asked, { ended: decided.ended, named });
  await takeFromDeparting(tx, asked, { departing, given });
  return { type: 'composed', act };
}

function checkAsked({
  title,
  day,
  today,
  ground,
  named,
}: CompositionAsked): readonly RefusedPart[] {
  const missing = Object.entries({ title, ground })
    .filter(([, text]) => text.trim() === '')
    .map(([name]): RefusedPart => ({ code: 'text-missing', path: `/${name}` }));
  const holders = named.flatMap((holder, index) => checkHolder(holder, `/named/${index}`));
  return [
    ...missing,
    ...(day > today ? [{ code: 'day-ahead', path: '/day' } as const] : []),
    ...holders.map(({ code, path }): RefusedPart => ({
      code: code === 'fiscal-code-wrong' ? code : 'text-missing',
      path,
    })),
  ];
}

type NamedFully = NamedMember & { readonly name: string };

/** In the order of their codes, so that two acts that name the same people do not wait for each other for ever. */
async function recordNamed(
  tx: Tx,
  { named, fictional, bodyId, callId }: CompositionAsked,
): Promise<readonly NamedFully[]> {
  const holders = named.map((each) => ({ ...normalHolder(each), part: each.part }));
  const recorded = new Map<string, string>();
  const inOrder = holders.toSorted((a, b) => (a.fiscalCode < b.fiscalCode ? -1 : 1));
  for (const holder of inOrder)
    recorded.set(holder.fiscalCode, await recordPerson(tx, { ...holder, fictional }));
  const found: NamedFully[] = [];
  for (const holder of holders) {
    const personId = recorded.get(holder.fiscalCode) ?? '';
    const role = holder.part === 'secretary' ? 'panel-secretary' : 'evaluator';
    const hasRole = await isRoleHeld(tx, { personId, role, bodyId, callId });
    found.push({ personId, part: holder.part, hasRole, name: addressedAs(holder) });
  }
  return found;
}

interface SeatedNow extends SeatedMember {}

async function findSeated(tx: Tx, callId: number): Promise<readonly SeatedNow[]> {
  return tx
    .selectFrom('panel_member')
    .select(['number', 'person_id as personId', 'part'])
    .where('call_id', '=', callId)
    .where('until_act', 'is', null)
    .orderBy('number')
    .execute();
}

/** Those who cannot go on with what they were given: who leaves, or becomes or was an expert or the secretary. */
function leavingOf(
  seated: readonly SeatedNow[],
  named: readonly NamedMember[],
  leaving: readonly number[],
): readonly string[] {
  return seated.flatMap(({ number, personId, part }) => {
    const next = named.find((each) => each.personId === personId);
    const goesOn = next ? scores(next.part) && scores(part) : !leaving.includes(number);
    return goesOn ? [] : [personId];
  });
}

function scores(part: MemberPart): boolean {
  return part === 'chair' || part === 'member' || part === 'substitute';
}

/** The applications that these people have now. */
async function findGiven(
  tx: Tx,
  { callId }: CompositionAsked,
  people: readonly string[],
): Promise<readonly string[]> {
  if (people.length === 0) return [];
  const rows = await tx
    .selectFrom('panel_assignment')
    .select('application_id as id')
    .distinct()
    .where('call_id', '=', callId)
    .where('person_id', 'in', people)
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

async function insertAct(
  tx: Tx,
  asked: CompositionAsked,
  { ended, named }: { readonly ended: readonly number[]; readonly named: readonly NamedFully[] },
): Promise<number> {
  const { callId, title, day, ground, by } = asked;
  const act = await takeNumbers(tx, { callId }, 'acts');
  const first = await takeNumbers(tx, { callId }, 'members', named.length);
  const texts = { title: title.trim(), ground: ground.trim() };
  await tx
    .insertInto('panel_act')
    .values({ call_id: callId, number: act, day, ...texts, person_id: by })
    .execute();
  if (ended.length > 0)
    await tx
      .updateTable('panel_member')
      .set({ until_act: act })
      .where('call_id', '=', callId)
      .where('number', 'in', ended)
      .execute();
  const members = named.map(({ personId, part, name }, index) => ({
    call_id: callId,
    number: first + index,
    person_id: personId,
    part,
    addressed_as: name,
    from_act: act,
    until_act: null,
  }));
  if (members.length > 0) await tx.insertInto('panel_member').values(members).execute();
  await recordAct(tx, {
    chain: chainOf(callId),
    act: act === 1 ? 'panel-composed' : 'panel-changed',
    subject: `panel/${callId}`,
    personId: by,
    ground: texts.ground,
    content: JSON.stringify({ act, day, ...texts, ended, named: members }),
  });
  return act;
}

async function takeFromDeparting(
  tx: Tx,
  asked: CompositionAsked,
  {
    departing,
    given,
  }: { readonly departing: readonly string[]; readonly given: readonly string[] },
): Promise<void> {
  const { callId, by, title } = asked;
  if (given.length === 0) return;
  const freed = await removeAssignments(
    tx,
    { callId, applicationIds: given, personIds: departing },
    { because: 'departure', reason: title.trim(), by },
  );
  await refill(tx, asked, { freed, cause: 'departure', first: 'substitutes' });
}
