import type { VNode } from 'preact';
import type { CallDocument, Localized } from '../engine/index.ts';
import { Facts, Instant, Section, Table, usePage, useWords } from '../platform/page/index.ts';
import type { FoundChanges } from './find-changes.ts';
import type { PublishedCall } from './published-call.ts';
import { Article, Given, OnlyFor, type DocumentProps } from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';
import { Changes } from './version-content.tsx';
import { callWords } from './words.ts';

/** What one does, in order. */
export function HowSection({
  document,
  call,
}: DocumentProps & { readonly call: PublishedCall }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const lead = document.partnership?.roles.find((role) => role.lead);
  return (
    <Section id="how" title={words.sections.how}>
      <ol>
        <li>{words.how.read}</li>
        <li>{words.how.collect(document.papers?.length ?? 0)}</li>
        <li>
          {words.how.signIn} {lead === undefined ? null : words.how.lead(lead.label[language])}
        </li>
        <li>{words.how.submit}</li>
      </ol>
      <p>{call.resubmission ? words.how.again : words.how.once}</p>
    </Section>
  );
}

/** How long the steps of the procedure last. */
export function ClocksTable({ document }: DocumentProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const { clocks, events } = document;
  if (clocks.length === 0) return null;
  const eventName = (id: string): string =>
    events.find((event) => event.id === id)?.title[language] ?? id;
  return (
    <Table
      caption={words.clocks}
      rows={clocks}
      keyOf={({ id }) => id}
      columns={[
        { title: words.clock, cell: ({ title }) => title[language] },
        { title: words.lasts, cell: (clock) => <Length clock={clock} /> },
        { title: words.fromEvent, cell: ({ start }) => <Given value={start}>{eventName}</Given> },
        { title: words.article, cell: ({ article }) => <span lang="it">{article}</span> },
      ]}
    />
  );
}

function Length({
  clock: { days, months },
}: {
  readonly clock: CallDocument['clocks'][number];
}): VNode {
  const words = useWords(sheetWords);
  if (days !== undefined) return <Given value={days}>{words.daysLong}</Given>;
  return months === undefined ? (
    <>{words.none}</>
  ) : (
    <Given value={months}>{words.monthsLong}</Given>
  );
}

interface Rule {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
}

/** How many applications one may make, and the rules that hold after the grant. */
export function ConditionsSection({ document }: DocumentProps): VNode {
  const words = useWords(sheetWords);
  const { uniqueness = [], variations = [], expenses = [], funding } = document;
  const hasLines = (document.lines?.length ?? 0) > 0 && funding !== undefined;
  const isEmpty = uniqueness.length + variations.length + expenses.length === 0 && !hasLines;
  return (
    <Section id="conditions" title={words.sections.conditions}>
      {isEmpty ? <p>{words.noConditions}</p> : null}
      <Rules title={words.unique} rules={uniqueness} document={document} />
      <Rules title={words.later} rules={variations} document={document} />
      <Rules title={words.expenses} rules={expenses} document={document} />
      {hasLines ? (
        <p>
          {funding.reallocation.allowed ? words.reallocation : words.noReallocation}{' '}
          <Article>{funding.reallocation.article}</Article>
        </p>
      ) : null}
    </Section>
  );
}

function Rules({
  title,
  rules,
  document,
}: DocumentProps & { readonly title: string; readonly rules: readonly Rule[] }): VNode | null {
  const { language } = usePage();
  if (rules.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {rules.map((rule) => (
          <li key={rule.id}>
            {rule.title[language]} <Article>{rule.article}</Article>
            <OnlyFor ids={rule.lines} document={document} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** The body that publishes, and where it is reached as this site knows it. */
export function ContactsSection({
  call,
  document,
}: DocumentProps & { readonly call: PublishedCall }): VNode {
  const words = useWords(sheetWords);
  const own = useWords(callWords);
  const { email, certifiedEmail, phone } = usePage().request.server.shell.body;
  const reached = [
    ...(document.body === call.bodyName
      ? []
      : [{ term: own.bodyAsWritten, value: <span lang="it">{document.body}</span> }]),
    ...(email === undefined
      ? []
      : [{ term: words.email, value: <a href={`mailto:${email}`}>{email}</a> }]),
    ...(certifiedEmail === undefined
      ? []
      : [
          {
            term: words.certifiedEmail,
            value: <a href={`mailto:${certifiedEmail}`}>{certifiedEmail}</a>,
          },
        ]),
    ...(phone === undefined ? [] : [{ term: words.phone, value: phone }]),
  ];
  return (
    <Section id="contacts" title={words.sections.contacts}>
      <p>
        <strong lang="it">{call.bodyName}</strong>. {words.contactsLead}
      </p>
      {(email ?? certifiedEmail ?? phone) === undefined ? <p>{words.noContacts}</p> : null}
      {reached.length === 0 ? null : <Facts facts={reached} />}
    </Section>
  );
}

const shownChanges = 10;

/** What the version in force changed; the whole list stands on its own page. */
export function LastChanges({
  call: { slug, version },
  changes: { from, changes },
}: {
  readonly call: PublishedCall;
  readonly changes: FoundChanges;
}): VNode {
  const words = useWords(sheetWords);
  if (from === undefined) return <p>{words.firstVersion}</p>;
  return (
    <>
      <h3>{words.lastChanges(from, version)}</h3>
      <Changes changes={changes.slice(0, shownChanges)} />
      <p>
        <a href={`/calls/${slug}/versions/${version}`}>{words.changesCount(changes.length)}</a>
      </p>
    </>
  );
}

export function UpdatedOn({ at }: { readonly at: Date }): VNode {
  const words = useWords(sheetWords);
  return (
    <p class="bd-2nd">
      {words.updated} <Instant at={at} />
    </p>
  );
}
