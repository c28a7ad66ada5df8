import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'puppeteer-core';
import { globSync } from 'tinyglobby';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCall } from '../src/calls/index.ts';
import {
  assess,
  declaredIn,
  prepareApplication,
  settleLiveRules,
  type ApplicationDocument,
  type Assessment,
  type Call,
  type CostValue,
} from '../src/engine/index.ts';
import { openBrowser } from './support/browser.ts';
import { anyApplication } from './random-application.ts';

/** What the script of the page gives, and the same from the server: whole cents, infinite as a text. */
type Figures = unknown;
type Compute = (rules: string, declared: readonly string[]) => Promise<readonly Figures[]>;

const bundle = 'dist/assets/budget.js';

interface Script {
  makeFigures: (rules: unknown) => (declared: unknown) => unknown;
}

/** Runs in Node and in a browser, so it takes nothing from outside but the script. */
function computeAll(rules: string, declared: readonly string[]): readonly string[] {
  const { makeFigures } = globalThis as unknown as Script;
  const figures = makeFigures(JSON.parse(rules));
  return declared.map((each) =>
    JSON.stringify(figures(JSON.parse(each)) ?? null, (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    ),
  );
}

function expectedOf({ costs, grant }: Assessment): Figures {
  return JSON.parse(
    JSON.stringify({ costs, grant }, (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    ),
  ) as Figures;
}

function declaredOf({ costs, partners = [], requestedRate }: ApplicationDocument): string {
  const amounts = (own: NonNullable<ApplicationDocument['costs']>) =>
    Object.fromEntries(
      Object.entries(own).map(([id, value]) => {
        const { low, high } = declaredIn(value) ?? { low: 0, high: 0 };
        return [id, [low, Number.isFinite(high) ? high : null]];
      }),
    );
  return JSON.stringify({
    ...(costs && { project: amounts(costs) }),
    partners: Object.fromEntries(
      partners.flatMap(({ id, costs: own }) => (own ? [[id, amounts(own)]] : [])),
    ),
    ...(requestedRate !== undefined && { requestedRate }),
  });
}

/** An amount as it is, as a stretch, as expenses of which one may have no amount yet, or nothing. */
const anyForm = fc.constantFrom('same', 'same', 'same', 'stretch', 'items', 'open', 'gone');

function reshaped(value: CostValue, form: string): CostValue | undefined {
  if (typeof value !== 'string' || form === 'same') return value;
  if (form === 'stretch') return { from: '0.01', to: value === '0.00' ? '0.01' : value };
  if (form === 'items')
    return [
      { id: 'a', amount: value },
      { id: 'b', amount: '0.07' },
    ];
  return form === 'open' ? [{ id: 'a', amount: value }, { id: 'b' }] : undefined;
}

/** The same application with its costs written in other ways. */
function withCosts(
  application: ApplicationDocument,
  forms: readonly string[],
): ApplicationDocument {
  let next = 0;
  const change = (costs: ApplicationDocument['costs']): ApplicationDocument['costs'] => {
    const entries = Object.entries(costs ?? {}).flatMap(([id, value]) => {
      const form = forms[next++ % forms.length] ?? 'same';
      const changed = reshaped(value, form);
      return changed === undefined ? [] : [[id, changed] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  };
  const { costs, partners, ...rest } = application;
  const own = change(costs);
  return {
    ...rest,
    ...(own && { costs: own }),
    ...(partners && {
      partners: partners.map(({ costs: its, ...partner }) => {
        const changed = change(its);
        return { ...partner, ...(changed && { costs: changed }) };
      }),
    }),
  };
}

/** Settles the rules on one text of an application and compares the figures of others with the server's. */
async function expectSameCents(compute: Compute, runs: number): Promise<number> {
  let compared = 0;
  for (const call of calls)
    for (const track of call.tracks.values()) {
      if (!track.costs) continue;
      const cases = fc.tuple(
        anyApplication(call, track),
        fc.array(fc.array(anyForm, { minLength: 3, maxLength: 40 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.constantFrom(undefined, '40%', '12.5%'),
      );
      await fc.assert(
        fc.asyncProperty(cases, async ([base, shapes, requestedRate]) => {
          const asked = { ...base, ...(requestedRate !== undefined && { requestedRate }) };
          const settled = prepareApplication(call, base);
          fc.pre('prepared' in settled);
          const rules = 'prepared' in settled ? settleLiveRules(settled.prepared) : undefined;
          const texts = shapes.map((forms) => withCosts(asked, forms));
          const expected = texts.map((text) => {
            const read = prepareApplication(call, text);
            if (!('prepared' in read)) throw new Error(JSON.stringify(read.problems));
            return expectedOf(assess(read.prepared));
          });
          const given = await compute(JSON.stringify(rules), texts.map(declaredOf));
          expect(given.map((each) => JSON.parse(String(each)) as Figures)).toEqual(expected);
          compared += texts.length;
        }),
        { numRuns: runs },
      );
    }
  return compared;
}

/** Every call as it is published and, where there are decisions, as they close its gaps. */
const calls: readonly Call[] = globSync('definitions/*/call.yaml')
  .toSorted()
  .flatMap((file) => {
    const text = (path: string) => ({ file: path, text: readFileSync(path, 'utf8') });
    const definition = text(file);
    const decided = globSync(file.replace('call.yaml', 'decisions.yaml')).map(text);
    return [[], ...(decided.length > 0 ? [decided] : [])].map((decisions): Call => {
      const read = readCall({ definition, decisions });
      if (read.type === 'refused') throw new Error(`${file} cannot be read`);
      return read.call;
    });
  });

describe('the figures of the page are those of the server, to the cent', () => {
  let chrome: Browser;
  let tab: Page;
  beforeAll(async () => {
    chrome = await openBrowser();
    tab = await chrome.newPage();
  });
  afterAll(() => chrome.close());

  test('with the script as it is given to browsers, in Node', async () => {
    Object.assign(globalThis, await import(pathToFileURL(bundle).href));
    const compared = await expectSameCents(
      async (rules, declared) => computeAll(rules, declared),
      25,
    );
    expect(compared).toBeGreaterThan(1000);
  }, 300_000);

  test('with the same script in a browser', async () => {
    await tab.evaluate(
      async (text) => {
        const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
        const loader = document.createElement('script');
        loader.type = 'module';
        loader.textContent = `import { makeFigures } from '${address}'; Object.assign(globalThis, { makeFigures });`;
        document.head.append(loader);
      },
      readFileSync(bundle, 'utf8'),
    );
    await tab.waitForFunction(() => 'makeFigures' in globalThis);
    const compared = await expectSameCents(
      (rules, declared) => tab.evaluate(computeAll, rules, declared),
      5,
    );
    expect(compared).toBeGreaterThan(200);
  }, 300_000);
});
