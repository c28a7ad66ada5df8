import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Signer } from './signer.ts';

/** Everything the outside world gives to the server. Tests pass their own. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  /** For what is shown and for expiry; order and acceptance are decided by the clock of the database. */
  readonly clock: () => Date;
  readonly signer: Signer;
}
