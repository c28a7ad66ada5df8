import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import type { PublishedBundle } from './published-bundle.ts';
import { recomputeWords, saidIn } from './words.ts';

interface BoxProps {
  readonly bundle: PublishedBundle;
  /** The address of the act, on which the bundle and its page stand. */
  readonly address: string;
  /** Where the program that computes is. */
  readonly worker: string;
  /** The command finds the bundle from anywhere. */
  readonly publicUrl: string;
}

/** Computes the ranking again in the browser of whoever reads; without script it says how else to do it. */
export function RecomputeBox({ bundle, address, worker, publicUrl }: BoxProps): VNode {
  const words = useWords(recomputeWords);
  const { language } = usePage();
  const file = `${address}/bundle.json`;
  const acts = bundle.actsHash === undefined ? undefined : `${address}/acts.json`;
  const option = acts === undefined ? '' : ` --acts ${publicUrl}${acts}`;
  return (
    <section
      aria-labelledby="recompute"
      data-recompute
      data-bundle={file}
      data-acts={acts ?? ''}
      data-worker={worker}
      data-keys={bundle.keys.join(' ')}
      data-said={JSON.stringify(saidIn(language))}
    >
      <div class="bd-redo">
        <div>
          <h2 id="recompute">{words.box}</h2>
          <p>{words.boxHelp}</p>
          <button
            type="button"
            class="bd-btn first"
            data-part="press"
            aria-describedby="recompute-weight"
            hidden
          >
            {words.press}
          </button>
          <p id="recompute-weight" class="bd-help">
            {words.weight}
          </p>
          <output class="bd-redo-status" data-part="status" />
          <h3>{words.without}</h3>
          <p>
            {words.withoutHelp} <code>{`bandolo verify ${publicUrl}${file}${option}`}</code>
          </p>
          <p>
            <a href={file}>{words.download}</a>
          </p>
          {acts === undefined ? null : (
            <p>
              <a href={acts}>{words.downloadActs}</a>
            </p>
          )}
        </div>
        <div class="bd-redo-sumbox" data-part="summary" />
      </div>
      <div data-part="lines" />
    </section>
  );
}
