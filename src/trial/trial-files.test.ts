import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { beforeAll, expect, test } from 'vitest';
import { readOrganisationFiscalCode, readPersonFiscalCode } from '../accounts/fiscal-code.ts';
import { parseCents } from '../engine/index.ts';
import { packageFile } from '../platform/package-file.ts';
import { readTrial, type TrialData } from './read-trial.ts';

let data: TrialData;

beforeAll(async () => {
  data = await readTrial(packageFile('trial'));
});

/** The three letters of a name in a fiscal code: consonants before vowels. */
function lettersOf(name: string, isGivenName: boolean): string {
  const plain = name
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '');
  const consonants = plain.replaceAll(/[AEIOU]/g, '');
  const chosen =
    isGivenName && consonants.length > 3
      ? `${consonants[0]}${consonants[2]}${consonants[3]}`
      : consonants;
  return `${chosen}${plain.replaceAll(/[^AEIOU]/g, '')}XXX`.slice(0, 3);
}

test('people have right fiscal codes, of their names and of a place that does not exist', () => {
  expect(data.people.length).toBeGreaterThan(25);
  for (const { givenName, familyName, fiscalCode } of data.people) {
    expect(readPersonFiscalCode(fiscalCode), familyName).toBe(fiscalCode);
    expect(fiscalCode.slice(0, 6)).toBe(lettersOf(familyName, false) + lettersOf(givenName, true));
    expect(fiscalCode.slice(11, 15)).toBe('Y999');
  }
});

test('organisations have right codes of an office that does not exist', () => {
  for (const { name, fiscalCode, vatNumber, digitalDomicile } of data.organisations) {
    expect(readOrganisationFiscalCode(fiscalCode), name).toBe(fiscalCode);
    for (const code of [fiscalCode, vatNumber ?? fiscalCode])
      expect(code).toMatch(/999\d$|Y999[A-Z]$/);
    expect(digitalDomicile).toMatch(/@pec\.[a-z-]+\.example$/);
  }
});

test('a place has one name, one code and one province, and no real code', () => {
  const sites = data.organisations.flatMap((each) => each.sites);
  const places = new Map(sites.map((site) => [site.municipality, site]));
  expect(places.size).toBeGreaterThan(12);
  for (const { municipality, municipalityCode, province } of sites) {
    const place = places.get(municipality);
    expect([place?.municipalityCode, place?.province]).toEqual([municipalityCode, province]);
    expect(municipalityCode).toMatch(/^9\d{5}$/);
  }
  const codes = new Set([...places.values()].map((place) => place.municipalityCode));
  expect(codes.size).toBe(places.size);
  const provinces = new Set(
    sites.map((site) => `${site.municipalityCode.slice(0, 3)}${site.province}`),
  );
  expect(new Set([...provinces].map((each) => each.slice(3))).size).toBe(provinces.size);
});

test('everybody who is there has something to do with somebody', () => {
  const representatives = new Set(data.organisations.map((each) => each.representative));
  const administrators = new Set(data.bodies.map((each) => each.administrator));
  const idle = data.people.filter(
    ({ key, roles = [], mandates = [] }) =>
      roles.length + mandates.length === 0 && !representatives.has(key) && !administrators.has(key),
  );
  expect(idle.map(({ key }) => key)).toEqual(['powerless']);
  const named = data.applications.flatMap(({ applications }) =>
    applications.flatMap((each) => [each.lead, ...(each.with ?? [])]),
  );
  const unused = data.organisations.filter(({ key }) => !named.includes(key));
  expect(unused.map(({ key }) => key)).toEqual(['banco']);
});

test('amounts are of a size that such projects have', () => {
  const amounts = data.applications.flatMap(({ applications, patterns, organisations }) =>
    [...applications, ...Object.values(patterns), ...Object.values(organisations)].flatMap(
      ({ costs = {} }) => Object.values(costs),
    ),
  );
  expect(amounts.length).toBeGreaterThan(80);
  for (const amount of amounts) {
    const cents = parseCents(amount) ?? -1;
    expect(cents, amount).toBeGreaterThanOrEqual(0);
    expect(cents, amount).toBeLessThan(30_000_000);
  }
});

test('texts have the apostrophes of print', () => {
  const files = globSync('trial/**/*.yaml');
  const ofTrial = data.calls.filter(({ isOfTrial }) => isOfTrial);
  expect(files.length).toBe(5 + data.applications.length + 2 * ofTrial.length);
  for (const file of files) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const straight = lines.filter(
      (line) => !line.trim().startsWith('#') && /\p{L}'\p{L}/u.test(line),
    );
    expect(straight, file).toEqual([]);
  }
});
