import { expect } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import type { DialogueCast } from './dialogue-steps.ts';

const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Record<string, unknown>[];
const act = {
  act: 'Determinazione n. 12',
  day: '2025-01-20',
  ground: 'Art. 14, c. 4',
  reasons: 'La riserva non ha altre domande.',
};
const choice = { kind: 'move', from: 'paths-reserve', to: 'events', amount: '100.00' };
const changes = { pots: { purse: '25000.00' } };

/** Every operation of the desk of rankings, as it is described; gives what was decided and what is left of the trials. */
export async function useRankingDesk({
  ask,
  officer,
  call,
}: Pick<DialogueCast, 'ask' | 'officer' | 'call'>): Promise<readonly unknown[]> {
  const frozen = await ask(officer, `POST ${call}/rounds`, { status: 201 });
  const round = `${call}/rounds/${Number(frozen.body['number'])}`;
  expect(itemsOf(await ask(officer, `GET ${call}/rounds?limit=1`))).toHaveLength(1);
  const state = async () => (await ask(officer, `GET ${round}`)).body['state'];
  const { body } = await ask(officer, `GET ${round}`);
  const [ranking] = body['rankings'] as readonly { readonly unit: string }[];
  await ask(officer, `GET ${round}/rankings/${ranking?.unit ?? ''}`);
  await ask(officer, `GET ${round}/rankings/none`, { status: 404 });
  await ask(officer, `POST ${call}/decisions/effect`, { body: { choice } });
  const wrong = { ...choice, amount: '0.00' };
  await ask(officer, `POST ${call}/decisions/effect`, { status: 422, body: { choice: wrong } });
  const asked = { choice, state: await state(), ...act };
  const taken = await ask(officer, `POST ${call}/decisions`, { status: 201, body: asked });
  await ask(officer, `POST ${call}/decisions`, { status: 409, body: asked });
  const decision = `${call}/decisions/${Number(taken.body['number'])}`;
  const decided = itemsOf(await ask(officer, `GET ${call}/decisions`)).map(({ act: of }) => of);
  const withdrawal = { because: 'Il verbale conteneva un errore.', state: await state() };
  await ask(officer, `POST ${decision}/withdrawal`, { status: 204, body: withdrawal });
  await ask(officer, `POST ${decision}/withdrawal`, { status: 409, body: withdrawal });
  await ask(officer, `POST ${round}/what-if`, { body: { changes } });
  const strange = { pots: { none: '1.00' } };
  await ask(officer, `POST ${round}/what-if`, { status: 422, body: { changes: strange } });
  const kept = await ask(officer, `POST ${call}/what-ifs`, {
    status: 201,
    body: { name: 'Meno risorse', changes },
  });
  expect(itemsOf(await ask(officer, `GET ${call}/what-ifs`))).toHaveLength(1);
  await ask(officer, `DELETE ${call}/what-ifs/${Number(kept.body['number'])}`, { status: 204 });
  return [decided, itemsOf(await ask(officer, `GET ${call}/what-ifs`)).length];
}
