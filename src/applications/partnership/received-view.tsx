import type { VNode } from 'preact';
import { Instant, Section, Table, usePage, useWords } from '../../platform/page/index.ts';
import type { ReceivedInvitation } from './queries.ts';
import { partnershipWords } from './words.ts';

/** Invitations to one's organisations, above one's applications; nothing where there are none. */
export function ReceivedInvitations({
  invitations,
}: {
  readonly invitations: readonly ReceivedInvitation[];
}): VNode | null {
  const words = useWords(partnershipWords);
  const { language } = usePage();
  if (invitations.length === 0) return null;
  return (
    <Section id="received" title={words.received}>
      <p>{words.receivedLead}</p>
      <Table
        caption={words.received}
        isCaptionHidden
        rows={invitations}
        keyOf={({ invitation }) => invitation.id}
        columns={[
          {
            title: words.project,
            isRowHead: true,
            cell: ({ invitation, application: { title } }) => (
              <a href={`/invitations/${invitation.id}`}>{words.readInvitation(title)}</a>
            ),
          },
          { title: words.from, cell: ({ application: { lead } }) => lead.name },
          {
            title: words.call,
            isWide: true,
            cell: ({ application: { call } }) => call.title[language],
          },
          {
            title: words.validUntil,
            cell: ({ invitation }) => <Instant at={invitation.expiresAt} />,
          },
        ]}
      />
    </Section>
  );
}
