import { tmpdir } from 'node:os';
import { readConfig, type Config } from '../../src/platform/config.ts';

/** The standard configuration, with trial sign-in off and a quiet log, changed as a test needs it. */
export function testConfig(changes: Partial<Config> = {}): Config {
  const reading = readConfig({ BANDOLO_LOG: 'error' }, tmpdir());
  if (reading.type === 'refused') throw new Error('the standard configuration is refused');
  return { ...reading.config, hasTrialSignIn: false, ...changes };
}
