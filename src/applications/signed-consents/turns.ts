const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs no more than a few checks at once: each holds its file in memory several times over. */
export async function takeTurn<T>(run: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
