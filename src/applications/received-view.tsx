import type { ComponentChildren, VNode } from 'preact';
import type { PublishedVersion } from '../calls/index.ts';
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
import { documentWords, kindText, sizeText } from './documents/words.ts';
import type { HandedIn, SnapshotDocument } from './documents/handed-in.ts';
import { ReceivedFigures } from './received-figures.tsx';
import { StateTag } from './list-view.tsx';
import { protocolOf } from './register/entry.ts';
import { ScanTag } from './scans/scan-tag.tsx';
import { readSnapshot, type NamedPartner } from './snapshot.ts';
import { Everything } from './whole/everything-view.tsx';
import { applicationWords } from './words.ts';

/** What was submitted, for the people of the body; nothing of what was written before or after. */
export function ReceivedView({
  application,
  entry,
  bytes,
  rules,
  parts,
  isTextOnly,
}: {
  readonly application: ApplicationRecord;
  readonly entry: RegisterLine;
  readonly bytes: Buffer;
  /** The rules under which it was submitted. */
  readonly rules: PublishedVersion['call'];
  /** What later domains show of it. */
  readonly parts: ComponentChildren;
  /** Whether whoever looks may not have the receipts. */
  readonly isTextOnly: boolean;
}): VNode {
  const words = useWords(applicationWords);
  const { lead, partners, content, call, documents = [] } = readSnapshot(bytes);
  const { document } = rules;
  const names = new Map(partners.map(({ id, name }) => [id, name]));
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
      {parts}
      <ContentSummary document={document} content={content} isOpen names={names} />
      <ReceivedFigures id={application.id} content={content} call={rules} names={names} />
      <Partners partners={partners} document={document} />
      <Documents
        address={address}
        documents={documents}
        document={document}
        known={application.documents}
      />
      <Everything address={address} isTextOnly={isTextOnly} />
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

/** The documents that the submitted text names, to be downloaded. */
function Documents({
  address,
  documents,
  document,
  known,
}: {
  readonly address: string;
  readonly documents: readonly SnapshotDocument[];
  readonly document: CallDocument;
  /** What is known of them now. */
  readonly known: readonly HandedIn[];
}): VNode | null {
  const words = useWords(documentWords);
  const { language } = usePage();
  if (documents.length === 0) return null;
  const titleOf = ({ slot }: SnapshotDocument): string =>
    document.papers?.find(({ id }) => id === slot.split('~')[0])?.title[language] ?? slot;
  return (
    <Section id="documents" title={words.handedIn}>
      <Table
        caption={words.handedIn}
        rows={documents}
        keyOf={({ slot }) => slot}
        columns={[
          { title: words.section, isRowHead: true, cell: titleOf },
          {
            title: words.file,
            cell: ({ slot, version, name }) => (
              <>
                <a href={`${address}/documents/${slot}/versions/${version}`}>
                  {words.download(name)}
                </a>{' '}
                <KnownScan
                  document={known.find((each) => each.slot === slot && each.version === version)}
                />
              </>
            ),
          },
          {
            title: words.size,
            cell: ({ bytes, kind }) => `${sizeText(bytes, language)}, ${kindText(kind, language)}`,
          },
        ]}
      />
    </Section>
  );
}

function KnownScan({ document }: { readonly document: HandedIn | undefined }): VNode | null {
  return document?.scan ? <ScanTag scan={document.scan} /> : null;
}
