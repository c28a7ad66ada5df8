import { expect } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import type { PartnershipCast } from './partnership-steps.ts';

type Line = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Line[];

/** Every operation on the queue of an office, as it is described; gives how the first application stands at the end. */
export async function useQueue({
  ask,
  call,
  officer,
  stranger,
}: Pick<PartnershipCast, 'ask' | 'stranger'> & {
  /** The address of a call with applications that nobody has. */
  readonly call: string;
  readonly officer: string;
}): Promise<unknown> {
  const { body: me } = await ask(officer, 'GET /api/v1/me');
  const own = String(me['id'] ?? me['personId']);
  const all = await ask(officer, 'GET /api/v1/examinations?view=all&limit=2');
  const rest = await ask(
    officer,
    `GET /api/v1/examinations?view=all&after=${String(all.body['next'])}`,
  );
  expect(itemsOf(all)).toHaveLength(2);
  expect(itemsOf(rest).length).toBeGreaterThan(0);
  await ask(officer, 'GET /api/v1/examinations?after=nonsense', { status: 400 });
  expect(itemsOf(await ask(stranger, 'GET /api/v1/examinations?view=all'))).toEqual([]);
  const free = await ask(officer, `GET ${call}/examinations?view=unassigned&order=arrival`);
  await ask(stranger, `GET ${call}/examinations`, { status: 403 });
  const [first = {}, second = {}] = itemsOf(free);
  const addressOf = (line: Line) =>
    `${call}/applications/${String(line['application'])}/examination`;
  await ask(officer, `POST ${addressOf(first)}/assignment`, {
    body: { officer: own, from: null, reason: 'It was the first.' },
  });
  await ask(officer, `POST ${addressOf(first)}/assignment`, {
    status: 409,
    body: { officer: null, from: null },
  });
  await ask(officer, `POST ${addressOf(first)}/beginning`);
  await ask(stranger, `POST ${addressOf(first)}/beginning`, { status: 404 });
  const steps = {
    step: 'begin',
    items: [first, second].map((line) => ({
      call: line['call'],
      application: line['application'],
    })),
  };
  const { body: done } = await ask(officer, 'POST /api/v1/examination-steps', { body: steps });
  expect((done['results'] as readonly Line[]).map((each) => each['outcome'])).toEqual([
    'repeated',
    'done',
  ]);
  await ask(officer, `POST ${call}/examination-rotations`, { status: 422, body: { officers: [] } });
  await ask(officer, `POST ${call}/examination-rotations`, {
    status: 201,
    body: { officers: [own] },
  });
  await ask(officer, `GET ${call}/examination-workload`);
  await usePersonal({ ask, officer });
  const now = await ask(officer, `GET ${call}/examinations?text=${String(first['protocol'])}`);
  return itemsOf(now)[0]?.['state'];
}

async function usePersonal({
  ask,
  officer,
}: Pick<PartnershipCast, 'ask'> & { readonly officer: string }): Promise<void> {
  await ask(officer, 'PUT /api/v1/examination-filters/late', { body: { view: 'all' } });
  const { body } = await ask(officer, 'GET /api/v1/examination-filters');
  expect(body['filters']).toEqual([{ name: 'late', filter: { view: 'all', order: 'days' } }]);
  await ask(officer, 'DELETE /api/v1/examination-filters/late', { status: 204 });
  const days = await ask(officer, 'GET /api/v1/due-days?whose=all&limit=1');
  expect(itemsOf(days)).toHaveLength(1);
  const feed = await ask(officer, 'POST /api/v1/due-feed', { status: 201 });
  expect(feed.body['address']).toMatch(/due-days\.ics$/);
  await ask(officer, 'DELETE /api/v1/due-feed', { status: 204 });
}
