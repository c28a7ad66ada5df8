import { controlsByName, isSavedWhileTyping, isTicked, type Control } from './form-state.ts';

/**
 * Takes over what the server shows after a save: what the form was filled with, what others have written in fields
 * that nobody touched here, and the reasons of the figures. What was typed since stays.
 */
export function takeOver(
  form: HTMLFormElement,
  page: Document,
  typedSince: ReadonlySet<string>,
): void {
  const fresh = page.querySelector<HTMLFormElement>('main form[data-autosave]');
  if (!fresh) return;
  const wasSeen = isOnScreen(document.activeElement);
  renewCategories(form, fresh, typedSince);
  const seen = seenOf(fresh);
  const names = new Set([...form.elements].map((each) => (each as Control).name));
  const theirs = controlsByName(fresh);
  for (const [name, controls] of controlsByName(form)) {
    if (typedSince.has(name) || !isSavedWhileTyping(name)) continue;
    controls.forEach((control, index) => {
      const other = theirs.get(name)?.[index];
      if (!other || control === document.activeElement) return;
      if (control instanceof HTMLInputElement && isTicked(control)) {
        control.checked = (other as HTMLInputElement).checked;
      } else if (control.value !== other.value) control.value = other.value;
    });
  }
  setSeen(form, seen, names);
  for (const selector of ['[data-why]', '[data-saved]', '.bd-steps']) replaceAll(selector, page);
  if (typedSince.size === 0 && hasOtherFields(form, fresh)) location.reload();
  const missing = page.querySelector('.bd-saved a');
  document.querySelector('.bd-saved a')?.replaceWith(...(missing ? [missing] : []));
  // What stands above may have another height now; who has scrolled away is left there.
  if (wasSeen) document.activeElement?.scrollIntoView({ block: 'nearest' });
}

function isOnScreen(element: Element | null): boolean {
  if (!element || element === document.body) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Whether what was answered brought other questions. */
function hasOtherFields(form: HTMLFormElement, fresh: HTMLFormElement): boolean {
  const [ours, theirs] = [form, fresh].map((each) => new Set(namesIn(each)));
  return [...(ours ?? [])].join() !== [...(theirs ?? [])].join();
}

function seenOf(form: HTMLFormElement): Readonly<Record<string, unknown>> {
  const text = form.querySelector<HTMLInputElement>('input[name=seen]')?.value ?? '{}';
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

/** Only what this form has controls for: what it does not show it must not seem to have emptied. */
function setSeen(
  form: HTMLFormElement,
  seen: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): void {
  const isShown = (name: string): boolean =>
    names.has(name) || [...names].some((each) => each.startsWith(`${name}.`));
  const blanks = new Set(
    [...form.querySelectorAll<HTMLElement>('[data-blank]')].map(
      ({ dataset }) => `item.${dataset['item'] ?? ''}`,
    ),
  );
  // The blank expenses of the server have other ids, so that it does not speak of ours.
  const kept = Object.entries(seenOf(form)).filter(([name]) => blanks.has(name));
  const own = Object.entries(seen).filter(([name]) => isShown(name));
  const input = form.querySelector<HTMLInputElement>('input[name=seen]');
  if (input) input.value = JSON.stringify(Object.fromEntries([...kept, ...own]));
}

/**
 * Puts the fields of a category as the server shows them in the place of ours where it has others: expenses that
 * somebody else has added, the next blank one. What was typed since, and where the cursor stands, is carried over.
 */
function renewCategories(
  form: HTMLFormElement,
  fresh: HTMLFormElement,
  typedSince: ReadonlySet<string>,
): void {
  for (const theirs of fresh.querySelectorAll<HTMLElement>('[data-category]')) {
    const id = theirs.dataset['category'] ?? '';
    const ours = form.querySelector<HTMLElement>(`[data-category="${CSS.escape(id)}"]`);
    if (!ours || namesIn(ours).join() === namesIn(theirs).join()) continue;
    const typed = [...typedSince].flatMap((name) =>
      controlsIn(ours, name).map(({ value }) => [name, value] as const),
    );
    const cursor = cursorIn(ours);
    const focus = focusIn(ours);
    const opened = [...ours.querySelectorAll('details')].some(({ open }) => open);
    const renewed = document.importNode(theirs, true);
    ours.replaceWith(renewed);
    if (opened) for (const each of renewed.querySelectorAll('details')) each.open = true;
    for (const [name, value] of typed)
      for (const control of controlsIn(renewed, name)) control.value = value;
    if (cursor) putCursor(renewed, cursor);
    else if (focus) putFocus(renewed, focus);
  }
}

function controlsIn(place: HTMLElement, name: string): readonly HTMLInputElement[] {
  return [...place.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)];
}

/** A blank expense has another id in every page. */
function namesIn(place: HTMLElement): readonly string[] {
  return [...place.querySelectorAll<HTMLInputElement>('[name]')].map((control) =>
    control.closest('[data-blank]') ? 'blank' : control.name,
  );
}

interface Cursor {
  readonly name: string;
  readonly value: string;
  readonly from: number | null;
  readonly to: number | null;
}

function cursorIn(place: HTMLElement): Cursor | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLInputElement) || !place.contains(active)) return undefined;
  const { name, value, selectionStart, selectionEnd } = active;
  return { name, value, from: selectionStart, to: selectionEnd };
}

function putCursor(place: HTMLElement, { name, value, from, to }: Cursor): void {
  const [control] = controlsIn(place, name);
  if (!control) return;
  // Nothing moves under the hands of who types.
  control.value = value;
  control.focus();
  if (from !== null && to !== null) control.setSelectionRange(from, to);
}

/** What has the focus, by its kind and its number among those: so it is found in another place like this one. */
interface Focus {
  readonly kind: string;
  readonly index: number;
}

function focusIn(place: HTMLElement): Focus | undefined {
  const active = document.activeElement;
  if (!active || !place.contains(active)) return undefined;
  return { kind: active.tagName, index: ofKind(place, active.tagName).indexOf(active) };
}

/** Who goes through the page by keyboard goes on from where they were. */
function putFocus(place: HTMLElement, { kind, index }: Focus): void {
  const found = ofKind(place, kind)[index];
  if (found instanceof HTMLElement) found.focus();
}

function ofKind(place: HTMLElement, kind: string): readonly Element[] {
  return [...place.querySelectorAll(kind)];
}

/** Each element of ours by the one that stands in its place; those that are not there any more go. */
function replaceAll(selector: string, page: Document): void {
  const theirs = [...page.querySelectorAll<HTMLElement>(selector)];
  const key = ({ dataset }: HTMLElement): string => dataset['why'] ?? '';
  for (const own of document.querySelectorAll<HTMLElement>(selector)) {
    const at = theirs.findIndex((each) => key(each) === key(own));
    const [found] = at < 0 ? [] : theirs.splice(at, 1);
    if (!found) own.remove();
    else {
      if (own instanceof HTMLDetailsElement && own.open) found.setAttribute('open', '');
      const focus = focusIn(own);
      const renewed = document.importNode(found, true);
      own.replaceWith(renewed);
      if (focus) putFocus(renewed, focus);
    }
  }
}
