import type { Config } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { createServer, type ServerOptions } from '../../src/platform/http/create-server.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import { testConfig } from './test-config.ts';

export interface TestLog {
  readonly lines: string[];
  readonly write: (line: string) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

export function testLog(): TestLog {
  const lines: string[] = [];
  return { lines, write: (line) => void lines.push(line), flush: () => {}, close: () => {} };
}

export interface TestServerOptions extends ServerOptions {
  readonly config?: Partial<Config>;
  readonly clock?: () => Date;
  /** Nobody listens there when left out: for what needs no database. */
  readonly databaseUrl?: string;
}

/** The server without any domain, for the tests of what holds for every request. */
export function makeServer(options: TestServerOptions = {}): {
  readonly app: App;
  readonly services: Services;
} {
  const { config, clock = () => new Date(), databaseUrl, ...server } = options;
  const services: Services = {
    config: testConfig(config),
    database: openDatabase(databaseUrl ?? 'postgres://nobody@127.0.0.1:1/nothing'),
    clock,
    signer: makeSigner(),
  };
  const app = createServer(services, server);
  app.addHook('onClose', () => services.database.close());
  return { app, services };
}
