import { expect, test } from 'vitest';
import { mills } from '../../../test/mill-call.ts';
import type { CallDocument } from './call-document.ts';
import { checkFromLists } from './check-from-list.ts';
import type { FactDocument } from './fact-document.ts';

const label = { it: 'x', en: 'x' };
const list: FactDocument = {
  id: 'recognitions',
  type: 'list',
  label,
  proof: 'register',
  fields: [
    { id: 'since', type: 'date', label, proof: 'register' },
    { id: 'name', type: 'text', label, proof: 'register' },
  ],
  fromList: { call: 'another', recognised: 'since' },
};

test.each<[string, Partial<FactDocument>, readonly string[]]>([
  ['as it should be', {}, []],
  ['of another type', { type: 'bool' }, ['call']],
  ['declared by the applicant', { proof: 'applicant' }, ['call']],
  ['of a partner', { level: 'partner' }, ['call']],
  ['of its own call', { fromList: { call: mills.id, recognised: 'since' } }, ['call']],
  ['with a field that is no date', { fromList: { call: 'b', recognised: 'name' } }, ['recognised']],
  [
    'with a field that is not there',
    { fromList: { call: 'b', recognised: 'since', ended: 'until' } },
    ['ended'],
  ],
])('a fact from a list %s', (_, change, found) => {
  const document: CallDocument = { ...mills, facts: [...mills.facts, { ...list, ...change }] };
  const problems = checkFromLists(document);
  expect(problems.map(({ path }) => path.at(-1))).toEqual(found);
  for (const { code, path } of problems) {
    expect(code).toBe('list-reference');
    expect(path.slice(0, 3)).toEqual(['facts', mills.facts.length, 'fromList']);
  }
});
