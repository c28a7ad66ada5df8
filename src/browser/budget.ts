// The figures of a budget follow what is typed, by the same rules as on the server.

import { Drawing } from './budget/draw.ts';
import { makeFigures } from './budget/figures.ts';
import type { PageData } from './budget/page-data.ts';
import { readForm } from './budget/read-form.ts';

export { makeFigures };

/** The page says that it was saved with this, after it took over what the server wrote. */
const savedEvent = 'bandolo-saved';

if (typeof document !== 'undefined') start();

function start(): void {
  const carrier = document.querySelector<HTMLElement>('[data-budget]');
  const form = document.querySelector<HTMLFormElement>('main form[method=post]');
  if (!carrier || !form) return;
  const data = JSON.parse(carrier.dataset['budget'] ?? '') as PageData;
  const figures = makeFigures(data.rules);
  const drawing = new Drawing(data, carrier);
  // What was typed and refused is in the form, and the figures are those of what is stored.
  for (const each of document.querySelectorAll<HTMLElement>('[data-on-saving]')) each.hidden = true;
  let saved = 'kept' in carrier.dataset ? '' : stateOf(form);
  const redraw = (): void => {
    const declared = readForm(form, data);
    const found = declared && figures(declared);
    if (found) drawing.draw(found, declared);
    say({ isRead: found !== undefined, isAhead: stateOf(form) !== saved });
  };
  form.addEventListener('input', redraw);
  form.addEventListener('change', redraw);
  document.addEventListener(savedEvent, () => {
    saved = stateOf(form);
    redraw();
  });
  // A browser that goes back fills the form in again by itself.
  redraw();
}

/** Everything the figures follow from, as a text: what is filled in on this page, and nothing that the server carries. */
function stateOf(form: HTMLFormElement): string {
  let state = '';
  for (const control of form.elements) {
    if (control instanceof HTMLInputElement && control.type !== 'hidden')
      state += control.type === 'checkbox' ? `${control.checked}\n` : `${control.value}\n`;
    else if (control instanceof HTMLSelectElement) state += `${control.value}\n`;
  }
  return state;
}

/** Reasons are those of the saved figures: they are not shown beside others. */
function say({ isRead, isAhead }: { readonly isRead: boolean; readonly isAhead: boolean }): void {
  const show = (selector: string, isShown: boolean): void => {
    for (const each of document.querySelectorAll<HTMLElement>(selector)) each.hidden = !isShown;
  };
  show('[data-why]', !isAhead);
  show('[data-ahead]', isAhead && isRead);
  show('[data-unread]', !isRead);
}
