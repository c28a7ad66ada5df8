/** Where a chain of the journal stood when a day had ended, by UTC. */
export interface JournalDay {
  readonly chain: string;
  /** `2026-11-22`. */
  readonly day: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

/** The text that is signed for a day: these fields in this order as a JSON array, the hash in hexadecimal. */
export function dayText({ chain, day, sequence, hash }: JournalDay): string {
  return JSON.stringify(['bandolo-journal-day-1', chain, day, sequence, hash.toString('hex')]);
}
