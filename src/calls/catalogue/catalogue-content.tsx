import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  EmptyState,
  Icon,
  formatDay,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { callWords } from '../words.ts';
import { askedQuery, standardOrder, textMax, type CatalogueAsked } from './asked.ts';
import { CallCard } from './call-card.tsx';
import { Filters, formId, type FiltersProps } from './filters.tsx';
import type { Catalogue } from './find-catalogue.ts';
import { PageNumbers } from './page-numbers.tsx';
import { catalogueWords } from './words.ts';

export interface CatalogueProps extends FiltersProps {
  readonly page: number;
  readonly lastPage: number;
  readonly at: Date;
  /** Bodies for which whoever looks may publish. */
  readonly bodies: readonly { readonly code: string; readonly name: string }[];
}

/** The list of calls: what can be asked for, by whom, and what one gets. */
export function CatalogueContent(props: CatalogueProps): VNode {
  const { asked, catalogue, bodies } = props;
  const words = useWords(callWords);
  return (
    <>
      <Search asked={asked} />
      {bodies.length === 0 ? null : (
        <Actions>
          {bodies.map(({ code, name }) => (
            <ButtonLink key={code} href={`/bodies/${code}/publish`} isSecondary>
              {words.publishFor(name)}
            </ButtonLink>
          ))}
        </Actions>
      )}
      <div class="bd-cols side-main bd-catalogue">
        <Filters asked={asked} catalogue={catalogue} />
        <Found {...props} />
      </div>
    </>
  );
}

function Search({ asked }: { readonly asked: CatalogueAsked }): VNode {
  const words = useWords(catalogueWords);
  return (
    <div class="bd-band">
      <h1>{words.heading}</h1>
      {/* The tag of that name is too young for the screen readers in use. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <form id={formId} method="get" action="/calls" role="search" class="bd-search">
        <label for="text" class="bd-vh">
          {words.search}
        </label>
        <input
          class="bd-input"
          id="text"
          name="text"
          type="search"
          value={asked.text}
          maxLength={textMax}
          placeholder={words.placeholder}
        />
        <button type="submit" class="bd-btn first">
          <Icon name="search" />
          {words.searchNow}
        </button>
        {asked.body === undefined ? null : <input type="hidden" name="body" value={asked.body} />}
      </form>
      <p>
        {words.unsure}{' '}
        <a href="/fits">
          <b>{words.interview}</b>
        </a>{' '}
        {words.unsureRest}
      </p>
    </div>
  );
}

function Found({ asked, catalogue, page, lastPage, at }: CatalogueProps): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  const { total, calls } = catalogue;
  // A program names its order, and the page its own, which it leaves out of the address.
  const query = askedQuery({ ...asked, order: undefined });
  return (
    <section aria-labelledby="found">
      <div class="bd-row between bd-found">
        <h2 id="found">{words.found(total)}</h2>
        <Order asked={asked} />
      </div>
      <Searched catalogue={catalogue} />
      {calls.length === 0 ? (
        <Nothing asked={asked} catalogue={catalogue} />
      ) : (
        <>
          <p class="bd-small bd-2nd bd-today">
            <span aria-hidden="true"></span> {words.today(formatDay(at, language))}
          </p>
          <ul class="bd-flat bd-calls">
            {calls.map((call) => (
              <CallCard key={call.slug} call={call} at={at} />
            ))}
          </ul>
          <PageNumbers page={page} last={lastPage} />
        </>
      )}
      <p class="bd-row bd-small bd-also">
        <a href={`/calendar.ics${query}`}>{words.feed}</a>
        <a href={`/api/v1/calls${askedQuery(asked)}`}>{words.asJson}</a>
      </p>
    </section>
  );
}

function Order({ asked }: { readonly asked: CatalogueAsked }): VNode {
  const words = useWords(catalogueWords);
  // Left out of the address, the order follows from whether there are words.
  const standard = standardOrder(asked);
  const orders = (['deadline', 'newest', 'title'] as const).filter((order) => order !== standard);
  return (
    <div class="bd-row bd-small bd-order">
      <label for="order">{words.order}</label>
      <select class="bd-input" id="order" name="order" form={formId}>
        <option value="">{words.orders[standard]}</option>
        {orders.map((order) => (
          <option key={order} value={order} selected={order === asked.order}>
            {words.orders[order]}
          </option>
        ))}
      </select>
      <button type="submit" form={formId} class="bd-btn second small">
        {words.orderNow}
      </button>
    </div>
  );
}

/** What was searched besides the words as they were typed, and which of them nothing has. */
function Searched({
  catalogue: { words: searched },
}: {
  readonly catalogue: Catalogue;
}): VNode | null {
  const words = useWords(catalogueWords);
  const quoted = (each: readonly string[]): string => each.map(words.quoted).join(` ${words.and} `);
  const lines = [
    ...(searched.near.length === 0
      ? []
      : [words.near(quoted(searched.near.map(({ shown }) => shown)))]),
    ...(searched.missing.length === 0
      ? []
      : [words.missing(quoted(searched.missing), searched.missing.length)]),
    ...(searched.isPartial && searched.missing.length === 0 ? [words.partial] : []),
  ];
  if (lines.length === 0) return null;
  return <output class="bd-searched">{lines.join(' ')}</output>;
}

function Nothing({
  asked,
  catalogue: { drops },
}: Pick<CatalogueProps, 'asked' | 'catalogue'>): VNode {
  const words = useWords(catalogueWords);
  const isFiltered = askedQuery({ ...asked, order: undefined }) !== '';
  if (!isFiltered)
    return (
      <EmptyState title={words.nothingYet}>
        <p>{words.nothingYetHelp}</p>
      </EmptyState>
    );
  return (
    <EmptyState title={words.nothing}>
      {drops.length === 0 ? null : (
        <>
          <p>{words.dropLead}</p>
          <ul>
            {drops.map(({ part, count, asked: less }) => (
              <li key={part}>
                <a href={`/calls${askedQuery({ ...less, order: undefined })}`}>
                  {words.drop[part]}
                </a>{' '}
                ({words.found(count)})
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href="/calls">{words.dropAll}</a>
      </p>
      <p>
        {words.orInterview} <a href="/fits">{words.interview}</a>
      </p>
    </EmptyState>
  );
}
