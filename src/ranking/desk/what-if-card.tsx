import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import type { SettledRound } from './settled-round.ts';
import { fieldsOf } from './what-if-form.ts';
import { FirstFields } from './what-if-fields.tsx';
import { deskWords } from './words.ts';

/** The figures that one tries first, beside the ranking they would change; the trial itself has a page of its own. */
export function WhatIfCard({
  settled,
  slug,
}: {
  readonly settled: SettledRound;
  readonly slug: string;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { loaded } = settled;
  return (
    <section class="bd-card bd-whatif" aria-labelledby="what-if">
      <h2 id="what-if">
        {words.whatIf} <small class="bd-2nd bd-small">{words.whatIfShort}</small>
      </h2>
      <form method="get" action={`/rankings/${slug}/what-if`}>
        <input type="hidden" name="round" value={loaded.frozen.number} />
        <div class="bd-whatif-f">
          <FirstFields call={loaded.call} fields={fieldsOf(loaded.call, {}, language)} />
        </div>
        <div class="bd-row bd-actions">
          <button type="submit" class="bd-btn second">
            {words.recalculate}
          </button>
          <a href={`/rankings/${slug}/what-ifs`}>{words.toTrials}</a>
        </div>
      </form>
    </section>
  );
}
