import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Form,
  Hidden,
  Section,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { changesSaid } from './changes-said.ts';
import { RankingChartView } from './chart-view.tsx';
import { EffectView } from './effect-view.tsx';
import { pictureOf } from './ranking-picture.ts';
import { titleOfUnit } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import type { Trial } from './try-out.ts';
import type { WhatIfChanges } from './what-if-changes.ts';
import { AllFields } from './what-if-fields.tsx';
import { whatIfQuery, type WhatIfFields } from './what-if-form.ts';
import { deskWords } from './words.ts';

interface ResultProps {
  readonly slug: string;
  readonly settled: SettledRound;
  readonly changes: WhatIfChanges;
  readonly trial: Trial | undefined;
}

interface WhatIfProps extends ResultProps {
  readonly fields: WhatIfFields;
  readonly mayKeep: boolean;
}

/** Rules in a form, and beside it what they would come to. */
export function WhatIfView(props: WhatIfProps): VNode {
  const { slug, settled, fields, trial, mayKeep } = props;
  const words = useWords(deskWords);
  const { loaded } = settled;
  return (
    <div class="bd-whatif-page">
      <Section id="rules" title={words.whatIfRules}>
        <form
          method="get"
          action={`/rankings/${slug}/what-if`}
          noValidate
          data-what-if={`/rankings/${slug}/what-if/result`}
        >
          <input type="hidden" name="round" value={loaded.frozen.number} />
          <AllFields call={loaded.call} fields={fields} />
          <Actions>
            <Button>{words.recalculate}</Button>
            <a href={`/rankings/${slug}/what-ifs`}>{words.toTrials}</a>
          </Actions>
        </form>
      </Section>
      <Section id="result" title={words.resultTitle}>
        <div data-what-if-result aria-live="polite">
          <WhatIfResult {...props} />
        </div>
      </Section>
      {mayKeep && trial ? (
        <div data-what-if-keep>
          <KeepForm {...props} />
        </div>
      ) : null}
    </div>
  );
}

/** What the rules tried would come to: who enters, who leaves, the money, and the new picture of each ranking. */
function WhatIfResult({ settled, changes, trial }: ResultProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { errors } = usePage();
  if (!trial)
    return (
      <p class="bd-2nd">{errors.map(({ message }) => message).join(' ') || words.resultNone}</p>
    );
  const { comparison, after } = trial;
  const { document } = after.round.call;
  const { units } = after.round.table;
  const isSame =
    comparison.positionsChanged === 0 &&
    [comparison.entering, comparison.leaving, comparison.changed, comparison.opened].every(
      ({ length }) => length === 0,
    ) &&
    comparison.settled.length === 0;
  return (
    <>
      <ul>
        {changesSaid(settled.loaded.call.document, changes, words, language).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isSame ? <p>{words.resultSame}</p> : null}
      <EffectView settled={settled} comparison={comparison} />
      {units.slice(0, picturesMax).map((unit, index) => {
        const picture = pictureOf(after, index);
        return picture.rows.length === 0 ? null : (
          <div key={unit}>
            {units.length > 1 ? <h3>{titleOfUnit(document, unit, language)}</h3> : null}
            <RankingChartView picture={picture} isBare />
          </div>
        );
      })}
    </>
  );
}

/** The result alone, for the script of the page. */
export function resultOf(props: ResultProps): VNode {
  return <WhatIfResult {...props} />;
}

/** Pictures that one look has room for. */
const picturesMax = 6;

function KeepForm({ slug, settled, changes }: WhatIfProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const query = new URLSearchParams(whatIfQuery(settled.loaded.call, changes, language));
  return (
    <Section id="keep" title={words.keep}>
      <p>{words.neverAnAct}</p>
      <Form action={`/rankings/${slug}/what-ifs`}>
        <Hidden name="round" value={String(settled.loaded.frozen.number)} />
        {[...query].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextField name="name" label={words.keepName} maxLength={80} />
        <Actions>
          <Button isSecondary>{words.keep}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
