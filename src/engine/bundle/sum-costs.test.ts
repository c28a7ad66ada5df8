import { expect, test } from 'vitest';
import { compiled } from '../../../test/mill-call.ts';
import type { CostItem } from '../definition/application-document.ts';
import { sumCosts } from './sum-costs.ts';

const call = compiled();
const wheel: CostItem = {
  id: 'a1',
  description: 'Oak wheel',
  supplier: 'Joiner Ltd',
  amount: '600.00',
};
const axle: CostItem = { id: 'b2', description: 'Axle', amount: '0.01' };

function summed(...wood: readonly CostItem[]) {
  return sumCosts(call, { wood, study: '100.00' });
}

test('expenses become one amount, without their words', () => {
  expect(summed(wheel, axle)).toEqual({ wood: '600.01', study: '100.00' });
});

test('what is recognised stays beside what was declared', () => {
  expect(summed({ ...wheel, recognised: '450.00' }, axle)).toEqual({
    wood: { from: '600.01', to: '600.01', recognised: '450.01' },
    study: '100.00',
  });
});

test('while an amount is missing the expenses stay, numbered and without words', () => {
  const { amount: _, ...open } = axle;
  expect(summed(wheel, open)).toEqual({
    wood: [{ id: '1', amount: '600.00' }, { id: '2' }],
    study: '100.00',
  });
});
