declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Connection, Submittable } from 'pg';

  interface Copy extends Submittable {
    submit(connection: Connection): void;
    /** Known once the statement has ended. */
    readonly rowCount: number;
  }

  export function to(statement: string): Readable & Copy;
  export function from(statement: string): Writable & Copy;
}
