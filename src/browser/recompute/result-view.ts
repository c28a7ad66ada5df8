import { parseCents, writeAmount } from '../../engine/index.ts';
import type { ActsAnswer, Answer, Line, SignatureState, Tally } from './answer.ts';

export type Done = Extract<Answer, { type: 'done' }>;

/** All that is said to people, in their language. */
export interface Said {
  readonly language: 'it' | 'en';
  readonly steps: Readonly<Record<'loading' | 'sealing' | 'computing', string>>;
  readonly failed: Readonly<Record<'not-loaded' | 'not-read', string>>;
  readonly again: string;
  readonly good: string;
  /** Of one difference, and of more with `{count}`. */
  readonly bad: readonly [string, string];
  readonly scores: string;
  readonly positions: string;
  readonly grants: string;
  /** With `{same}` and `{all}`. */
  readonly tally: string;
  readonly signature: string;
  readonly signatures: Readonly<Record<SignatureState, string>>;
  readonly parts: string;
  readonly partsWhole: string;
  readonly acts: string;
  /** With `{count}`. */
  readonly actsSame: string;
  /** With `{at}`. */
  readonly actsDiffer: string;
  readonly time: string;
  readonly hash: string;
  readonly differences: string;
  /** With `{path}`, `{published}` and `{recomputed}`. */
  readonly difference: string;
  readonly lines: string;
  readonly linesHelp: string;
  readonly application: string;
  readonly position: string;
  readonly outcome: string;
  readonly grant: string;
  readonly agrees: string;
  readonly same: string;
  readonly differs: string;
  readonly explain: string;
  readonly find: string;
  readonly more: string;
  readonly none: string;
  readonly outcomes: Readonly<Record<string, string>>;
}

const linesAtOnce = 50;
const differencesMax = 100;

/** Whether everything came out as published and was signed by who publishes. */
function isGood({ signature, changed, differences, problems, acts }: Done): boolean {
  const isSigned = signature === 'good' || signature === 'not-supported';
  const isWhole = changed.length + differences.length + problems.length === 0;
  return isSigned && isWhole && (acts === undefined || areGood(acts));
}

function areGood({ signature, differsAt }: ActsAnswer): boolean {
  return differsAt === undefined && (signature === 'good' || signature === 'not-supported');
}

/** In one sentence: everything agrees, or how many things do not. */
export function verdictOf(done: Done, said: Said): string {
  if (isGood(done)) return said.good;
  const { differences, changed, problems, signature, acts } = done;
  const isActsWrong = acts !== undefined && !areGood(acts);
  const count = differences.length + changed.length + problems.length + (isActsWrong ? 1 : 0);
  return count === 0
    ? `${said.signature}: ${said.signatures[signature]}`
    : said.bad[count === 1 ? 0 : 1].replace('{count}', String(count));
}

/** The summary of a recomputation: what agrees, what does not, by name. */
export function summaryOf(done: Done, said: Said): HTMLElement {
  const note = element('div', { class: `bd-note ${isGood(done) ? 'ok' : 'stop'}` });
  const inner = element('div');
  inner.append(element('h3', {}, verdictOf(done, said)));
  const rows: (readonly [string, string])[] = [
    [said.scores, tallyText(done.scores, said)],
    [said.positions, tallyText(done.positions, said)],
    [said.grants, tallyText(done.grants, said)],
    [said.parts, done.changed.length === 0 ? said.partsWhole : done.changed.join(', ')],
    [said.signature, said.signatures[done.signature]],
    ...(done.acts ? [[said.acts, actsText(done.acts, said)] as const] : []),
    [said.time, timeText(done.ms, said)],
  ];
  const table = element('table', { class: 'bd-redo-sum' });
  const body = element('tbody');
  for (const [name, value] of rows) {
    const row = element('tr');
    row.append(element('th', { scope: 'row' }, name), element('td', {}, value));
    body.append(row);
  }
  table.append(body);
  inner.append(table, element('p', { class: 'bd-redo-hash' }, `${said.hash} ${done.hash}`));
  note.append(inner);
  return note;
}

/** Every value that came out otherwise, and what could not be computed. */
export function differencesOf(
  { differences, problems }: Done,
  said: Said,
): HTMLElement | undefined {
  if (differences.length + problems.length === 0) return undefined;
  const part = element('div');
  part.append(element('h2', {}, said.differences));
  const list = element('ul', { class: 'bd-redo-list' });
  for (const problem of problems) list.append(element('li', {}, problem));
  for (const { path, published, recomputed } of differences.slice(0, differencesMax)) {
    const text = said.difference
      .replace('{path}', path)
      .replace('{published}', published)
      .replace('{recomputed}', recomputed);
    list.append(element('li', {}, text));
  }
  part.append(list);
  return part;
}

/** The lines of the bundle, those that differ first, some at a time; `explain` is asked about one. */
export class LinesView {
  readonly element: HTMLElement;
  readonly #said: Said;
  readonly #body: HTMLElement = element('tbody');
  readonly #more: HTMLButtonElement;
  readonly #explain: (id: string) => void;
  readonly #lines: readonly Line[];
  #found: readonly Line[];
  #shown = 0;

  constructor(lines: readonly Line[], said: Said, explain: (id: string) => void) {
    this.#said = said;
    this.#explain = explain;
    this.#lines = [
      ...lines.filter(({ isSame }) => !isSame),
      ...lines.filter(({ isSame }) => isSame),
    ];
    this.#found = this.#lines;
    this.#more = button(said.more, 'bd-btn second small', () => this.#showMore());
    this.element = element('div');
    this.element.append(element('h2', {}, said.lines), element('p', {}, said.linesHelp));
    this.element.append(this.#search(), this.#table(), this.#more);
    this.#showMore();
  }

  /** Puts the sentences under the line they are about. */
  showExplanation(id: string, sentences: readonly { depth: number; sentence: string }[]): void {
    const row = this.#body.querySelector<HTMLElement>(`[data-line="${id}"]`);
    if (!row || row.nextElementSibling?.classList.contains('bd-redo-why')) return;
    const why = element('tr', { class: 'bd-redo-why' });
    const cell = element('td', { colspan: '6' });
    for (const { depth, sentence } of sentences)
      cell.append(element('p', { class: `bd-depth-${Math.min(depth, 4)}` }, sentence));
    why.append(cell);
    row.after(why);
  }

  #search(): HTMLElement {
    const field = element('div', { class: 'bd-field' });
    const input = element('input', { type: 'search', id: 'recompute-find', autocomplete: 'off' });
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toUpperCase();
      this.#found = this.#lines.filter(({ id }) => id.includes(wanted));
      this.#body.replaceChildren();
      this.#shown = 0;
      this.#showMore();
    });
    field.append(element('label', { for: 'recompute-find' }, this.#said.find), input);
    return field;
  }

  #table(): HTMLElement {
    const { application, position, outcome, grant, agrees, explain } = this.#said;
    const wrap = element('div', { class: 'bd-scroll', role: 'region', tabindex: '0' });
    wrap.setAttribute('aria-label', this.#said.lines);
    const table = element('table', { class: 'bd-table bd-redo-lines' });
    const head = element('tr');
    for (const title of [application, position, outcome, grant, agrees, explain])
      head.append(element('th', { scope: 'col' }, title));
    const top = element('thead');
    top.append(head);
    table.append(top, this.#body);
    wrap.append(table);
    return wrap;
  }

  #showMore(): void {
    const upTo = this.#shown + linesAtOnce;
    for (const line of this.#found.slice(this.#shown, upTo)) this.#body.append(this.#row(line));
    this.#shown = Math.min(upTo, this.#found.length);
    this.#more.hidden = this.#shown >= this.#found.length;
    if (this.#found.length > 0) return;
    const row = element('tr');
    row.append(element('td', { colspan: '6' }, this.#said.none));
    this.#body.append(row);
  }

  #row({ id, position, outcome, grant, isSame }: Line): HTMLElement {
    const { outcomes, same, differs, explain, language } = this.#said;
    const row = element('tr', { 'data-line': id });
    const cents = parseCents(grant);
    row.append(
      element('th', { scope: 'row' }, id),
      element('td', {}, position === 0 ? '–' : String(position)),
      element('td', {}, outcomes[outcome] ?? outcome),
      element('td', { class: 'n' }, cents === undefined ? grant : writeAmount(cents, language)),
    );
    const agrees = element('td');
    agrees.append(
      element('span', { class: `bd-tag ${isSame ? 'ok' : 'stop'}` }, isSame ? same : differs),
    );
    const why = element('td');
    const ask = button(explain, 'bd-btn second small', () => this.#explain(id));
    ask.setAttribute('aria-label', `${explain}: ${id}`);
    why.append(ask);
    row.append(agrees, why);
    return row;
  }
}

function actsText({ count, signature, differsAt }: ActsAnswer, said: Said): string {
  if (differsAt !== undefined) return said.actsDiffer.replace('{at}', differsAt);
  const made = said.actsSame.replaceAll('{count}', String(count));
  return signature === 'good' ? made : `${made}; ${said.signature}: ${said.signatures[signature]}`;
}

function tallyText({ same, all }: Tally, { tally, language }: Said): string {
  const number = new Intl.NumberFormat(language);
  return tally.replace('{same}', number.format(same)).replace('{all}', number.format(all));
}

function timeText(ms: number, { language }: Said): string {
  return ms < 1000
    ? `${ms} ms`
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(ms / 1000)} s`;
}

function button(text: string, look: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look }, text);
  made.addEventListener('click', press);
  return made;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  text?: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
