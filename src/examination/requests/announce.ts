import { sql } from 'kysely';
import { findRecipients, type Recipient } from '../../applications/index.ts';
import type { PublishedVersion } from '../../calls/index.ts';
import type { Localized } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { isMailAddress, oneLine, type Message } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import { formatDay } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { announcementWords } from './announcement-words.ts';
import { findRequest } from './queries.ts';
import type { RequestKey, RequestRecord } from './request.ts';

export type Announced = 'sent' | 'extended' | 'withdrawn';

/**
 * Tells those who write for the lead, and the certified address of the lead where it has one, that something about a
 * request is to be read; the message only announces it. Gives the ids of the messages.
 */
export async function announce(
  tx: Tx,
  key: RequestKey,
  { what, published }: { readonly what: Announced; readonly published: PublishedVersion },
): Promise<readonly string[]> {
  const request = await findRequest(tx, key);
  const about = await findAbout(tx, key);
  if (!request || !about) throw new Error('a request has gone under its lock');
  const ids: string[] = [];
  for (const to of await recipientsOf(tx, key, about)) {
    const title = published.call.document.title;
    ids.push(await queueMessage(tx, messageTo(to, { what, request, about, title })));
  }
  return ids;
}

interface About {
  readonly title: string;
  readonly leadId: string;
  readonly domicile: string | null;
  readonly slug: string;
  readonly mode: Mode;
  readonly bodyName: string;
}

async function findAbout(
  tx: Tx,
  { callId, applicationId }: RequestKey,
): Promise<About | undefined> {
  const { rows } = await sql<About>`
    select a.title, a.lead_id as "leadId", l.digital_domicile as domicile, c.slug, c.mode, b.name as "bodyName"
      from application a
      join organisation l on l.id = a.lead_id
      join call c on c.id = a.call_id
      join body b on b.id = c.body_id
     where a.call_id = ${callId} and a.id = ${applicationId}::uuid`.execute(tx);
  return rows[0];
}

/** Each address once. */
async function recipientsOf(
  tx: Tx,
  { callId }: RequestKey,
  { leadId, domicile }: About,
): Promise<readonly Recipient[]> {
  const people = await findRecipients(tx, { organisationIds: [leadId], callId, scope: 'edit' });
  const known = new Set(people.map(({ email }) => email.toLowerCase()));
  const certified: readonly Recipient[] =
    domicile !== null && isMailAddress(domicile) && !known.has(domicile.toLowerCase())
      ? [{ personId: null, email: domicile, language: 'it' }]
      : [];
  return [...certified, ...people];
}

function messageTo(
  to: Recipient,
  {
    what,
    request,
    about,
    title,
  }: {
    readonly what: Announced;
    readonly request: RequestRecord;
    readonly about: About;
    readonly title: Localized;
  },
): Message {
  const { language } = to;
  const words = announcementWords[language];
  const { subject, text, label } = words[request.kind][what]({
    project: oneLine(about.title, 300),
    call: oneLine(title[language], 300),
    body: oneLine(about.bodyName, 200),
    points: request.items.length,
    due: formatDay(request.sent?.dueOn ?? '', language),
  });
  return {
    kind: `${request.kind}-${what}`,
    about: `application/${request.applicationId}`,
    personId: to.personId,
    recipient: to.email,
    language,
    subject,
    text: about.mode === 'live' ? text : `${words.modes[about.mode]}\n\n${text}`,
    link: {
      label,
      address: `/calls/${about.slug}/applications/${request.applicationId}/requests/${request.number}`,
    },
  };
}
