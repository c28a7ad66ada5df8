/** What the jobs of one name do. At least once: whoever writes one makes a second time harmless. */
export interface Task {
  /** A noun phrase in kebab-case: `mail-delivery`. */
  readonly name: string;
  /** Throwing means that it is tried again later; the payload is what was given when the job was added. */
  readonly run: (payload: unknown, attempt: JobAttempt) => Promise<void>;
  /** When it runs by itself, as a line of cron in UTC; once for all servers together. */
  readonly schedule?: string;
}

export interface JobAttempt {
  /** From 1. */
  readonly number: number;
  /** Whether nothing follows if this one fails too. */
  readonly isLast: boolean;
}
