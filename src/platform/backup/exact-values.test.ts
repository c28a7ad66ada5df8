import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import {
  backup,
  connected,
  contents,
  dropAll,
  empty,
  folder,
  migrated,
  restore,
} from '../../../test/support/backup-scene.ts';

afterAll(dropAll);

test('a round trip is exact for every value', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(kindRow, { minLength: 1, maxLength: 400 }), async (all) => {
      const from = await migrated();
      const client = await connected(from.migratorUrl);
      for (const values of all)
        await client.query(
          `insert into kind values (gen_random_uuid(), ${values.map((_, at) => `$${at + 1}`).join(', ')})`,
          [...values],
        );
      await client.end();
      const file = join(folder, 'values.gz');
      await backup(from, file);
      const to = await empty();
      expect((await restore(file, to)).type).toBe('restored');
      expect(await contents(to)).toEqual(await contents(from));
      await Promise.all([from.drop(), to.drop()]);
    }),
    { numRuns: 8 },
  );
});

const text = fc.string({ unit: 'binary', maxLength: 60 }).map((each) => each.replaceAll('\0', ''));
const edge = fc.constantFrom(
  '\\',
  '\\.',
  '\\N',
  '\t',
  '\n',
  '\r\n',
  '"',
  "'",
  '{}',
  '\u{1F600}',
  '',
);
const anyText = fc.oneof(
  text,
  edge,
  fc.array(edge, { maxLength: 6 }).map((all) => all.join('')),
);
const bigInt = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const json = fc.jsonValue().map((each) => JSON.stringify(each).replaceAll(String.raw`\u0000`, ''));
const real = fc.oneof(fc.double(), fc.constantFrom('NaN', 'Infinity', '-Infinity', '-0'));
const instant = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString());
const kindRow = fc.tuple(
  orNull(fc.uint8Array({ maxLength: 80 }).map((each) => Buffer.from(each))),
  orNull(anyText),
  orNull(
    fc
      .tuple(bigInt, fc.nat(), fc.integer({ min: 0, max: 40 }))
      .map(([a, b, e]) => `${a}.${b}e-${e}`),
  ),
  orNull(real),
  orNull(fc.float().map((each) => String(each))),
  orNull(json),
  orNull(json),
  orNull(fc.array(orNull(anyText), { maxLength: 5 })),
  orNull(instant),
  orNull(instant.map((each) => each.replace(/T.*/, ''))),
  orNull(
    fc
      .tuple(
        fc.integer({ min: -9999, max: 9999 }),
        fc.integer({ min: -99999, max: 99999 }),
        fc.integer(),
      )
      .map(([m, d, u]) => `${m} months ${d} days ${u} microseconds`),
  ),
  orNull(fc.boolean()),
  orNull(bigInt),
  orNull(fc.stringMatching(/^[01]{0,70}$/)),
);

function orNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(arbitrary, { nil: null, freq: 6 });
}
