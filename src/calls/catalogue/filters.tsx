import type { VNode } from 'preact';
import { usePage, useWords, type Localized } from '../../platform/page/index.ts';
import { askedQuery, type CatalogueAsked } from './asked.ts';
import type { Catalogue } from './find-catalogue.ts';
import { catalogueWords } from './words.ts';

/** All fields of the page belong to the one form of the search, so that none forgets the others. */
export const formId = 'catalogue';

export interface FiltersProps {
  readonly asked: CatalogueAsked;
  readonly catalogue: Catalogue;
}

/** What the list is narrowed by; beside it on a wide screen, folded away on a phone. */
export function Filters({ asked, catalogue }: FiltersProps): VNode {
  const words = useWords(catalogueWords);
  const chosen = [asked.states, asked.audiences, asked.topics, asked.modes].flat().length;
  const shownModes = catalogue.modes.filter(
    ({ value, count }) => count > 0 || asked.modes.includes(value),
  );
  return (
    <section class="bd-filters" aria-label={words.filters}>
      <details>
        <summary>{words.filtersChosen(chosen)}</summary>
        <Boxes
          name="state"
          legend={words.state}
          chosen={asked.states}
          options={catalogue.states.map(({ value, count }) => ({
            value,
            text: words.counted(words.states[value], count),
          }))}
        />
        <Labels
          name="audience"
          legend={words.audience}
          chosen={asked.audiences}
          choices={catalogue.audiences}
        />
        <Labels
          name="topic"
          legend={words.topic}
          chosen={asked.topics}
          choices={catalogue.topics}
        />
        {shownModes.length < 2 && asked.modes.length === 0 ? null : (
          <Boxes
            name="mode"
            legend={words.mode}
            chosen={asked.modes}
            options={shownModes.map(({ value, count }) => ({
              value,
              text: words.counted(words.modes[value], count),
            }))}
          />
        )}
        <button type="submit" form={formId} class="bd-btn second small">
          {words.apply}
        </button>
        {chosen > 0 ? (
          <p class="bd-small">
            <a
              href={`/calls${askedQuery({ ...asked, states: [], audiences: [], topics: [], modes: [] })}`}
            >
              {words.clear}
            </a>
          </p>
        ) : null}
      </details>
    </section>
  );
}

function Labels({
  choices,
  ...rest
}: {
  readonly name: string;
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly choices: readonly {
    readonly value: string;
    readonly label: Localized;
    readonly count: number;
  }[];
}): VNode | null {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  if (choices.length === 0) return null;
  return (
    <Boxes
      {...rest}
      options={choices.map(({ value, label, count }) => ({
        value,
        text: words.counted(label[language], count),
      }))}
    />
  );
}

function Boxes({
  name,
  legend,
  chosen,
  options,
}: {
  readonly name: string;
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly options: readonly { readonly value: string; readonly text: string }[];
}): VNode {
  return (
    <fieldset>
      <legend class="bd-legend">{legend}</legend>
      {options.map(({ value, text }) => (
        <label key={value} class="bd-check">
          <input
            type="checkbox"
            form={formId}
            name={name}
            value={value}
            checked={chosen.includes(value)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
