import type { Path } from '../platform/source.ts';
import type { Defs } from './schema-node.ts';

/** One difference between a value and its schema, said for the person who wrote the value. */
export interface Mismatch {
  readonly path: Path;
  /** True when the key is wrong and not the value. */
  readonly onKey?: boolean;
  readonly code: 'type' | 'format' | 'choice' | 'range' | 'missing' | 'unknown-key' | 'key';
  readonly message: string;
  readonly expected?: string;
  readonly suggestion?: string;
}

export interface Site {
  readonly path: Path;
  readonly defs: Defs;
  /** How the value at a path is written in the file. */
  readonly written: (path: Path) => string | undefined;
}
