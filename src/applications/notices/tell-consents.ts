import type { Tx } from '../../platform/database.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { missingConsents } from '../application.ts';
import { findRecipients, type PersonOf } from '../partnership/recipients.ts';
import { findOrganisations } from '../queries.ts';
import { noticeWords, type VoidReason } from './words.ts';
import { listed, writeNotice, type NoticeSubject } from './write-notice.ts';

/** Asks everybody who may consent for a partner that has not, as soon as the text is frozen. */
export async function askForConsents(tx: Tx, application: ApplicationRecord): Promise<void> {
  const given = application.consents.map(({ organisationId }) => organisationId);
  const needed = application.partners.map(({ id }) => id);
  for (const { to, names } of await peopleOf(tx, application, missingConsents(needed, given)))
    await queueMessage(
      tx,
      writeNotice(subjectOf(application), {
        kind: 'consent-asked',
        what: 'asked',
        to,
        page: '#partners',
        said: { organisations: listed(names, to.language) },
      }),
    );
}

/** Tells those whose organisations had consented by whom the text was changed, and in what. */
export async function tellVoided(
  tx: Tx,
  application: ApplicationRecord,
  {
    personId,
    onBehalfOf,
    reasons,
  }: {
    readonly personId: string;
    readonly onBehalfOf: string;
    readonly reasons: readonly VoidReason[];
  },
): Promise<void> {
  const consented = application.consents.map(({ organisationId }) => organisationId);
  const people = await peopleOf(tx, application, consented);
  if (people.length === 0) return;
  const by = (await findOrganisations(tx, [onBehalfOf])).get(onBehalfOf)?.name ?? '';
  for (const { to } of people) {
    // Who has done it knows.
    if (to.personId === personId) continue;
    const { reasons: words } = noticeWords[to.language];
    const what = listed(
      reasons.map((reason) => words[reason]),
      to.language,
    );
    await queueMessage(
      tx,
      writeNotice(subjectOf(application), {
        kind: 'consent-voided',
        what: 'voided',
        to,
        said: { by, what },
      }),
    );
  }
}

export function subjectOf({ id, title, lead, call }: ApplicationRecord): NoticeSubject {
  return { id, title, leadName: lead.name, call };
}

interface Concerned {
  readonly to: PersonOf;
  /** Of the organisations for which they may consent. */
  readonly names: readonly string[];
}

/** Each person once, whatever the number of organisations they act for. */
async function peopleOf(
  tx: Tx,
  { call, partners }: ApplicationRecord,
  organisationIds: readonly string[],
): Promise<readonly Concerned[]> {
  const people = await findRecipients(tx, { organisationIds, callId: call.id, scope: 'consent' });
  return people.map((to) => ({
    to,
    names: partners.filter(({ id }) => to.organisationIds.includes(id)).map(({ name }) => name),
  }));
}
