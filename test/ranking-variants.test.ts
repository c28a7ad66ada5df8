import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readApplications } from '../src/applications/index.ts';
import { readCall } from '../src/calls/index.ts';
import {
  formatCents,
  roundRows,
  settleApplications,
  type Call,
  type RoundDecisions,
} from '../src/engine/index.ts';

/** How rankings differ in systems where each way was a program of its own: here each is a few words of a call. */
interface Variant {
  readonly title: string;
  readonly lines?: Readonly<Record<string, readonly string[]>>;
  /** When all of them arrived. */
  readonly received?: string;
  readonly ranking?: object;
  readonly funding?: { readonly pots?: readonly object[]; readonly partial?: string };
  readonly decisions?: RoundDecisions;
  readonly expect?: readonly (readonly (string | number)[])[];
  readonly stops?: readonly object[];
}

const folder = 'test/ranking-variants';
const readText = (name: string) => readFileSync(join(folder, name), 'utf8');
const variants = parse(readText('variants.yaml')) as readonly Variant[];
const base = parse(readText('base.yaml')) as Readonly<Record<string, object>>;

function callOf({ title, lines, ranking, funding = {} }: Variant): Call {
  const { pots, ...others } = funding;
  const definition = {
    ...base,
    ...(lines && {
      lines: Object.keys(lines).map((id) => ({
        id,
        title: { it: id, en: id },
        article: 'art. 1',
      })),
      examples: [],
    }),
    ranking: { ...base['ranking'], ...ranking },
    funding: {
      ...base['funding'],
      ...others,
      ...(pots && {
        pots: pots.map((pot) => ({
          article: 'art. 8',
          title: { it: 'Dotazione', en: 'Money' },
          ...pot,
        })),
      }),
    },
  };
  const text = JSON.stringify(definition);
  const read = readCall({ definition: { file: `${title}.json`, text }, decisions: [] });
  if (read.type === 'refused') throw new Error(`${title}: ${JSON.stringify(read)}`);
  return read.call;
}

function applicationsOf({ lines = {}, received }: Variant) {
  const lineOf = (id: string) =>
    Object.keys(lines).find((line) => lines[line]?.includes(id) === true);
  return readApplications(readText('applications.yaml'), 'applications.yaml').map((read) => {
    if (read.type !== 'read') throw new Error(JSON.stringify(read));
    const line = lineOf(read.application.id);
    return {
      ...read.application,
      ...(line === undefined ? {} : { line }),
      ...(received === undefined ? {} : { received }),
    };
  });
}

test('there are thirteen ways and more', () => {
  expect(variants.length).toBeGreaterThanOrEqual(13);
  expect(new Set(variants.map(({ title }) => title)).size).toBe(variants.length);
});

test.each(variants)('$title', (variant) => {
  const { decisions = {}, stops = [] } = variant;
  const settled = settleApplications(callOf(variant), applicationsOf(variant), decisions);
  if ('problems' in settled) throw new Error(settled.problems.join('\n'));
  const { round } = settled;
  expect(round.stops).toMatchObject(stops);
  expect(round.stops).toHaveLength(stops.length);
  if (!variant.expect) return;
  const rows = roundRows(round).map(({ ranking, position, application, outcome, grant }) => [
    ...(variant.lines ? [ranking] : []),
    position,
    application,
    outcome,
    formatCents(grant),
  ]);
  // Ranking after ranking; within each the order is the engine's.
  const inOrder = variant.lines
    ? rows.toSorted(([a], [b]) => String(a).localeCompare(String(b)))
    : rows;
  expect(inOrder).toEqual(variant.expect);
});
