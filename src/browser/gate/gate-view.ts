import { timeLeftText } from '../../engine/index.ts';

/** All that is said to people, in their language. */
export interface Said {
  readonly days: readonly [string, string];
  readonly toOpening: string;
  readonly toClosing: string;
  readonly timeOver: string;
  readonly noClosing: string;
  readonly openNow: string;
  readonly openTitle: string;
  readonly closedNow: string;
  readonly closedTitle: string;
  readonly notYet: string;
  readonly minutesLeft: string;
  readonly minuteLeft: string;
  readonly secondsLeft: string;
  readonly sending: string;
  readonly network: string;
  readonly busy: string;
  readonly entered: string;
  readonly changed: string;
  readonly moved: string;
  readonly signedOut: string;
  readonly refused: string;
  readonly refusals: Readonly<Record<string, string>>;
}

/** Instants in milliseconds since 1970; none where there is no such moment. */
export interface Term {
  readonly opensMs: number | null;
  readonly closesMs: number | null;
}

export type Phase = 'waiting' | 'open' | 'closed';

/** What people see and hear of the gate. */
export class GateView {
  readonly #root: HTMLElement;
  readonly #said: Said;
  readonly #hours = new Intl.DateTimeFormat('it-IT', {
    timeZone: 'Europe/Rome',
    timeStyle: 'medium',
  });
  #phase: Phase | undefined;
  #toldBelowMs = Number.POSITIVE_INFINITY;

  constructor(root: HTMLElement, said: Said) {
    this.#root = root;
    this.#said = said;
  }

  /** Read out where people cannot see it. */
  tell(text: string, isAlarm = false): void {
    const status = this.#part('status');
    if (!status) return;
    status.textContent = text;
    status.classList.toggle('alarm', isAlarm);
  }

  showTime(nowMs: number, { opensMs, closesMs }: Term): void {
    const said = this.#said;
    const isWaiting = opensMs !== null && nowMs < opensMs;
    const untilMs = isWaiting ? opensMs : closesMs;
    this.#write('label', this.#labelAt(nowMs, { opensMs, closesMs }));
    this.#write('count', untilMs === null ? '–' : timeLeftText(untilMs - nowMs, said.days));
    this.#write('time', this.#hours.format(nowMs));
    const beganMs = momentOf(this.#root.dataset['began']);
    if (opensMs === null || beganMs === null) return;
    const share = Math.min(1, Math.max(0, (nowMs - beganMs) / Math.max(1, opensMs - beganMs)));
    const x = `${isWaiting ? (share * 62).toFixed(1) : '100'}%`;
    this.#part('done')?.setAttribute('x2', x);
    this.#part('dot')?.setAttribute('cx', x);
  }

  #labelAt(nowMs: number, { opensMs, closesMs }: Term): string {
    const { toOpening, noClosing, timeOver, toClosing } = this.#said;
    if (opensMs !== null && nowMs < opensMs) return toOpening;
    if (closesMs === null) return noClosing;
    return nowMs > closesMs ? timeOver : toClosing;
  }

  showPhase(phase: Phase, act: { readonly isSending: boolean; readonly isOver: boolean }): void {
    const button = this.#root.querySelector('form button');
    const isReady = phase === 'open' && !act.isSending && !act.isOver;
    button?.setAttribute('aria-disabled', String(!isReady));
    const before = this.#phase;
    this.#phase = phase;
    if (!button || before === undefined || before === phase || phase === 'waiting') return;
    const isOpen = phase === 'open';
    const title = document.querySelector('h1');
    if (title) title.textContent = isOpen ? this.#said.openTitle : this.#said.closedTitle;
    if (!act.isSending) this.tell(isOpen ? this.#said.openNow : this.#said.closedNow);
  }

  /** Says aloud when ten minutes, one minute and ten seconds are left; the rest can be read. */
  announce(leftMs: number): void {
    const { secondsLeft, minuteLeft, minutesLeft } = this.#said;
    const step = (
      [
        [10_000, secondsLeft],
        [60_000, minuteLeft],
        [600_000, minutesLeft],
      ] as const
    ).find(([belowMs]) => leftMs <= belowMs);
    if (!step || this.#toldBelowMs <= step[0]) return;
    const isFirst = this.#toldBelowMs === Number.POSITIVE_INFINITY;
    this.#toldBelowMs = step[0];
    // What is on the page when it opens need not be said again.
    if (!isFirst || leftMs > step[0] - 1_500) this.tell(step[1]);
  }

  #part(name: string): Element | null {
    return this.#root.querySelector(`[data-part="${name}"]`);
  }

  #write(name: string, text: string): void {
    const part = this.#part(name);
    if (part && part.textContent !== text) part.textContent = text;
  }
}

export function momentOf(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
