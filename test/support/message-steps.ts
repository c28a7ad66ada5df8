import { sql } from 'kysely';
import { expect } from 'vitest';
import { printTasks, type Press } from '../../src/examination/index.ts';
import type { ApiAnswer } from './api-client.ts';
import { submitApplication, type DialogueCast } from './dialogue-steps.ts';
import { pdf } from './document-scene.ts';

type Line = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Line[];
const idOf = (own: string): string => own.split('/').at(-1) ?? '';

/** Every operation on messages, as it is described; gives what is left unread and undelivered. */
export async function useMessages(cast: DialogueCast): Promise<readonly unknown[]> {
  const { ask, call, lead, officer } = cast;
  const own = await submitApplication(cast, 'Lampioni di cui si scrive');
  const path = `${own}/messages`;
  await ask(officer, `POST ${path}`, { status: 422, body: { text: ' \n ' } });
  await ask(officer, `POST ${path}`, { status: 201, body: { text: 'Manca la planimetria.' } });
  const sent = await ask(lead, `POST ${path}/files`, {
    status: 201,
    form: formOf(pdf('the plan'), pdf('the section')),
  });
  const number = String(sent.body['number']);
  const wrong = formOf(pdf('the plan'), Buffer.from([0, 1, 255]));
  await ask(lead, `POST ${path}/files`, { status: 422, form: wrong });
  await ask(officer, `GET ${path}/${number}/files/2`);
  await ask(officer, `GET ${path}/1/files/1`, { status: 404 });
  await ask(officer, `POST ${path}/readings`, { status: 204, body: { upTo: Number(number) } });
  const listed = await ask(lead, `GET ${path}?limit=1`);
  const rest = await ask(lead, `GET ${path}?after=${String(listed.body['next'])}`);
  expect([...itemsOf(listed), ...itemsOf(rest)]).toHaveLength(2);
  await ask(officer, `GET ${path}?after=nonsense`, { status: 400 });
  expect(itemsOf(await ask(officer, `GET ${call}/messages?limit=1`))).toHaveLength(1);
  await ask(lead, `GET ${call}/messages`, { status: 403 });
  const unread = itemsOf(await ask(officer, `GET ${call}/messages?unread=true`));
  return [unread.some(({ application }) => application === idOf(own)), await settle(cast, own)];
}

function formOf(...files: readonly Buffer[]): FormData {
  const form = new FormData();
  form.append('text', 'Eccole.');
  for (const file of files) form.append('file', new Blob([new Uint8Array(file)]), 'pianta.pdf');
  return form;
}

/** Mail that never arrived is noted as dealt with; gives how often it is still on the list. */
async function settle({ ask, call, officer, database }: DialogueCast, own: string) {
  const { rows } = await sql<{ readonly id: string }>`
    insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
    values ('office-message', ${`application/${idOf(own)}`}, 'gone@example.org', 'it', 'Prova', 'Testo',
            'failed', now(), '550 no such mailbox') returning id`.execute(database.db);
  const id = rows[0]?.id ?? '';
  const failures = `${call}/delivery-failures`;
  const found = itemsOf(await ask(officer, `GET ${failures}`));
  expect(found.map((each) => each['id'])).toContain(id);
  const settlement = `POST ${failures}/${id}/settlement`;
  await ask(officer, settlement, { status: 204, body: { act: 'note', note: 'Telefonato' } });
  await ask(officer, settlement, { status: 409, body: { act: 'note', note: 'Telefonato' } });
  const left = itemsOf(await ask(officer, `GET ${failures}`));
  return left.filter((each) => each['id'] === id).length;
}

interface LettersCast extends DialogueCast {
  readonly press: Press;
}

/** Every operation on letters, as it is described; gives which letters the lead got, the latest first. */
export async function useLetters(cast: LettersCast): Promise<readonly unknown[]> {
  const { ask, call, lead, officer, press } = cast;
  const own = await submitApplication(cast, 'Lampioni a cui si scrive');
  await decide(cast, own, 'admitted');
  const path = `${own}/letters`;
  const letter = { template: 'admitted' };
  await ask(officer, `POST ${path}`, { status: 422, body: { template: 'nothing' } });
  await ask(officer, `GET ${own}/letter-previews/admitted`);
  await ask(officer, `POST ${path}`, { status: 202, body: letter });
  await ask(officer, `POST ${path}`, { status: 409, body: letter });
  const [first = {}] = itemsOf(await ask(lead, `GET ${path}`));
  const file = `${path}/${String(first['number'])}/file`;
  await ask(lead, `GET ${file}`, { status: 404 });
  const { id } = await press.db
    .selectFrom('print')
    .innerJoin('letter', 'letter.print_id', 'print.id')
    .select('print.id')
    .where('letter.application_id', '=', idOf(own))
    .executeTakeFirstOrThrow();
  await printTasks(press)[0]?.run({ id }, { number: 1, isLast: false });
  await ask(lead, `GET ${file}`);
  await decide(cast, own, 'not-admitted');
  const letters = `${call}/letters`;
  await ask(lead, `POST ${letters}`, { status: 403, body: letter });
  await ask(officer, `POST ${letters}`, { status: 422, body: { template: 'nothing' } });
  await ask(officer, `POST ${letters}`, { status: 202, body: { template: 'not-admitted' } });
  const { body } = await ask(officer, `GET ${letters}`);
  expect(body['batches']).toHaveLength(1);
  return itemsOf(await ask(officer, `GET ${path}`)).map(({ template }) => template);
}

/** As the office decides it: what leads there has steps of its own. */
async function decide(
  { database: { db }, officer }: LettersCast,
  own: string,
  outcome: 'admitted' | 'not-admitted',
): Promise<void> {
  const text = 'Manca la sede.';
  const reasons =
    outcome === 'admitted'
      ? []
      : [{ check: null, title: { it: 'Sede', en: 'Seat' }, article: 'art. 4', text }];
  await sql`
    insert into outcome_act (call_id, application_id, number, entry_number, kind, reasons, snapshot_hash, person_id)
    select call_id, application_id, 1 + (select count(*) from outcome_act o where o.application_id = x.application_id),
           entry_number, ${outcome}, ${JSON.stringify(reasons)}::jsonb, snapshot_hash, (select id from person where family_name = ${officer})
      from examination x where application_id = ${idOf(own)}::uuid`.execute(db);
  await sql`
    update examination set state = 'decided', outcome = ${outcome} where application_id = ${idOf(own)}::uuid`.execute(
    db,
  );
}
