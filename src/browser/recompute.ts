import type { Answer, Asked } from './recompute/answer.ts';
import {
  differencesOf,
  LinesView,
  summaryOf,
  verdictOf,
  type Said,
} from './recompute/result-view.ts';

const box = document.querySelector<HTMLElement>('[data-recompute]');
if (box) offer(box);

/** The button is only there where it can work. */
function offer(root: HTMLElement): void {
  const press = root.querySelector<HTMLButtonElement>('[data-part="press"]');
  const status = root.querySelector<HTMLElement>('[data-part="status"]');
  const summary = root.querySelector<HTMLElement>('[data-part="summary"]');
  const below = root.querySelector<HTMLElement>('[data-part="lines"]');
  const {
    bundle = '',
    acts = '',
    worker: script = '',
    keys = '',
    said: words = '{}',
  } = root.dataset;
  if (!press || !status || !summary || !below || typeof Worker === 'undefined') return;
  const said = JSON.parse(words) as Said;
  let worker: Worker | undefined;
  press.hidden = false;
  press.addEventListener('click', () => {
    worker?.terminate();
    worker = new Worker(script, { type: 'module' });
    press.disabled = true;
    status.classList.remove('bd-vh');
    const ask = (asked: Asked): void => worker?.postMessage(asked, []);
    let lines: LinesView | undefined;
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      if (data.type === 'step') status.textContent = said.steps[data.step];
      if (data.type === 'explained') lines?.showExplanation(data.id, data.sentences);
      if (data.type === 'failed') fail(said.failed[data.why]);
      if (data.type !== 'done') return;
      lines = new LinesView(data.lines, said, (id) =>
        ask({ type: 'explain', id, language: said.language }),
      );
      const differences = differencesOf(data, said);
      summary.replaceChildren(summaryOf(data, said));
      below.replaceChildren(...(differences ? [differences] : []), lines.element);
      // The summary says it to the eyes.
      status.textContent = verdictOf(data, said);
      status.classList.add('bd-vh');
      press.disabled = false;
      press.textContent = said.again;
    });
    worker.addEventListener('error', () => fail(said.failed['not-loaded']));
    ask({ type: 'recompute', url: bundle, acts, keys: keys.split(' ') });
  });

  function fail(why: string): void {
    if (!status || !press) return;
    status.textContent = why;
    press.disabled = false;
  }
}
