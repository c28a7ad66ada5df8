import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import type { PublishedBundle } from './published-bundle.ts';
import { recomputeWords } from './words.ts';

interface BoxProps {
  readonly bundle: PublishedBundle;
  /** The address of the act, on which the bundle and its page stand. */
  readonly address: string;
  /** Where the program that computes is. */
  readonly worker: string;
  /** The command finds the bundle from anywhere. */
  readonly publicUrl: string;
  /** A link to the page that shows it all, where this is not that page. */
  readonly isShort?: boolean;
}

/** Computes the ranking again in the browser of whoever reads; without script it says how else to do it. */
export function RecomputeBox({
  bundle,
  address,
  worker,
  publicUrl,
  isShort = false,
}: BoxProps): VNode {
  const words = useWords(recomputeWords);
  const { language } = usePage();
  const file = `${address}/bundle.json`;
  return (
    <section
      class="bd-recompute"
      aria-labelledby="recompute"
      data-recompute
      data-bundle={file}
      data-worker={worker}
      data-keys={bundle.keys.join(' ')}
      data-said={JSON.stringify(recomputeWords[language].said)}
    >
      <div class="bd-recompute-ask">
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
        <output class="bd-recompute-status" data-part="status" />
        <h3>{words.without}</h3>
        <p>{words.withoutHelp(`bandolo verify ${publicUrl}${file}`)}</p>
        <p>
          <a href={file}>{words.download}</a>
        </p>
        {isShort ? (
          <p>
            <a href={`${address}/recompute`}>{words.whole}</a>
          </p>
        ) : null}
      </div>
      <div class="bd-recompute-result" data-part="result" />
    </section>
  );
}
