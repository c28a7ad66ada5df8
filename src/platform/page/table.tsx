/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   where a phone shows records, browsers would otherwise forget that it is a table */
import type { ComponentChildren, VNode } from 'preact';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

export interface TableColumn<R> {
  readonly title: string;
  readonly cell: (row: R) => ComponentChildren;
  readonly isNumber?: boolean;
  /** The column that names the row; the first one when none says so. */
  readonly isRowHead?: boolean;
  /** Whole sentences, or a button: in a record on a phone it takes the whole line. */
  readonly isWide?: boolean;
  /** A button or a link that says itself what it does: a record on a phone does not repeat the title. */
  readonly isAction?: boolean;
}

export interface TableProps<R> {
  readonly caption: string;
  /** Where the heading above says the same. */
  readonly isCaptionHidden?: boolean;
  readonly columns: readonly TableColumn<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** On a phone each row becomes a record; a table of figures that are compared scrolls instead. */
  readonly isScrolled?: boolean;
}

/** A table of records; the roles keep it a table for assistive technology when a phone shows records. */
export function Table<R>(props: TableProps<R>): VNode {
  const { caption, isCaptionHidden, columns, rows, keyOf, isScrolled } = props;
  const words = useWords(pageWords);
  const head = Math.max(
    0,
    columns.findIndex((column) => column.isRowHead),
  );
  const table = (
    <table class={isScrolled === true ? 'bd-table' : 'bd-table stack'} role="table">
      <caption class={isCaptionHidden === true ? 'bd-vh' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title, isNumber }) => (
            <th key={title} role="columnheader" scope="col" class={isNumber === true ? 'n' : ''}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column, index) => (
              <Cell key={column.title} column={column} row={row} isHead={index === head} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (isScrolled !== true) return table;
  return (
    // Who uses the keyboard must be able to scroll it too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section class="bd-scroll" aria-label={`${caption} (${words.scrolls})`} tabIndex={0}>
      {table}
    </section>
  );
}

function Cell<R>({
  column: { title, cell, isNumber, isWide, isAction },
  row,
  isHead,
}: {
  readonly column: TableColumn<R>;
  readonly row: R;
  readonly isHead: boolean;
}): VNode {
  const look = [
    ...(isNumber === true ? ['n'] : []),
    ...(isWide === true || isAction === true ? ['wide'] : []),
  ].join(' ');
  return isHead ? (
    <th role="rowheader" scope="row" class={look}>
      {cell(row)}
    </th>
  ) : (
    <td role="cell" class={look} data-l={isAction === true ? undefined : title}>
      {cell(row)}
    </td>
  );
}

/** Links to the next page of a list, and back to its start; `next` is the cursor that the list gave. */
export function Pagination({ next }: { readonly next: string | null }): VNode | null {
  const words = useWords(pageWords);
  const { request } = usePage();
  const [path = '/', query = ''] = request.url.split('?', 2);
  const isFirst = !new URLSearchParams(query).has('after');
  if (isFirst && next === null) return null;
  const linkTo = (after: string | null): string => {
    const parameters = new URLSearchParams(query);
    parameters.delete('after');
    if (after !== null) parameters.set('after', after);
    return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
  };
  return (
    <nav class="bd-pages" aria-label={words.pages}>
      {isFirst ? null : <a href={linkTo(null)}>{words.first}</a>}
      {next === null ? null : (
        <a class="bd-btn second small" href={linkTo(next)} rel="next">
          {words.next}
        </a>
      )}
    </nav>
  );
}
