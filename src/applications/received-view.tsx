import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import {
  Details,
  Facts,
  Hash,
  Instant,
  KeyFigures,
  Section,
  Table,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { addressOf } from './addresses.ts';
import type { ApplicationRecord, RegisterLine } from './application-record.ts';
import { ContentSummary } from './content-summary.tsx';
import { StateTag } from './list-view.tsx';
import { protocolOf } from './register/entry.ts';
import { readSnapshot, type NamedPartner } from './snapshot.ts';
import { applicationWords } from './words.ts';

/** What was submitted, for the people of the body; nothing of what was written before or after. */
export function ReceivedView({
  application,
  entry,
  bytes,
  document,
}: {
  readonly application: ApplicationRecord;
  readonly entry: RegisterLine;
  readonly bytes: Buffer;
  readonly document: CallDocument;
}): VNode {
  const words = useWords(applicationWords);
  const { lead, partners, content, call } = readSnapshot(bytes);
  const isWithdrawn = application.lastEntry?.kind === 'withdrawal';
  const address = addressOf(application);
  return (
    <>
      <p class="bd-row">
        <StateTag state={isWithdrawn ? 'withdrawn' : 'submitted'} />
      </p>
      <KeyFigures
        facts={[
          { term: words.protocol, value: protocolOf(call.slug, entry.number) },
          { term: words.receivedAt, value: <Instant at={new Date(entry.at)} isExact /> },
          { term: words.lead, value: lead.name },
        ]}
      />
      <ContentSummary
        document={document}
        content={content}
        isOpen
        names={new Map(partners.map(({ id, name }) => [id, name]))}
      />
      <Partners partners={partners} document={document} />
      <Section id="frozen" title={words.frozenText}>
        <Facts
          facts={[
            { term: words.hash, value: <Hash value={entry.snapshotHash} /> },
            { term: words.version, value: String(call.version) },
          ]}
        />
        <Details summary={words.exactText}>
          <pre class="bd-wrap">
            <code>{bytes.toString('utf8')}</code>
          </pre>
        </Details>
        <p>
          <a href={`${address}/snapshots/${entry.snapshotHash}`}>{words.download}</a>
        </p>
      </Section>
    </>
  );
}

function Partners({
  partners,
  document,
}: {
  readonly partners: readonly NamedPartner[];
  readonly document: CallDocument;
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  return (
    <Section id="partners" title={words.organisations}>
      <Table
        caption={words.organisations}
        rows={partners}
        keyOf={({ id }) => id}
        columns={[
          { title: words.partner, isRowHead: true, cell: ({ name }) => name },
          { title: words.fiscalCode, cell: ({ fiscalCode }) => fiscalCode },
          {
            title: words.role,
            cell: ({ role }) =>
              document.partnership?.roles.find(({ id }) => id === role)?.label[language] ??
              words.lead,
          },
        ]}
      />
    </Section>
  );
}
