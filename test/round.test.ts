import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readApplications } from '../src/applications/index.ts';
import { readCall, readCallDocument, readDecisionsDocument } from '../src/calls/index.ts';
import {
  assess,
  canonicalJson,
  checkBundle,
  findBreaches,
  formatCents,
  makeBundle,
  prepareApplication,
  RoundCollector,
  roundRows,
  settleRound,
  type ApplicationDocument,
  type Bundle,
  type Call,
  type RoundDecisions,
} from '../src/engine/index.ts';

const folder = 'definitions/ricircolo-enti-locali-2024';
const definition = { file: 'call.yaml', text: readFileSync(`${folder}/call.yaml`, 'utf8') };
const decided = { file: 'decisions.yaml', text: readFileSync(`${folder}/decisions.yaml`, 'utf8') };
const applications = readApplications(
  readFileSync(`${folder}/rounds/line-4.yaml`, 'utf8'),
  'line-4.yaml',
).flatMap((read) => (read.type === 'read' ? [read.application] : []));

function load(): Call {
  const read = readCall({ definition, decisions: [decided] });
  if (read.type === 'refused') throw new Error('the call cannot be read');
  return read.call;
}

function settle(call: Call, round: readonly ApplicationDocument[], decisions: RoundDecisions = {}) {
  const collected = new RoundCollector(call);
  for (const application of round) {
    const read = prepareApplication(call, application);
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    collected.add(assess(read.prepared));
  }
  return settleRound(call, collected, decisions);
}

describe('the fictional round of line 4', () => {
  const call = load();
  const round = settle(call, applications);
  const rows = roundRows(round);
  const ids = (outcome: string): readonly string[] =>
    rows.filter((row) => row.outcome === outcome).map((row) => row.application.slice(-3));

  test('comes out as reckoned by hand', () => {
    expect(round.stops).toEqual([]);
    expect(ids('fully-funded').join(' ')).toBe(
      '009 035 001 031 002 003 010 036 026 005 013 037 038 004 027 024 021 011 012 018 017',
    );
    expect(
      rows
        .filter((row) => row.outcome === 'partly-funded')
        .map((row) => `${row.application} ${formatCents(row.grant)}`),
    ).toEqual(['RC4-014 243032.52']);
    expect(ids('admissible-not-funded').join(' ')).toBe(
      '015 008 032 039 007 033 006 016 019 034 029',
    );
    expect(ids('below-threshold')).toEqual(['028']);
    expect(ids('withdrawn')).toEqual(['023']);
    expect(ids('not-admissible')).toEqual(['020', '022', '025', '030', '040']);
  });

  test('spends the whole pot and not a cent more', () => {
    expect(round.funding?.checks).toEqual({
      granted: 4_000_000_00,
      drawn: 4_000_000_00,
      conserved: true,
    });
  });

  test('does not depend on the order in which applications are read', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...applications], { minLength: applications.length }),
        (shuffled) => {
          const again = roundRows(settle(call, shuffled)).filter((row) => row.position > 0);
          expect(again).toEqual(rows.filter((row) => row.position > 0));
        },
      ),
      { numRuns: 20 },
    );
  });

  test('what was decided for it must fit: a stranger, an unknown ranking, a move that cannot be made', () => {
    const stopped = (decisions: RoundDecisions): readonly string[] =>
      settle(call, applications, decisions).stops.map((stop) => stop.code);
    expect(
      stopped({ ties: [{ decision: 'd', applications: ['RC4-777'], policy: 'none-of-tie' }] }),
    ).toEqual(['unknown-application']);
    expect(stopped({ orderOfRankings: ['linea-9'] })).toEqual(['unknown-ranking']);
    const move = { from: 'nowhere', to: 'nowhere', amount: '1.00', ground: 'art. 1', act: 'act 1' };
    expect(stopped({ moves: [move] })).toEqual(['move-not-valid']);
  });

  test('two applications under one id stop the round', () => {
    const [first] = applications;
    if (!first) throw new Error('the round is empty');
    expect(settle(call, [...applications, first]).stops[0]).toMatchObject({
      code: 'application-twice',
      applications: [first.id],
    });
  });

  test('whoever presents twice for one sub-line is named', () => {
    const [first] = applications;
    if (!first) throw new Error('the round is empty');
    const breaches = findBreaches(call, [...applications, { ...first, id: 'RC4-999' }]);
    expect(breaches.map((breach) => breach.applications)).toEqual([[first.id, 'RC4-999']]);
    expect(findBreaches(call, applications)).toEqual([]);
  });
});

describe('its bundle', () => {
  const call = readCallDocument(definition.text, definition.file);
  const decisions = readDecisionsDocument(decided.text, decided.file);
  if (call.type === 'refused' || decisions.type === 'refused')
    throw new Error('the documents cannot be read');
  const made = makeBundle({
    definition: call.document,
    decisions: [decisions.document],
    roundDecisions: {},
    applications,
  });
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  const written = canonicalJson(made);

  test('is recomputed without a difference from its own text', () => {
    const check = checkBundle(JSON.parse(written) as Bundle);
    expect(check).toEqual({ differences: [], problems: [], checked: 40 });
    expect(canonicalJson(JSON.parse(written))).toBe(written);
  });

  test('names no applicant, no place and no register number of the office', () => {
    const published = canonicalJson([made.applications, made.outcomes]);
    for (const { id, partners } of applications) {
      expect(published).not.toContain(`"${id}"`);
      for (const partner of partners ?? []) {
        expect(published).not.toContain(`"${partner.id}"`);
        expect(published).not.toContain(JSON.stringify(partner.facts?.['name'] ?? 'no such name'));
      }
    }
    expect(made.applications[0]?.id).toBe('D-0001');
  });

  test('a figure changed anywhere in its outcomes is named', () => {
    const places = made.outcomes.flatMap((outcome, index) =>
      Object.keys(outcome).map((key) => [index, key] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), ([index, key]) => {
        const forged = JSON.parse(written) as { outcomes: Record<string, unknown>[] };
        const outcome = forged.outcomes[index];
        if (!outcome) throw new Error('no outcome');
        outcome[key] =
          typeof outcome[key] === 'number'
            ? outcome[key] + 1
            : typeof outcome[key] === 'string'
              ? `${outcome[key]}1`
              : ['1'];
        const { differences } = checkBundle(forged as unknown as Bundle);
        expect(differences.length).toBeGreaterThan(0);
        if (key !== 'application')
          expect(differences.map((each) => each.path).join(' ')).toContain(`.${key}`);
      }),
      { numRuns: 60 },
    );
  });

  test('a fact changed under an unchanged outcome is found', () => {
    const forged = JSON.parse(written) as {
      applications: { id: string; facts: Record<string, unknown> }[];
    };
    const target = forged.applications.find(
      (application) => application.id === made.outcomes[0]?.application,
    );
    if (!target) throw new Error('no application');
    target.facts['fractionsCollected'] = 1;
    const changed = Object.entries(target.facts).find(
      ([, value]) => value === 'full' || value === 'major',
    );
    if (changed) target.facts[changed[0]] = changed[1] === 'full' ? 'none' : 'minor';
    const { differences, problems } = checkBundle(forged as unknown as Bundle);
    expect(differences.length + problems.length).toBeGreaterThan(0);
  });
});
