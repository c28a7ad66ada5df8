import fc from 'fast-check';

/** One seed for every run, so that a red test is red for everybody; `SEED=random` looks further. */
const seed = process.env['SEED'];
if (seed !== 'random') fc.configureGlobal({ seed: seed === undefined ? 20_250_115 : Number(seed) });
