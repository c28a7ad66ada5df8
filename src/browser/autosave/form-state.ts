/** What a browser would send of a form, apart from what only a button may do. */
export type Values = ReadonlyMap<string, string>;

/** Taking something out and adding a partner are acts of their own: they wait for the button. */
export function isSavedWhileTyping(name: string): boolean {
  return name !== '' && !name.startsWith('new.') && !name.endsWith('.gone') && name !== 'seen';
}

/** Controls with the same name are one value, in the order of the page. */
export function valuesOf(form: HTMLFormElement): Values {
  const values = new Map<string, string>();
  const token = tokenName(form);
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && isSavedWhileTyping(name) && name !== token)
      values.set(name, values.has(name) ? `${values.get(name)}\n${value}` : value);
  return values;
}

/** The names that have another value, or that only one side has. */
export function changesBetween(before: Values, now: Values): ReadonlySet<string> {
  const names = new Set([...before.keys(), ...now.keys()]);
  return new Set([...names].filter((name) => before.get(name) !== now.get(name)));
}

/** Puts values back that were typed before the page was loaded again. */
export function fillIn(form: HTMLFormElement, values: Iterable<readonly [string, string]>): void {
  const controls = controlsByName(form);
  for (const [name, text] of values) {
    const chosen = text.split('\n');
    for (const control of controls.get(name) ?? [])
      if (control instanceof HTMLInputElement && isTicked(control))
        control.checked = chosen.includes(control.value);
      else control.value = text;
  }
}

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What can be filled in, by the names under which it is sent. */
export function controlsByName(form: HTMLFormElement): ReadonlyMap<string, readonly Control[]> {
  const found = new Map<string, Control[]>();
  for (const each of form.elements) {
    if (!isControl(each) || each.type === 'hidden') continue;
    const others = found.get(each.name);
    if (others) others.push(each);
    else found.set(each.name, [each]);
  }
  return found;
}

function isControl(element: Element): element is Control {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

export function isTicked({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio';
}

/** The token of the form is the first thing in it. */
function tokenName(form: HTMLFormElement): string | undefined {
  return form.querySelector<HTMLInputElement>('input[type=hidden]')?.name;
}
