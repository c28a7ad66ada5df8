import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';

/** The clock of one database, set by hand: what asks it what time it is hears what the test says. */
export interface StoppedClock {
  readonly set: (instant: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Puts a clock of its own before that of PostgreSQL, for every connection: those that are open are ended. Defaults of columns
 * were bound when the tables were made and go on showing the true time.
 */
export async function stopClock(adminUrl: string, instant: string): Promise<StoppedClock> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  const name = new URL(adminUrl).pathname.slice(1);
  await admin.query(`
    create schema stopped;
    create table stopped.clock (at timestamptz not null);
    insert into stopped.clock values ('${instant}');
    create function stopped.clock_timestamp() returns timestamptz language sql stable
      return (select at from stopped.clock);
    grant usage on schema stopped to bandolo_run;
    grant select on stopped.clock to bandolo_run;
    alter database ${name} set search_path = stopped, pg_catalog, public;
    select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid();`);
  // A pool notices that its connections have ended when it hears of each.
  await setTimeout(1_000);
  return {
    set: async (at) => {
      await admin.query('update stopped.clock set at = $1', [at]);
    },
    close: () => admin.end(),
  };
}
