import type { VNode } from 'preact';
import {
  Button,
  DateField,
  Day,
  formatDay,
  Note,
  SearchForm,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { ShownHolder } from './publication-rules.ts';
import type { MemberRow } from './queries.ts';
import { publicationWords } from './words.ts';

export interface MembersProps {
  readonly slug: string;
  /** Nothing when what was asked is no day. */
  readonly day: string | undefined;
  readonly asked: string;
  readonly total: number;
  readonly page: number;
  readonly lastPage: number;
  readonly members: readonly (MemberRow & { readonly shown: ShownHolder })[];
}

/** Who is in the list of a call on a day of one's choice. */
export function MembersContent(props: MembersProps): VNode {
  const { slug, day, asked, total } = props;
  const { language } = usePage();
  const words = useWords(publicationWords);
  return (
    <>
      <SearchForm action={`/calls/${slug}/results/members`} label={words.membership}>
        <DateField name="on" label={words.membershipDay} value={day ?? asked} />
        <Button isSecondary>{words.membershipShow}</Button>
      </SearchForm>
      {day === undefined ? (
        <Note tone="warn" title={words.dayUnread} />
      ) : (
        <h2>
          {total === 0
            ? words.membershipNone(formatDay(day, language))
            : words.membershipOn(formatDay(day, language), total)}
        </h2>
      )}
      {total === 0 ? null : <MembersTable {...props} />}
      <MemberPages {...props} />
    </>
  );
}

function MembersTable({ slug, members }: MembersProps): VNode {
  const words = useWords(publicationWords);
  return (
    <Table
      caption={words.membership}
      isCaptionHidden
      rows={members}
      keyOf={({ pseudonym, actNumber, fromDay }) => `${pseudonym}/${actNumber}/${fromDay}`}
      columns={[
        {
          title: words.applicant,
          cell: ({ shown, pseudonym, actNumber }) => (
            <a href={`/calls/${slug}/results/${actNumber}/applications/${pseudonym}`}>
              {shown.name ?? `${words.notNamed} (${pseudonym})`}
            </a>
          ),
        },
        { title: words.province, cell: ({ shown }) => shown.province ?? '–' },
        { title: words.from, cell: ({ fromDay }) => <Day day={fromDay} /> },
        {
          title: words.until,
          cell: ({ untilDay }) => (untilDay === null ? words.noEnd : <Day day={untilDay} />),
        },
      ]}
    />
  );
}

function MemberPages({ slug, day, page, lastPage }: MembersProps): VNode | null {
  const words = useWords(publicationWords);
  if (day === undefined || lastPage <= 1) return null;
  const link = (to: number): string => `/calls/${slug}/results/members?on=${day}&page=${to}`;
  return (
    <p class="bd-row">
      {page > 1 ? <a href={link(page - 1)}>{words.previous}</a> : null}
      {page < lastPage ? <a href={link(page + 1)}>{words.next}</a> : null}
    </p>
  );
}
