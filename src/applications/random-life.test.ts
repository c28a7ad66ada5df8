import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeScene, type Scene } from '../../test/support/application-scene.ts';
import { completeDraft, principalWith } from '../../test/support/application-world.ts';
import type { Principal } from '../accounts/index.ts';
import { hashRow, type JournalRow } from '../platform/journal.ts';
import { stateOf, versionTag } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import type { Draft } from './draft.ts';

let scene: Scene;
/** The people of the stories: the lead's, one who only edits, one for each partner, one for two partners, and a stranger. */
let cast: readonly Principal[];

beforeAll(async () => {
  scene = await makeScene(4);
  const both = { [scene.organisationOf(1)]: ['consent'], [scene.organisationOf(2)]: ['consent'] };
  const two = principalWith(scene.personOf(1).personId, both as Record<string, ['consent']>);
  cast = [scene.lead, scene.editor, ...scene.people.slice(1), two, scene.stranger];
}, 60_000);
afterAll(() => scene.world.close());

type Step =
  | { readonly kind: 'edit'; readonly who: number; readonly draft: number; readonly seen: boolean }
  | { readonly kind: 'freeze'; readonly who: number; readonly seen: boolean }
  | { readonly kind: 'consent'; readonly who: number; readonly org: number; readonly old: boolean }
  | { readonly kind: 'take-back'; readonly who: number; readonly org: number }
  | { readonly kind: 'submit' };

const who = fc.nat({ max: 6 });
const anyPair = fc.record({ who, org: fc.nat({ max: 3 }) });
/** Mostly somebody who may: for the lead, for one partner, for either of two. */
const pair = fc.oneof(
  { weight: 1, arbitrary: anyPair },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      { who: 0, org: 0 },
      { who: 2, org: 1 },
      { who: 3, org: 2 },
      { who: 4, org: 3 },
      { who: 5, org: 1 },
      { who: 5, org: 2 },
    ),
  },
);
const mostly = fc.integer({ min: 0, max: 5 }).map((number) => number > 0);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      who: fc.oneof(fc.constant(0), who),
      draft: fc.nat({ max: 3 }),
      seen: mostly,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('freeze' as const),
      who: fc.oneof(fc.constant(0), who),
      seen: mostly,
    }),
  },
  {
    weight: 9,
    arbitrary: fc
      .tuple(pair, mostly)
      .map(([by, isNow]) => ({ kind: 'consent' as const, ...by, old: !isNow })),
  },
  { weight: 4, arbitrary: pair.map((by) => ({ kind: 'take-back' as const, ...by })) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('submit' as const) }) },
);

/** All that counts, in the fewest words. */
interface Model {
  draft: number;
  /** Grows whenever a freeze could come to mean another text. */
  turn: number;
  frozen: boolean;
  readonly given: Set<number>;
  submitted: boolean;
}

/** Who takes part in each of the drafts. */
const parts: readonly (readonly number[])[] = [[0], [0, 1], [0, 1, 2], [0, 2, 3]];

const draftOf = (number: number): Draft =>
  completeDraft(
    scene.leadId,
    (parts[number] ?? []).slice(1).map((index) => scene.organisationOf(index)),
    `Testo ${number}`,
  );

const may = (person: number, scope: 'edit' | 'consent', organisation: number): boolean =>
  cast[person]?.powers.some(
    (power) =>
      power.organisationId === scene.organisationOf(organisation) && power.scopes.includes(scope),
  ) ?? false;

/** What the rules in the header of the noun say must become of a step. */
function play(model: Model, each: Step): void {
  const needed = parts[model.draft] ?? [];
  const isReady = model.frozen && needed.every((index) => model.given.has(index));
  if (each.kind === 'submit') model.submitted ||= isReady;
  else if (model.submitted) return;
  else if (each.kind === 'edit') {
    if (!may(each.who, 'edit', 0) || each.draft === model.draft || !each.seen) return;
    model.draft = each.draft;
    reset(model);
  } else if (each.kind === 'freeze') {
    if (!may(each.who, 'edit', 0) || !each.seen || model.frozen) return;
    model.frozen = true;
    if (may(each.who, 'consent', 0)) model.given.add(0);
  } else if (each.kind === 'consent') {
    const isPart = needed.includes(each.org) && may(each.who, 'consent', each.org);
    if (isPart && model.frozen && !each.old) model.given.add(each.org);
  } else if (may(each.who, 'consent', each.org) && model.given.has(each.org)) reset(model);
}

function reset(model: Model): void {
  model.turn += 1;
  model.frozen = false;
  model.given.clear();
}

async function act(application: ApplicationRecord, each: Step, older: string): Promise<void> {
  if (each.kind === 'submit') {
    if (stateOf(application) === 'ready') await scene.inTx((tx) => scene.enter(tx, application, 1));
    return;
  }
  const principal = cast[each.who] as Principal;
  const tag = 'seen' in each && !each.seen ? '999.0.0.0' : versionTag(application);
  if (each.kind === 'edit') await scene.edit(application, draftOf(each.draft), principal, tag);
  else if (each.kind === 'freeze') await scene.freeze(application, principal, { tag });
  else if (each.kind === 'consent') {
    const hash = each.old ? older : (application.frozenHash ?? older);
    await scene.consent(application, each.org, { principal, hash });
  } else await scene.takeBack(application, each.org, principal);
}

test('whatever people do in whatever order, a small model agrees with the database', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 24 }), async (steps) => {
      let application = await scene.start(scene.lead, draftOf(1));
      const model: Model = { draft: 1, turn: 0, frozen: false, given: new Set(), submitted: false };
      const hashes = new Map<string, string>();
      let older = 'ab'.repeat(32);
      for (const each of steps) {
        const before = application.frozenHash;
        await act(application, each, older);
        play(model, each);
        application = await scene.read(application);
        if (before !== null && before !== application.frozenHash) older = before;
        expectAgreement(application, model);
        reached.add(stateOf(application));
        await scene.expectConsented(application);
        // The same hash for the same turn, another for another: a consent never comes back with the same words.
        if (application.frozenHash !== null) {
          const turn = `${model.turn}`;
          const known = hashes.get(turn) ?? application.frozenHash;
          expect(application.frozenHash).toBe(known);
          hashes.set(turn, known);
          expect(new Set(hashes.values()).size).toBe(hashes.size);
        }
      }
    }),
    { numRuns: 100 },
  );
  expect([...reached].toSorted()).toEqual(['draft', 'frozen', 'ready', 'submitted']);
});

function expectAgreement(application: ApplicationRecord, model: Model): void {
  const needed = parts[model.draft] ?? [];
  const given = needed.filter((index) => model.given.has(index));
  const isReady = model.frozen && given.length === needed.length;
  const state = model.submitted
    ? 'submitted'
    : isReady
      ? 'ready'
      : model.frozen
        ? 'frozen'
        : 'draft';
  expect(stateOf(application)).toBe(state);
  expect(application.title).toBe(`Testo ${model.draft}`);
  const consents = application.consents.map(({ organisationId }) => organisationId);
  expect(consents.toSorted()).toEqual(given.map((index) => scene.organisationOf(index)).toSorted());
}

test('the journal of the call is one unbroken chain', async () => {
  await scene.ready();
  const { db } = scene.world.database;
  const chain = `call/${scene.published.callId}`;
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('sequence')
    .execute();
  expect(rows.length).toBeGreaterThan(50);
  const { rows: instants } = await scene.world.database.pool.query<{ at: string }>(
    `select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from journal where chain = $1 order by sequence`,
    [chain],
  );
  let previous = Buffer.alloc(32);
  rows.forEach((row, index) => {
    const written: JournalRow = {
      chain,
      sequence: index + 1,
      at: instants[index]?.at ?? '',
      act: row.act,
      subject: row.subject,
      personId: row.person_id,
      onBehalfOf: row.on_behalf_of,
      from: row.from_state,
      to: row.to_state,
      ground: row.ground,
      contentHash: row.content_hash,
      previousHash: previous,
    };
    expect(row.sequence).toBe(index + 1);
    expect(row.previous_hash.equals(previous)).toBe(true);
    expect(hashRow(written).equals(row.hash)).toBe(true);
    previous = Buffer.from(row.hash);
  });
  const head = await db
    .selectFrom('journal_head')
    .select('hash')
    .where('chain', '=', chain)
    .executeTakeFirstOrThrow();
  expect(head.hash.equals(previous)).toBe(true);
});
