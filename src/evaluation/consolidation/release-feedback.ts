import { sql } from 'kysely';
import { addressOf, findApplicationIn, findRecipients } from '../../applications/index.ts';
import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { oneLine } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { Language } from '../../platform/page/index.ts';
import { membershipOf } from '../queries.ts';
import type { ConsolidationRefused } from './open-sheets.ts';

export interface ReleaseAct {
  readonly callId: number;
  readonly personId: string;
  /** At most so many at once, the first of the register first; those that were released already do not count. */
  readonly limit: number;
}

export type ReleaseOutcome =
  | { readonly type: 'released'; readonly count: number }
  | ConsolidationRefused;

/**
 * Lets applicants read what the panel decided, for whatever is in minutes that are closed: once for each, and each is
 * told by mail. Only the secretary does.
 */
export async function releaseFeedback(tx: Tx, act: ReleaseAct): Promise<ReleaseOutcome> {
  const { callId, personId, limit } = act;
  const member = await membershipOf(tx, callId, personId);
  if (member?.part !== 'secretary') return { type: 'refused', code: 'not-of-the-panel' };
  const { rows } = await sql<{ id: string; applicationId: string }>`
    with waiting as (
      select c.id from consolidation c
        join minutes m on m.session_id = c.session_id
        join examination x on x.call_id = c.call_id and x.application_id = c.application_id
       where c.call_id = ${callId} and c.state = 'decided'
         and not exists (select from feedback_release f where f.consolidation_id = c.id)
       order by x.entry_number limit ${limit}
         for no key update of c
    ), released as (
      insert into feedback_release (consolidation_id, released_by)
      select id, ${personId} from waiting on conflict do nothing returning consolidation_id
    )
    select c.id, c.application_id as "applicationId" from released r join consolidation c on c.id = r.consolidation_id
     order by c.application_id`.execute(tx);
  for (const { applicationId } of rows) await tell(tx, callId, applicationId);
  if (rows.length > 0)
    await recordAct(tx, {
      chain: `call/${callId}`,
      act: 'feedback-released',
      subject: `call/${callId}`,
      personId,
      content: canonicalJson(rows.map(({ id }) => id)),
    });
  return { type: 'released', count: rows.length };
}

async function tell(tx: Tx, callId: number, applicationId: string): Promise<void> {
  const application = await findApplicationIn(tx, callId, applicationId);
  if (!application) return;
  const { lead, title, call } = application;
  const people = await findRecipients(tx, { organisationIds: [lead.id], callId, scope: 'edit' });
  for (const to of people) {
    const { subject, text, label } = said[to.language](
      oneLine(title, 120),
      call.title[to.language],
    );
    await queueMessage(tx, {
      kind: 'feedback-released',
      about: `application/${applicationId}`,
      personId: to.personId,
      recipient: to.email,
      language: to.language,
      subject,
      text,
      link: { label, address: `${addressOf(application)}/feedback` },
    });
  }
}

const said: Readonly<
  Record<
    Language,
    (title: string, call: string) => { subject: string; text: string; label: string }
  >
> = {
  it: (title, call) => ({
    subject: `Valutazione della domanda «${title}»`,
    text: `Il Nucleo ha valutato la domanda «${title}», nel bando «${oneLine(call, 300)}».\n\nNella domanda si leggono i punti e le motivazioni di ogni criterio.`,
    label: 'Leggi la valutazione',
  }),
  en: (title, call) => ({
    subject: `Assessment of the application “${title}”`,
    text: `The panel has assessed the application “${title}”, in the call “${oneLine(call, 300)}”.\n\nThe points and the reasons of each criterion are in the application.`,
    label: 'Read the assessment',
  }),
};
