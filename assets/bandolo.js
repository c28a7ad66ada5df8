// Small comforts; every page is complete without them.

// The summary of errors is read first.
document.querySelector('#error-summary')?.focus();

// A menu closes when one goes elsewhere, or presses Escape.
const menus = () => document.querySelectorAll('details.bd-drop[open]');
document.addEventListener('click', ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of menus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector('summary')?.focus();
  }
});

// Long codes can be copied with one press.
if (navigator.clipboard)
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    const { textContent } = button;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => (button.textContent = textContent), 2000);
    });
  }

// A session that is about to end says so five minutes before, and one press keeps it.
const warning = document.querySelector('[data-session-warning]');
if (warning) {
  const noticeMs = 5 * 60_000;
  let endsAt = Date.parse(warning.dataset.sessionWarning);
  // The clock of this machine may be wrong: what counts is the time since the page was sent.
  const ahead = Date.now() - Date.parse(warning.dataset.now);
  const watch = () => {
    const leftMs = endsAt - (Date.now() - ahead);
    warning.hidden = leftMs > noticeMs || leftMs < 0;
    setTimeout(watch, Math.min(30_000, Math.max(1_000, leftMs - noticeMs)));
  };
  watch();
  warning.querySelector('button').addEventListener('click', async () => {
    const reply = await fetch('/session/keep', { redirect: 'manual' });
    if (!reply.ok) return location.reload();
    ({ endsAt } = await reply.json());
    endsAt = Date.parse(endsAt);
    warning.hidden = true;
  });
}
