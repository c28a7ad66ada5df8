import { recordAct } from '../../platform/journal.ts';
import type { Tx } from '../../platform/database.ts';
import type { Language } from '../../platform/page/index.ts';

/** How a person wants to be written to: in which language, and whether before calls close. */
export async function chooseMessages(
  tx: Tx,
  {
    personId,
    language,
    wantsReminders,
  }: {
    readonly personId: string;
    readonly language: Language;
    readonly wantsReminders: boolean;
  },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ language, wants_reminders: wantsReminders })
    .where('id', '=', personId)
    .execute();
  await recordAct(tx, {
    chain: 'accounts',
    act: 'messages-chosen',
    subject: `person/${personId}`,
    personId,
    content: JSON.stringify({ language, wantsReminders }),
  });
}
