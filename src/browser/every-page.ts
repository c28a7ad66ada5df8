// Small comforts of every page, all of which are complete without them.

// The summary of errors is read first.
document.querySelector<HTMLElement>('#error-summary')?.focus();

// A menu closes when one goes elsewhere, or presses Escape.
const openMenus = () => document.querySelectorAll<HTMLDetailsElement>('details.bd-drop[open]');
document.addEventListener('click', ({ target }) => {
  for (const menu of openMenus()) if (!menu.contains(target as Node | null)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector('summary')?.focus();
  }
});

// Long codes can be copied with one press; an address without https has no clipboard.
const clipboard = navigator.clipboard as Clipboard | undefined;
if (clipboard)
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]'))
    offerCopy(button, clipboard);

// A session that is about to end says so five minutes before, and one press keeps it.
const warning = document.querySelector<HTMLElement>('[data-session-warning]');
if (warning) watchSession(warning);

function offerCopy(button: HTMLButtonElement, target: Clipboard): void {
  button.hidden = false;
  const { textContent } = button;
  const copy = async (): Promise<void> => {
    await target.writeText(button.dataset['copy'] ?? '');
    button.textContent = button.dataset['copied'] ?? '';
    setTimeout(() => (button.textContent = textContent), 2000);
  };
  button.addEventListener('click', () => void copy());
}

function watchSession(notice: HTMLElement): void {
  const noticeMs = 5 * 60_000;
  let endsAt = Date.parse(notice.dataset['sessionWarning'] ?? '');
  // The clock of this machine may be wrong: what counts is the time since the page was sent.
  const ahead = Date.now() - Date.parse(notice.dataset['now'] ?? '');
  const watch = (): void => {
    const leftMs = endsAt - (Date.now() - ahead);
    notice.hidden = leftMs > noticeMs || leftMs < 0;
    setTimeout(watch, Math.min(30_000, Math.max(1_000, leftMs - noticeMs)));
  };
  watch();
  const keep = async (): Promise<void> => {
    const reply = await fetch('/session/keep', { redirect: 'manual' });
    if (!reply.ok) return location.reload();
    const kept = (await reply.json()) as { readonly endsAt: string };
    endsAt = Date.parse(kept.endsAt);
    notice.hidden = true;
  };
  notice.querySelector('button')?.addEventListener('click', () => void keep());
}
