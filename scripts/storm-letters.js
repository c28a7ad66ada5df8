// npm run storm:letters: kills a server ten times in the middle of five hundred letters.
import { build, installPackages, run, tool } from './prepare.js';

installPackages();
build();
run(tool('vitest'), ['run', 'test/letter-storm.test.ts', ...process.argv.slice(2)], {
  env: {
    ...process.env,
    LETTER_KILLS: process.env.LETTER_KILLS ?? '10',
    LETTERS: process.env.LETTERS ?? '500',
  },
});
