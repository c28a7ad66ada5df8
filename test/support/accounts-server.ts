import {
  accountsPages,
  accountsRoutes,
  accountSubjects,
  registerGuard,
  type SubjectLoaders,
} from '../../src/accounts/index.ts';
import { readConfig } from '../../src/platform/config.ts';
import { openDatabase } from '../../src/platform/database.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { createServer } from '../../src/platform/http/create-server.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import { cloneDatabase } from './template-database.ts';

export interface AccountsServer {
  readonly app: App;
  readonly services: Services;
  readonly close: () => Promise<void>;
}

/** A server with the accounts domain on a database of its own. */
export async function startAccounts(
  given: {
    readonly env?: Readonly<Record<string, string>>;
    readonly subjects?: SubjectLoaders;
    /** Further routes, for what no route of the domain shows. */
    readonly add?: (app: App) => void;
  } = {},
): Promise<AccountsServer> {
  const read = readConfig({
    BANDOLO_LOG: 'silent',
    BANDOLO_PUBLIC_URL: 'http://localhost:3000',
    BANDOLO_RATE_REQUESTS: '1000000',
    BANDOLO_RATE_SIGN_IN: '100000',
    ...given.env,
  });
  if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
  const test = await cloneDatabase();
  const database = openDatabase(test.url);
  const services: Services = {
    config: read.config,
    database,
    clock: () => new Date(),
    signer: makeSigner(),
  };
  const app = createServer(services);
  registerGuard(app, services, { ...accountSubjects(services), ...given.subjects });
  app.register(async (scope) => {
    accountsRoutes(services)(scope);
    accountsPages(services)(scope);
    given.add?.(scope);
  });
  await app.ready();
  return {
    app,
    services,
    close: async () => {
      await app.close();
      await database.close();
      await test.drop();
    },
  };
}
