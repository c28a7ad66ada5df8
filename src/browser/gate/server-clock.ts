/** What one question to the server told: its time, and the moments of this machine around it. */
export interface ClockReading {
  readonly askedMs: number;
  readonly answeredMs: number;
  /** Instant of the server, in milliseconds since 1970. */
  readonly serverMs: number;
}

/** The two clocks of this machine: one that only goes forward, and one that people can set. */
export interface Ticks {
  readonly steadyMs: () => number;
  readonly dialMs: () => number;
}

/** How far the two may drift apart before this machine must have slept, or somebody has set its clock. */
const jumpMs = 1_000;
const keptMax = 8;

/**
 * The time of the server, from the reading with the shortest way there and back: the instant lies within it, so it
 * is the one that can be wrong the least. The clock that people can set is never taken for the time; it only shows
 * that the other one stood still while the machine slept.
 */
export class ServerClock {
  readonly #ticks: Ticks;
  #readings: readonly ClockReading[] = [];
  #first: { readonly aheadMs: number } | undefined;
  #apartMs: number;

  constructor(ticks: Ticks, page: { readonly serverMs: number; readonly steadyMs: number }) {
    this.#ticks = ticks;
    // What the page says of its own time is late by the way it took, until the server is asked.
    this.#first = { aheadMs: page.serverMs - page.steadyMs };
    this.#apartMs = ticks.dialMs() - ticks.steadyMs();
  }

  take(reading: ClockReading): void {
    this.#first = undefined;
    this.#apartMs = this.#ticks.dialMs() - this.#ticks.steadyMs();
    this.#readings = [...this.#readings, reading].slice(-keptMax);
  }

  /** Whether this machine slept or its clock was set since the last reading; what was read before counts no longer. */
  hasJumped(): boolean {
    const apartMs = this.#ticks.dialMs() - this.#ticks.steadyMs();
    if (Math.abs(apartMs - this.#apartMs) <= jumpMs) return false;
    this.#apartMs = apartMs;
    // The time it has holds until the next reading, which takes its place whatever its way.
    this.#first = { aheadMs: this.#aheadMs() };
    this.#readings = [];
    return true;
  }

  isKnown(): boolean {
    return this.#readings.length > 0;
  }

  nowMs(): number {
    return this.#ticks.steadyMs() + this.#aheadMs();
  }

  #aheadMs(): number {
    const best = this.#best();
    if (best === undefined) return this.#first?.aheadMs ?? 0;
    return best.serverMs - (best.askedMs + best.answeredMs) / 2;
  }

  #best(): ClockReading | undefined {
    return this.#readings.reduce<ClockReading | undefined>(
      (best, each) =>
        best === undefined || each.answeredMs - each.askedMs < best.answeredMs - best.askedMs
          ? each
          : best,
      undefined,
    );
  }
}
