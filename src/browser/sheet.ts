// On a score sheet the keys 1 to 9 choose within the question that has the focus; everything works without them.

const choices = document.querySelectorAll<HTMLFieldSetElement>('[data-choices]');
for (const hint of document.querySelectorAll<HTMLElement>('[data-keys]')) hint.hidden = false;
for (const question of choices)
  question.addEventListener('keydown', (event) => {
    const place = /^[1-9]$/.exec(event.key) ? Number(event.key) - 1 : -1;
    const control = place < 0 ? undefined : question.querySelectorAll('input')[place];
    if (!control || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    control.focus();
    control.checked = control.type === 'checkbox' ? !control.checked : true;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  });
