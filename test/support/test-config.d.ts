import { type Config } from '../../src/platform/config.ts';
/** The standard configuration, with trial sign-in off and a quiet log, changed as a test needs it. */
export declare function testConfig(changes?: Partial<Config>): Config;
