import { afterAll, beforeAll, expect, test } from 'vitest';
import { apply, openHall, type Applied, type Figure, type Hall } from './apply.ts';
import { cleanProduction, mobileCentre, reuseCentre, supplyChain } from './projects.ts';

let hall: Hall;

beforeAll(async () => {
  hall = await openHall();
}, 120_000);
afterAll(() => hall.close());

/** As an Italian page writes an amount that is known to the cent. */
function inItalian(amount: Figure | undefined): string {
  if (typeof amount !== 'string') throw new Error(`not known: ${JSON.stringify(amount)}`);
  const [whole = '', cents = ''] = amount.split('.');
  return `${whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, '.')},${cents}`;
}

/** As the page writes points: their bounds where they are not known. */
function pointsInItalian(points: Figure): string {
  const comma = (text: string): string => text.replace('.', ',');
  if (typeof points === 'string') return comma(points);
  return points.to === null ? 'non noti' : `tra ${comma(points.from)} e ${comma(points.to)}`;
}

/** Every criterion has on the page the points of the command, in the order of the call, and so has the total. */
function expectSamePoints({ points, assessed: { criteria = {}, gross } }: Applied): void {
  const said = points.map(([, text]) => text);
  const expected = Object.values(criteria).map(pointsInItalian);
  expect(expected.length).toBeGreaterThan(1);
  expect(said.slice(0, expected.length)).toEqual(expected);
  expect(said.at(-1)).toBe(pointsInItalian(gross as Figure));
}

/** Every amount of the command stands on the page with the costs, and the grant on the receipt. */
function expectSameFigures({ budget, receipt, assessed }: Applied): void {
  const { admitted = {}, totalAdmitted, grant, shares = {} } = assessed;
  expect(Object.keys(admitted).length).toBeGreaterThan(0);
  for (const amount of [...Object.values(admitted), ...Object.values(shares)])
    expect(budget).toContain(inItalian(amount));
  expect(budget).toContain(inItalian(totalAdmitted));
  expect(budget).toContain(`${inItalian(grant)} €`);
  expect(receipt).toContain(`${inItalian(grant)} €`);
}

test('a municipality applies for a mobile collection centre, without any script', async () => {
  const applied = await apply(hall, mobileCentre);
  expectSameFigures(applied);
  expectSamePoints(applied);
  expect(applied.assessed.grant).toBe('66472.26');
}, 120_000);

test('a municipality applies for a centre for re-use, whose lost points stay unknown', async () => {
  const applied = await apply(hall, reuseCentre);
  expectSameFigures(applied);
  expectSamePoints(applied);
  expect(applied.assessed.grant).toBe('300000.00');
  expect(applied.points.slice(0, 3).map(([, points]) => points)).toEqual(
    Array.from({ length: 3 }, () => 'tra 0 e 30'),
  );
  expect(applied.points.at(-1)?.[1]).toBe('tra 28 e 80');
}, 120_000);

test('seven firms and a university apply with costs over every limit', async () => {
  const applied = await apply(hall, cleanProduction);
  expectSameFigures(applied);
  expect(applied.assessed).toMatchObject({
    admitted: { consultancy: '137078.10', indirect: '47977.33' },
    totalAdmitted: '733367.83',
    grant: '420000.00',
  });
}, 300_000);

test('ten firms propose a supply chain, which asks for no money', async () => {
  const applied = await apply(hall, supplyChain);
  expect(applied.assessed).not.toHaveProperty('grant');
}, 300_000);
