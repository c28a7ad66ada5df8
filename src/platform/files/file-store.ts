import type { Readable } from 'node:stream';
import type { ReceivedFile } from './receive-file.ts';

/** Files by the SHA-256 of their content, in hexadecimal: the same content is kept once. */
export interface FileStore {
  /** Where files arrive before they are kept; on the disk of this server. */
  readonly incoming: string;
  /** Keeps a file under its hash; once this returns, it survives a loss of power. */
  readonly keep: (file: ReceivedFile) => Promise<void>;
  readonly has: (hash: string) => Promise<boolean>;
  /** The content, or nothing when there is none. */
  readonly read: (hash: string) => Promise<Readable | undefined>;
  readonly remove: (hash: string) => Promise<void>;
  /** Everything that is kept, in no particular order. */
  readonly list: () => AsyncIterable<KeptFile>;
  /** What is wrong with the store, or nothing. */
  readonly check: () => Promise<string | undefined>;
  /** Forgets what servers that stopped left half received. */
  readonly sweep: () => Promise<void>;
}

export interface KeptFile {
  readonly hash: string;
  /** When it was kept, by the clock of the store. */
  readonly at: Date;
}
