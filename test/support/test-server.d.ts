import type { Config } from '../../src/platform/config.ts';
import { type ServerOptions } from '../../src/platform/http/create-server.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import type { Services } from '../../src/platform/services.ts';
export interface TestLog {
  readonly lines: string[];
  readonly write: (line: string) => void;
  readonly flush: () => void;
  readonly close: () => void;
}
export declare function testLog(): TestLog;
export interface TestServerOptions extends ServerOptions {
  readonly config?: Partial<Config>;
  readonly clock?: () => Date;
  /** Nobody listens there when left out: for what needs no database. */
  readonly databaseUrl?: string;
}
/** The server without any domain, for the tests of what holds for every request. */
export declare function makeServer(options?: TestServerOptions): {
  readonly app: App;
  readonly services: Services;
};
