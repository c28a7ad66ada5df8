// What is tried is worked out again while a field is moved; without this the button does it.

/** As long as somebody is still typing nothing is asked for. */
const waitMs = 60;

const form = document.querySelector<HTMLFormElement>('form[data-what-if]');
const result = document.querySelector<HTMLElement>('[data-what-if-result]');
if (form && result) follow(form, result, form.dataset['whatIf'] ?? '');

function follow(from: HTMLFormElement, into: HTMLElement, address: string): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const draw = async (): Promise<void> => {
    asked?.abort();
    const own = new AbortController();
    asked = own;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(from))
      if (typeof value === 'string') query.set(name, value);
    const reply = await fetch(`${address}?${query.toString()}`, { signal: own.signal });
    if (!reply.ok) return;
    const { body } = new DOMParser().parseFromString(await reply.text(), 'text/html');
    if (own.signal.aborted) return;
    into.replaceChildren(...body.childNodes);
    // What can be kept is what the page was made with; the button makes it anew.
    for (const keep of document.querySelectorAll<HTMLElement>('[data-what-if-keep]'))
      keep.hidden = true;
  };
  const soon = (): void => {
    clearTimeout(waiting);
    // A look that is given up, or a line that breaks, leaves what is there; the button still works.
    waiting = setTimeout(() => void draw().catch(() => undefined), waitMs);
  };
  from.addEventListener('input', soon);
  from.addEventListener('change', soon);
}
