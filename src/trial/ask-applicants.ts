import { actAs } from '../accounts/index.ts';
import {
  beginDraft,
  listRequests,
  offerItems,
  saveReply,
  sendReply,
  sendRequest,
  type RequestDraft,
  type RequestKind,
  type RequestRecord,
} from '../examination/requests/index.ts';
import { runAct } from '../platform/run-act.ts';
import { expectOutcome, idOf, type Loading } from './loading.ts';
import { examinedOf, leadOf, type DeskApplication, type OfficeDesk } from './office-desk.ts';
import { representativeOf } from './write-applications.ts';

/** Sends the request and the notice of an application, and has the request answered where it was. */
export async function askApplicants(
  loading: Loading,
  desk: OfficeDesk,
  application: DeskApplication,
): Promise<void> {
  const { request, notice } = application;
  if (request) {
    await ask(desk, application, 'clarification');
    if (request.answer) await answer(loading, desk, application);
  }
  if (notice !== undefined) await ask(desk, application, 'notice-against');
}

async function findOne(
  { db }: OfficeDesk,
  { key }: DeskApplication,
  kind: RequestKind,
): Promise<RequestRecord | undefined> {
  return (await listRequests(db, key)).find((each) => each.kind === kind);
}

async function ask(
  desk: OfficeDesk,
  application: DeskApplication,
  kind: RequestKind,
): Promise<void> {
  const { db, office, people, published } = desk;
  const { key, title } = application;
  const personId = idOf(people, office.officer);
  if (!(await findOne(desk, application, kind))) {
    const draft = await draftOf(desk, application, kind);
    const begun = await runAct(db, (tx) => beginDraft(tx, { ...key, kind, draft, personId }));
    expectOutcome(begun, title, 'done');
  }
  const found = await findOne(desk, application, kind);
  if (found?.state !== 'draft' || application.request?.isDraft) return;
  const { number, revision } = found;
  const sent = await runAct(db, (tx) =>
    sendRequest(tx, { ...key, number, revision, personId, published }),
  );
  expectOutcome(sent, title, 'done');
}

async function draftOf(
  desk: OfficeDesk,
  application: DeskApplication,
  kind: RequestKind,
): Promise<RequestDraft> {
  const { request, notice = '' } = application;
  if (kind === 'clarification')
    return {
      introduction: request?.introduction ?? '',
      items: (request?.points ?? []).map(({ text, fields = [], slot = null }, index) => ({
        id: `own-${index + 1}`,
        text,
        fields,
        slot,
        article: null,
      })),
    };
  const examined = await examinedOf(desk, application);
  return {
    introduction: notice,
    items: offerItems(examined, kind, 'it').map(({ item }) => item),
  };
}

async function answer(
  { services, data }: Loading,
  desk: OfficeDesk,
  application: DeskApplication,
): Promise<void> {
  const { db, definition, people, published } = desk;
  const { key, title, request } = application;
  const found = await findOne(desk, application, 'clarification');
  if (found?.state !== 'open' || !request?.answer) return;
  const { text, corrections } = request.answer;
  const texts = Object.fromEntries(found.items.map(({ id }) => [id, text]));
  const personId = idOf(people, representativeOf(data, leadOf(data, definition, title)));
  await actAs(services.database, [personId], async (actors) => {
    const principal = actors.get(personId)?.principal;
    if (!principal) throw new Error(`nobody acts for "${title}" of the trial`);
    const act = { ...key, number: found.number, personId, principal, published };
    const outcome = await runAct(db, async (tx) => {
      const revision = found.reply?.revision ?? 0;
      const saved = await saveReply(tx, { ...act, revision, content: { texts, corrections } });
      const written = expectOutcome(saved, title, 'done').request.reply?.revision ?? 0;
      return sendReply(tx, { ...act, revision: written });
    });
    expectOutcome(outcome, title, 'done');
  });
}
