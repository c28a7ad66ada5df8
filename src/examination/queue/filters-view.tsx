import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Details,
  Form,
  Hidden,
  SearchForm,
  Select,
  TextField,
  usePage,
  useWords,
  type Option,
} from '../../platform/page/index.ts';
import { askedStates, queryOf, queueOrders, type QueueAsked } from './asked.ts';
import type { QueueCall } from './queue-calls.ts';
import type { QueuePage } from './read-queue.ts';
import { filterNameMax, type SavedFilter } from './saved-filters.ts';
import { queueWords } from './words.ts';

interface FiltersProps {
  readonly page: QueuePage;
  readonly asked: QueueAsked;
  readonly only: QueueCall | undefined;
}

/** What is looked for; line and phase belong to a call, so they are asked for within one. */
export function QueueFilters({ page, asked, only }: FiltersProps): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const within = only ?? page.calls.find(({ slug }) => slug === asked.call);
  return (
    <SearchForm
      action={only ? `/calls/${only.slug}/examination` : '/examination'}
      label={words.search}
    >
      <Hidden name="view" value={asked.view} />
      <TextField
        name="text"
        type="search"
        label={words.text}
        hint={words.textHint}
        value={asked.text ?? ''}
        isOptional
      />
      {only ? null : (
        <Select
          name="call"
          label={words.call}
          value={asked.call ?? ''}
          isOptional
          options={[
            { value: '', text: words.everything },
            ...page.calls.map(({ slug, title }) => ({ value: slug, text: title[language] })),
          ]}
        />
      )}
      {within ? <WithinCall page={page} asked={asked} within={within} /> : null}
      <Select
        name="state"
        label={words.state}
        value={asked.state ?? ''}
        isOptional
        options={[
          { value: '', text: words.everything },
          ...askedStates.map((state) => ({
            value: state,
            text: state === 'replied' ? words.replied : words.states[state],
          })),
        ]}
      />
      <Select
        name="order"
        label={words.order}
        value={asked.order}
        isOptional
        options={queueOrders.map((order) => ({ value: order, text: words.orders[order] }))}
      />
      <Button isSecondary>{words.apply}</Button>
    </SearchForm>
  );
}

function WithinCall({
  page,
  asked,
  within,
}: Omit<FiltersProps, 'only'> & { readonly within: QueueCall }): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const document = page.documents.get(within.id);
  const lines = (document?.lines ?? []).flatMap(({ id, title, sublines = [] }) => [
    ...(sublines.length === 0 ? [{ value: id, text: title[language] }] : []),
    ...sublines.map((each) => ({ value: each.id, text: each.title[language] })),
  ]);
  const phases = (document?.phases ?? []).map(({ id, title }) => ({
    value: id,
    text: title[language],
  }));
  return (
    <>
      <Choice name="line" label={words.line} value={asked.line} options={lines} />
      <Choice name="phase" label={words.phase} value={asked.phase} options={phases} />
    </>
  );
}

function Choice({
  name,
  label,
  value,
  options,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
}): VNode | null {
  const words = useWords(queueWords);
  if (options.length === 0) return null;
  return (
    <Select
      name={name}
      label={label}
      value={value ?? ''}
      isOptional
      options={[{ value: '', text: words.everyLine }, ...options]}
    />
  );
}

/** Filters that a person has kept, and keeping this one. */
export function SavedFilters({
  filters,
  asked,
}: {
  readonly filters: readonly SavedFilter[];
  readonly asked: QueueAsked;
}): VNode {
  const words = useWords(queueWords);
  const fields = [...queryOf(asked)];
  return (
    <section class="bd-sec" aria-labelledby="filters">
      <h2 id="filters">{words.filters}</h2>
      {filters.length === 0 ? null : (
        <ul class="bd-told">
          {filters.map(({ name, asked: kept }) => (
            <li key={name}>
              <a href={`/examination?${queryOf(kept).toString()}`}>{name}</a>
            </li>
          ))}
        </ul>
      )}
      <Details summary={words.filterSave}>
        <Form action="/examination/filters">
          {fields.map(([name, value]) => (
            <Hidden key={name} name={name} value={value} />
          ))}
          <TextField name="name" label={words.filterName} maxLength={filterNameMax} />
          <Actions>
            <Button isSecondary>{words.filterSave}</Button>
          </Actions>
        </Form>
      </Details>
      {filters.length === 0 ? null : (
        <Details summary={words.filterRemove}>
          <Form action="/examination/filters/removal">
            <Select
              name="removed"
              label={words.filterName}
              options={filters.map(({ name }) => ({ value: name, text: name }))}
            />
            <Actions>
              <Button isSecondary>{words.remove}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </section>
  );
}
