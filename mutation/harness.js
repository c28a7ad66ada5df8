import { createRequire } from 'node:module';
import * as chai from 'chai';
import fastCheck from 'fast-check';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';

const { ASYMMETRIC_MATCHERS_OBJECT, JestAsymmetricMatchers, JestChaiExpect, JestExtend } =
  await import('@vitest/expect');
chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
const expect = (value, message) => chai.expect(value, message);
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);

/** As many cases of a property as show an everyday mutant; the tests themselves run more. */
const fewCases = 20;
let casesMax = fewCases;

/** Lets a test that counts its cases run all of them. */
export function allCases(isAll) {
  casesMax = isAll ? Number.POSITIVE_INFINITY : fewCases;
}

fastCheck.configureGlobal({ seed: 20_250_115 });
const assertProperty = fastCheck.assert;
const fc = {
  ...fastCheck,
  assert: (property, given = {}) =>
    assertProperty(property, {
      ...given,
      numRuns: Math.min(given.numRuns ?? 100, casesMax),
      endOnFailure: true,
    }),
};
fc.default = fc;

/** What the bundled tests import, in a form that lets one test run without the others. */
export class Harness {
  #at;
  #modules;

  constructor(documents) {
    const byText = new Map(documents);
    const load = createRequire(import.meta.url);
    const globs = new Map();
    const parsed = new Map();
    const register = this.#registration();
    const fixed = {
      vitest: { ...register, expect },
      'fast-check': fc,
      'mutation:documents': {
        document(text, file) {
          if (!byText.has(text)) throw new Error(`${file} was not read before`);
          return byText.get(text);
        },
      },
      yaml: {
        parse(text, given) {
          if (!parsed.has(text)) parsed.set(text, JSON.stringify(parse(text, given)));
          return JSON.parse(parsed.get(text));
        },
      },
      tinyglobby: {
        globSync(pattern) {
          if (!globs.has(pattern)) globs.set(pattern, globSync(pattern));
          return [...globs.get(pattern)];
        },
      },
    };
    this.#modules = (name) => fixed[name] ?? load(name);
    for (const [, document] of byText) freeze(document);
  }

  get require() {
    return this.#modules;
  }

  /** Runs the body of a file or of a group once; its groups and tests are then its children. */
  collect(node) {
    if (node.children) return;
    node.children = [];
    const before = this.#at;
    this.#at = node;
    try {
      node.body(...node.values);
    } finally {
      this.#at = before;
    }
  }

  #add(kind, title, body, values) {
    const index = this.#at.children.length;
    this.#at.children.push({ kind, title, body, values, path: `${this.#at.path}/${index}` });
  }

  #registration() {
    const make = (kind) => {
      const add = (title, ...rest) => this.#add(kind, title, bodyOf(rest), []);
      const nothing = () => {};
      const each =
        (cases) =>
        (title, ...rest) => {
          const body = bodyOf(rest);
          for (const one of cases) {
            const values = Array.isArray(one) ? one : [one];
            this.#add(kind, `${title} ${values.filter(isShort).join(' ')}`, body, values);
          }
        };
      return Object.assign(add, {
        each,
        skip: nothing,
        skipIf: (isSkipped) => (isSkipped ? nothing : add),
        runIf: (isRun) => (isRun ? add : nothing),
      });
    };
    return { describe: make('describe'), test: make('test'), it: make('test') };
  }
}

/** Options, such as a time limit, may stand on either side of the body. */
const bodyOf = (rest) => rest.find((one) => typeof one === 'function');

const isShort = (value) => typeof value === 'string' && value.length < 80;

function freeze(value) {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}
