/** What was seen of one chain of hashes. */
export interface ChainReport<Fault extends string = string> {
  readonly chain: string;
  readonly rows: number;
  /** Where it ends, in hexadecimal. */
  readonly hash: string;
  readonly signatures: number;
  /** In the order in which they were found; the first is where the chain first goes wrong. */
  readonly findings: readonly ChainFinding<Fault>[];
  /** How many findings there are besides these. */
  readonly more: number;
}

/** Something about a chain that is not as it was written. */
export interface ChainFinding<Fault extends string = string> {
  readonly code: Fault;
  /** The number of the row or of the commit, or the day. */
  readonly at: string;
}

export interface Findings<Fault extends string> {
  readonly add: (code: Fault, at: number | string) => void;
  readonly result: () => Pick<ChainReport<Fault>, 'findings' | 'more'>;
}

const findingsMax = 20;

/** Keeps the first findings, and counts the others: a chain that is broken early is broken a million times. */
export function makeFindings<Fault extends string>(): Findings<Fault> {
  const findings: ChainFinding<Fault>[] = [];
  let more = 0;
  return {
    add: (code, at) => {
      const last = findings.at(-1);
      if (last?.code === code && last.at === String(at)) return;
      if (findings.length < findingsMax) findings.push({ code, at: String(at) });
      else more += 1;
    },
    result: () => ({ findings, more }),
  };
}
