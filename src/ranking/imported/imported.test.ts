import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTable } from './check-table.ts';
import type { PublishedRanking } from './published-ranking.ts';
import { readPublishedRanking } from './read-published-ranking.ts';

const folder = 'definitions/published-rankings';

function read(slug: string): PublishedRanking {
  const file = `${folder}/${slug}.yaml`;
  const reading = readPublishedRanking(readFileSync(file, 'utf8'), file);
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  return reading.ranking;
}

const findingsOf = (slug: string) =>
  Object.fromEntries(
    read(slug).tables.map((table) => {
      const { finding, difference } = checkTable(table);
      return [
        table.id,
        difference === undefined || difference === 0 ? finding : `${finding} ${difference}`,
      ];
    }),
  );

describe('the files of published rankings', () => {
  const slugs = readdirSync(folder).map((name) => name.replace('.yaml', ''));

  test('can all be read, under the names they give themselves', () => {
    expect(slugs).toHaveLength(13);
    expect(slugs.map((slug) => read(slug).slug)).toEqual(slugs);
  });

  test('are found to add up, or not, as their sources do', () => {
    expect(Object.fromEntries(slugs.map((slug) => [slug, findingsOf(slug)]))).toEqual({
      'centri-del-riutilizzo-2017': { bodies: 'incomplete 64458178' },
      'cimiteri-2021': { applications: 'agrees', money: 'agrees', bergamo: 'agrees' },
      'controllo-targhe-2021': { bergamo: 'incomplete 44755424' },
      'distretti-del-commercio': {
        'malpensa-sud': 'agrees',
        'castelli-viscontei': 'agrees',
        'lavena-ponte-tresa': 'agrees',
        valganna: 'agrees',
        'malpensa-nord-ticino': 'differs 1217400',
        refinancing: 'agrees',
        'last-pot': 'agrees',
        diffusi: 'differs 600000',
      },
      illumina: { bergamo: 'agrees', brescia: 'incomplete 114058721' },
      'innovazione-filiere-budgets': {
        'edition-2020': 'agrees',
        'edition-2021': 'agrees',
        'edition-2021-other': 'differs -900000',
        'edition-2022': 'agrees',
      },
      'padigitale-2026': {
        'notifications-2024': 'agrees',
        'cloud-health-2023': 'agrees',
        'notifications-2022': 'agrees',
        'data-platform-2022': 'agrees',
      },
      'pnrr-circular-economy': { paper: 'agrees' },
      'ricircolo-engaged-money': {
        money: 'no-total',
        projects: 'no-total',
        'first-round': 'incomplete 698294782',
      },
      'ricircolo-first-scrolling': { projects: 'agrees' },
      'ricircolo-plastics-textile': { projects: 'agrees', provinces: 'incomplete 18' },
      'ricircolo-second-scrolling': {
        provinces: 'differs -19999800',
        brescia: 'agrees',
        lecco: 'agrees-but-for-cents 100',
        sondrio: 'agrees',
        bergamo: 'incomplete 20276800',
      },
      'rigenerazione-urbana-2022': { provinces: 'incomplete 12128251901' },
    });
  });
});

describe('a file', () => {
  const text = readFileSync(`${folder}/ricircolo-first-scrolling.yaml`, 'utf8');

  test.each(['300.00,00', '33.206.777.91', '367.00 mila', '150.0000', '1.000'])(
    'with the figure %s is refused, with its place',
    (figure) => {
      const reading = readPublishedRanking(text.replace('297900.67', figure), 'x.yaml');
      expect(reading).toMatchObject({
        type: 'refused',
        problems: [{ file: 'x.yaml', code: 'shape' }],
      });
      const [problem] = reading.type === 'refused' ? reading.problems : [];
      expect(problem?.line).toBe(
        text.split('\n').findIndex((line) => line.includes('297900.67')) + 1,
      );
    },
  );

  test('that names a table twice, or counts parts of things, is refused', () => {
    const doubled = text + text.slice(text.indexOf('  - id: projects'));
    expect(readPublishedRanking(doubled, 'x.yaml')).toMatchObject({
      problems: [{ code: 'id-twice' }],
    });
    expect(
      readPublishedRanking(text.replace('counts: euros', 'counts: things'), 'x.yaml'),
    ).toMatchObject({ type: 'refused' });
  });
});

const data = '../shared/data/padigitale2026/candidature_finanziate_131.csv';
const isThere = existsSync(data);
if (!isThere)
  console.warn(`${data} is absent: the sums of PA digitale are not counted again from their rows`);

test.skipIf(!isThere)('the sums of PA digitale are those of its rows', () => {
  const sums = { active: 0, renounced: 0 };
  const [head = '', ...lines] = readFileSync(data, 'utf8').trim().split('\n');
  const at = (name: string): number => head.split(',').indexOf(name);
  for (const line of lines) {
    const cells =
      line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    if (cells[at('avviso')]?.includes('Comuni Ottobre 2022') !== true) continue;
    const isGivenUp = cells[at('stato_candidatura')] === 'R';
    sums[isGivenUp ? 'renounced' : 'active'] += Math.round(
      Number(cells[at('importo_finanziamento')]) * 100,
    );
  }
  const table = read('padigitale-2026').tables.find(({ id }) => id === 'data-platform-2022');
  expect(table?.rows.map(({ figure }) => figure)).toEqual(
    [sums.active, sums.renounced].map((cents) => (cents / 100).toFixed(2)),
  );
});
