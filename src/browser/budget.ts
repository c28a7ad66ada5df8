export { makeFigures } from './budget/figures.ts';
