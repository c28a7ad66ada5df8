import { recordTrialPerson } from '../accounts/index.ts';
import { recordAct } from '../platform/journal.ts';
import type { Loading } from './loading.ts';

/** Writes down the people one can be, with what one can do as them. */
export async function addPeople({ services, data, done }: Loading): Promise<void> {
  await services.database.db.transaction().execute(async (tx) => {
    const added: string[] = [];
    for (const { givenName, familyName, fiscalCode, about } of data.people) {
      const person = { givenName, familyName, fiscalCode, note: about };
      const recorded = await recordTrialPerson(tx, person);
      if (recorded) added.push(recorded.id);
    }
    if (added.length === 0) return;
    await recordAct(tx, {
      chain: 'accounts',
      act: 'people-invented',
      subject: 'trial/people',
      personId: null,
      ground: data.ground,
      content: JSON.stringify(added),
    });
  });
  done('people');
}
