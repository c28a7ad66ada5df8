/** Why an item was not taken at all. */
export class QueueFull extends Error {}

export interface GroupCommit<Item, Result> {
  /** Resolves when the batch that carried the item is durably stored; rejects when that is not known. */
  readonly add: (item: Item) => Promise<Result>;
  /** Refuses new items, and resolves when those accepted have been answered. */
  readonly drain: () => Promise<void>;
  readonly waiting: () => number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Items that arrive while a batch is being stored share the next one. There is no waiting for company:
 * the next batch starts as soon as the one before has ended.
 */
export function makeGroupCommit<Item, Result>({
  store,
  batchMax,
  queueMax,
}: {
  readonly store: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly batchMax: number;
  readonly queueMax: number;
}): GroupCommit<Item, Result> {
  let queue: Waiting<Item, Result>[] = [];
  let isRunning = false;
  let isClosed = false;
  let drained: (() => void) | undefined;

  /** Stores a batch, and gives what is left to do: to answer those who wait for it. */
  async function storeBatch(batch: readonly Waiting<Item, Result>[]): Promise<() => void> {
    try {
      const results = await store(batch.map(({ item }) => item));
      return () => {
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Result);
        });
      };
    } catch (error) {
      return () => {
        for (const { reject } of batch) reject(error);
      };
    }
  }

  async function run(): Promise<void> {
    let answer: (() => void) | undefined;
    while (queue.length > 0) {
      const batch = queue.slice(0, batchMax);
      queue = queue.slice(batchMax);
      const storing = storeBatch(batch);
      // Who is stored is answered while the database already works on the next batch.
      if (answer) setImmediate(answer);
      answer = await storing;
    }
    answer?.();
    isRunning = false;
    drained?.();
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (isClosed || queue.length >= queueMax) {
          reject(new QueueFull(isClosed ? 'The server is stopping.' : 'Too many are waiting.'));
          return;
        }
        queue.push({ item, resolve, reject });
        if (isRunning) return;
        isRunning = true;
        // Requests that are being read in this turn of the loop come along.
        setImmediate(() => void run());
      }),
    drain: () => {
      isClosed = true;
      if (!isRunning) return Promise.resolve();
      return new Promise((resolve) => {
        drained = resolve;
      });
    },
    waiting: () => queue.length,
  };
}
