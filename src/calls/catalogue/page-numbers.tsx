import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import { catalogueWords } from './words.ts';

/** Links to the pages of the list: the first, the last, and those beside this one. */
export function PageNumbers({
  page,
  last,
}: {
  readonly page: number;
  readonly last: number;
}): VNode | null {
  const words = useWords(catalogueWords);
  const { request } = usePage();
  if (last < 2) return null;
  const query = request.url.split('?', 2)[1] ?? '';
  const linkTo = (number: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.delete('page');
    if (number > 1) parameters.set('page', String(number));
    return parameters.size === 0 ? '/calls' : `/calls?${parameters.toString()}`;
  };
  return (
    <nav class="bd-pagenums" aria-label={words.pages}>
      {page > 1 ? (
        <a href={linkTo(page - 1)} rel="prev">
          {words.previous}
        </a>
      ) : null}
      <ul>
        {shownPages(page, last).map((number, index, all) => (
          <li key={number} class={number - (all[index - 1] ?? 0) > 1 ? 'gap' : ''}>
            <a
              href={linkTo(number)}
              aria-label={words.page(number)}
              {...(number === page ? { 'aria-current': 'page' as const } : {})}
            >
              {number}
            </a>
          </li>
        ))}
      </ul>
      {page < last ? (
        <a href={linkTo(page + 1)} rel="next">
          {words.next}
        </a>
      ) : null}
    </nav>
  );
}

function shownPages(page: number, last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1).filter(
    (number) => number === 1 || number === last || Math.abs(number - page) <= 1,
  );
}
