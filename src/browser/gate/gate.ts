import { GateView, momentOf, type Phase, type Said, type Term } from './gate-view.ts';
import { sendAct, type ActEnd } from './send-act.ts';
import { ServerClock } from './server-clock.ts';
import { PendingAct } from './pending-act.ts';

/** What the server says of the application and of the time; instants in ISO 8601. */
interface GateState {
  readonly now: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  /** Of the text that can be submitted. */
  readonly hash: string | null;
  /** Its number, once it is submitted. */
  readonly receipt: number | null;
}

/** Beyond this an act that came too early is not sent again by itself: the opening was moved. */
const earlyMsMax = 10_000;

/** Keeps the time of the server, and carries one act from the press to its receipt. */
export class Gate {
  readonly #address: string;
  readonly #actUrl: string;
  readonly #hash: string;
  readonly #form: HTMLFormElement | null;
  readonly #said: Said;
  readonly #view: GateView;
  readonly #clock: ServerClock;
  readonly #pending: PendingAct;
  /** The same page in other tabs. */
  readonly #others: BroadcastChannel;
  #term: Term;
  #isSending = false;
  #isOver = false;
  #isAsking = false;
  /** Questions without an answer, one after the other. */
  #failures = 0;
  #askedMs = Number.NEGATIVE_INFINITY;
  #wake: () => void = () => undefined;

  constructor(root: HTMLElement) {
    const data = root.dataset;
    this.#address = data['gate'] ?? '';
    this.#actUrl = data['act'] ?? '';
    this.#hash = data['hash'] ?? '';
    this.#form = root.querySelector('form');
    this.#said = JSON.parse(data['said'] ?? '{}') as Said;
    this.#view = new GateView(root, this.#said);
    this.#term = { opensMs: momentOf(data['opens']), closesMs: momentOf(data['closes']) };
    this.#pending = new PendingAct(this.#address);
    this.#others = new BroadcastChannel(`bandolo-gate ${this.#address}`);
    const [loading] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    this.#clock = new ServerClock(
      { steadyMs: () => performance.now(), dialMs: () => Date.now() },
      {
        serverMs: Date.parse(data['now'] ?? ''),
        steadyMs: loading?.responseStart ?? performance.now(),
      },
    );
  }

  start(): void {
    this.#form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#press();
    });
    for (const name of ['online', 'focus', 'pageshow'])
      window.addEventListener(name, () => this.#wakeUp());
    document.addEventListener('visibilitychange', () => this.#wakeUp());
    this.#others.addEventListener('message', () => this.#wakeUp());
    this.#show();
    void this.#ask();
    this.#tick();
    // Pressed before this page was loaded anew: the act goes on.
    if (this.#form && this.#pending.is(this.#hash)) void this.#act();
  }

  #press(): void {
    if (this.#isSending || this.#isOver) return;
    if (this.#phase() === 'waiting') this.#view.tell(this.#said.notYet);
    else void this.#act();
  }

  /** One act, from the press to the receipt, whatever happens to the network and to this page. */
  async #act(): Promise<void> {
    this.#isSending = true;
    this.#pending.keep(this.#hash);
    this.#view.tell(this.#said.sending);
    this.#show();
    const end = await sendAct({
      url: this.#actUrl,
      snapshotHash: this.#hash,
      onHindrance: (why) => this.#view.tell(why === 'busy' ? this.#said.busy : this.#said.network),
      wait: (ms) => this.#pause(ms),
      fetch: (...asked) => fetch(...asked),
    });
    const earlyMs = this.#earlyBy(end);
    if (earlyMs !== undefined && earlyMs < earlyMsMax) {
      // By a clock that was a little ahead: at the moment itself the same act is sent again.
      await this.#pause(Math.max(50, earlyMs));
      return this.#act();
    }
    this.#end(end);
  }

  #earlyBy(end: ActEnd): number | undefined {
    if (end.type !== 'refused' || end.code !== 'not-open-yet') return undefined;
    if (end.opensMs === undefined || end.decidedMs === undefined) return undefined;
    this.#term = { ...this.#term, opensMs: end.opensMs };
    return end.opensMs - end.decidedMs;
  }

  #end(end: ActEnd): void {
    this.#isSending = false;
    this.#pending.forget();
    if (end.type === 'entered') {
      this.#leave(end.number);
      return;
    }
    const { refusals, refused, signedOut } = this.#said;
    const isSignedOut = end.code === 'not-signed-in' || end.code === 'sign-in';
    this.#isOver = end.code !== 'not-open-yet';
    this.#view.tell(isSignedOut ? signedOut : (refusals[end.code] ?? refused), true);
    this.#show();
  }

  #leave(receipt: number): void {
    this.#isOver = true;
    // A channel reaches pages of this site only, and takes no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#others.postMessage('entered');
    this.#view.tell(this.#said.entered);
    location.assign(`${this.#address}/receipts/${receipt}`);
  }

  #wakeUp(): void {
    this.#wake();
    void this.#ask();
  }

  /** Ends earlier when something has changed, such as the network. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Asks the server for its time and for what has happened meanwhile. */
  async #ask(): Promise<void> {
    if (this.#isAsking || this.#isOver) return;
    this.#isAsking = true;
    const askedMs = performance.now();
    this.#askedMs = askedMs;
    this.#failures += 1;
    try {
      const reply = await fetch(`${this.#address}/submission/state`, {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(8_000),
        redirect: 'error',
      });
      const answeredMs = performance.now();
      if (reply.status === 401) this.#view.tell(this.#said.signedOut, true);
      if (!reply.ok) return;
      const state = (await reply.json()) as GateState;
      this.#failures = 0;
      this.#clock.take({ askedMs, answeredMs, serverMs: Date.parse(state.now) });
      this.#follow(state);
    } catch {
      // Without an answer the time that is known goes on; the next question comes soon.
    } finally {
      this.#isAsking = false;
      this.#show();
    }
  }

  #follow({ opensAt, closesAt, receipt, hash }: GateState): void {
    const term = { opensMs: momentOf(opensAt), closesMs: momentOf(closesAt) };
    const isMoved = term.opensMs !== this.#term.opensMs || term.closesMs !== this.#term.closesMs;
    if (isMoved) this.#view.tell(this.#said.moved);
    this.#term = term;
    if (this.#isSending) return;
    if (receipt !== null) this.#leave(receipt);
    else if ((hash ?? '') !== this.#hash) {
      this.#isOver = true;
      this.#view.tell(this.#said.changed, true);
    }
  }

  #phase(): Phase {
    const { opensMs, closesMs } = this.#term;
    const nowMs = this.#clock.nowMs();
    if (opensMs !== null && nowMs < opensMs) return 'waiting';
    return closesMs !== null && nowMs > closesMs ? 'closed' : 'open';
  }

  #show(): void {
    const nowMs = this.#clock.nowMs();
    this.#view.showTime(nowMs, this.#term);
    const phase = this.#phase();
    this.#view.showPhase(phase, { isSending: this.#isSending, isOver: this.#isOver });
    const isQuiet = this.#isSending || this.#isOver || phase !== 'waiting';
    if (!isQuiet && this.#form) this.#view.announce((this.#term.opensMs ?? nowMs) - nowMs);
  }

  /** How long to let pass before the next question: seldom while there is time, often near the moment. */
  #restMs(): number {
    if (!this.#clock.isKnown()) return Math.min(10_000, 1_000 * 1.6 ** this.#failures);
    const { opensMs, closesMs } = this.#term;
    const nextMs = this.#phase() === 'waiting' ? opensMs : closesMs;
    const leftMs = Math.abs((nextMs ?? Number.POSITIVE_INFINITY) - this.#clock.nowMs());
    if (leftMs > 120_000) return 60_000;
    return leftMs > 15_000 ? 20_000 : 5_000;
  }

  #tick(): void {
    const sinceMs = performance.now() - this.#askedMs;
    if (this.#clock.hasJumped()) this.#wakeUp();
    // Not all who wait ask at the same moment.
    else if (sinceMs > this.#restMs() * (0.85 + Math.random() * 0.3)) void this.#ask();
    this.#show();
    const nowMs = this.#clock.nowMs();
    const toSecondMs = 1000 - (((nowMs % 1000) + 1000) % 1000);
    const toOpeningMs = (this.#term.opensMs ?? nowMs) - nowMs;
    const waitMs = toOpeningMs > 0 ? Math.min(toSecondMs, toOpeningMs) : toSecondMs;
    setTimeout(() => this.#tick(), waitMs + 2);
  }
}
