// Saves a draft while it is typed. Without this script the buttons of the form do.

import {
  changesBetween,
  controlsByName,
  fillIn,
  isSavedWhileTyping,
  valuesOf,
  type Values,
} from './autosave/form-state.ts';
import { bodyOf, send, type Sending } from './autosave/send.ts';
import { takeOver } from './autosave/take-over.ts';

interface Words {
  readonly saving: string;
  readonly offline: string;
  readonly wrong: string;
  readonly stopped: string;
  readonly signedOut: string;
}

const pauseMs = 1_200;
/** After the first letter, typing is not held up by what is kept for a page that is loaded again. */
const keepPauseMs = 250;
const retryMs = { first: 1_000, most: 30_000 } as const;

class Autosave {
  readonly #form: HTMLFormElement;
  readonly #words: Words;
  readonly #store = `bandolo-typed ${location.pathname}${location.search}`;
  #saved: Values;
  #pending: { readonly sending: Sending; readonly values: Values } | undefined;
  #timer: number | undefined;
  #keepTimer: number | undefined;
  #hasLeft = false;
  #waitMs: number = retryMs.first;
  #isSending = false;

  constructor(form: HTMLFormElement, words: Words) {
    this.#form = form;
    this.#words = words;
    this.#saved = valuesOf(form);
  }

  start(): void {
    this.#restore();
    this.#form.addEventListener('input', () => this.#changed());
    this.#form.addEventListener('change', () => this.#changed());
    // Who presses a button is answered with a page.
    this.#form.addEventListener('submit', () => this.#leave());
    addEventListener('online', () => this.#soon(0));
    addEventListener('pagehide', () => this.#keep());
  }

  #unsaved(): ReadonlySet<string> {
    return changesBetween(this.#saved, valuesOf(this.#form));
  }

  #changed(): void {
    this.#hasLeft = false;
    clearTimeout(this.#keepTimer);
    if (sessionStorage.getItem(this.#store) === null) this.#keep();
    else this.#keepTimer = setTimeout(() => this.#keep(), keepPauseMs);
    if (!this.#pending) this.#soon(pauseMs);
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  /** What is not saved stays with the tab, so that loading the page again does not lose it. */
  #keep(): void {
    clearTimeout(this.#keepTimer);
    if (this.#hasLeft) return;
    const now = valuesOf(this.#form);
    const changed = [...changesBetween(this.#saved, now)].map(
      (name) => [name, now.get(name) ?? ''] as const,
    );
    if (changed.length === 0) sessionStorage.removeItem(this.#store);
    else sessionStorage.setItem(this.#store, JSON.stringify([changed, this.#places(changed)]));
    removeEventListener('beforeunload', warn);
    if (changed.length > 0) addEventListener('beforeunload', warn);
  }

  /** Of new expenses, which have another id in every page: the category each stands in. */
  #places(changed: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
    const controls = controlsByName(this.#form);
    return changed.flatMap(([name]) => {
      const row = controls.get(name)?.[0]?.closest<HTMLElement>('[data-blank]');
      const category = row?.closest<HTMLElement>('[data-add]')?.dataset['add'];
      return row && category !== undefined ? [[row.dataset['item'] ?? '', category] as const] : [];
    });
  }

  #restore(): void {
    const kept = sessionStorage.getItem(this.#store);
    if (kept === null) return;
    const [changed, places] = JSON.parse(kept) as readonly [
      readonly (readonly [string, string])[],
      readonly (readonly [string, string])[],
    ];
    for (const [id, category] of new Map(places)) renameBlank(this.#form, id, category);
    fillIn(this.#form, changed);
    this.#form.dispatchEvent(new Event('input', { bubbles: true }));
    this.#keep();
    this.#soon(0);
  }

  #leave(): void {
    this.#hasLeft = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#keepTimer);
    removeEventListener('beforeunload', warn);
    sessionStorage.removeItem(this.#store);
  }

  async #save(): Promise<void> {
    if (this.#isSending) return;
    if (!this.#pending && this.#unsaved().size === 0) return this.#keep();
    this.#pending ??= {
      sending: { key: newKey(), body: bodyOf(this.#form, isSavedWhileTyping) },
      values: valuesOf(this.#form),
    };
    this.#isSending = true;
    this.#say(this.#words.saving);
    const sent = await send(this.#form.action, this.#pending.sending);
    this.#isSending = false;
    if (sent.type === 'later') {
      this.#say(this.#words.offline);
      this.#soon(this.#waitMs);
      this.#waitMs = Math.min(this.#waitMs * 2, retryMs.most);
      return;
    }
    const { values } = this.#pending;
    this.#pending = undefined;
    this.#waitMs = retryMs.first;
    if (sent.type === 'saved') await this.#done(values);
    else if (sent.type === 'conflict') this.#showConflict();
    else if (sent.type === 'wrong') this.#say(this.#words.wrong);
    else this.#say(`${this.#words.stopped} ${sent.reason ?? this.#words.signedOut}`);
    if (sent.type === 'wrong' && changesBetween(values, valuesOf(this.#form)).size > 0)
      this.#soon(pauseMs);
  }

  /** The page as the server shows it now says when it was saved and what others have written. */
  async #done(sent: Values): Promise<void> {
    const page = await fetchPage();
    const typedSince = changesBetween(sent, valuesOf(this.#form));
    if (page) takeOver(this.#form, page, typedSince);
    this.#saved = new Map(
      [...valuesOf(this.#form)].map(([name, value]) => [
        name,
        typedSince.has(name) ? (sent.get(name) ?? '') : value,
      ]),
    );
    this.#keep();
    document.dispatchEvent(new Event('bandolo-saved'));
    if (this.#unsaved().size > 0) this.#soon(pauseMs);
  }

  /** The form is sent as its button would, and answered with the page that shows both values. */
  #showConflict(): void {
    this.#leave();
    const stay = this.#form.querySelector<HTMLButtonElement>('button[name=then][value=stay]');
    this.#form.requestSubmit(stay);
  }

  #say(text: string): void {
    const place = document.querySelector('[data-saved]');
    if (place && place.textContent !== text) place.textContent = text;
  }
}

/** Also where the address has no https, so that browsers make no UUID. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((each) => each.toString(36)).join('-');
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function fetchPage(): Promise<Document | undefined> {
  try {
    const reply = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (!reply.ok) return undefined;
    return new DOMParser().parseFromString(await reply.text(), 'text/html');
  } catch {
    // What was saved is saved; the figures of the server follow with the next save.
    return undefined;
  }
}

/** Gives the blank row of a category the id of the one that was typed into before. */
function renameBlank(form: HTMLFormElement, id: string, category: string): void {
  const row = form.querySelector<HTMLElement>(`[data-add="${CSS.escape(category)}"] [data-blank]`);
  const seen = form.querySelector<HTMLInputElement>('input[name=seen]');
  const old = row?.dataset['item'];
  const isThere = form.querySelector(`[data-item="${CSS.escape(id)}"]`) !== null;
  if (!row || !seen || old === undefined || isThere) return;
  row.dataset['item'] = id;
  for (const control of row.querySelectorAll<HTMLInputElement>('[name]')) {
    control.name = control.name.replace(old, id);
    if (control.id !== '') control.id = control.id.replace(old, id);
  }
  seen.value = seen.value.replace(`"item.${old}"`, `"item.${id}"`);
}

const form = document.querySelector<HTMLFormElement>('main form[data-autosave]');
if (form) new Autosave(form, JSON.parse(form.dataset['autosave'] ?? '') as Words).start();
