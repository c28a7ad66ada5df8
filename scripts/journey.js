// npm run journey: four hundred applications of line 4 from the register to consolidated scores, through pages and the API.
import { build, installPackages, run, tool } from './prepare.js';

installPackages();
build();
run(tool('vitest'), ['run', 'test/line-four-journey.test.ts', ...process.argv.slice(2)], {
  env: { ...process.env, JOURNEY_APPLICATIONS: process.env.JOURNEY_APPLICATIONS ?? '400' },
});
