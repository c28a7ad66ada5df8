import { findCall } from '../../src/calls/index.ts';
import { closeSession } from '../../src/evaluation/consolidation/close-session.ts';
import { loadRules, openSession } from '../../src/evaluation/consolidation/hold-session.ts';
import { listSeats } from '../../src/evaluation/consolidation/queries.ts';
import { makePrint } from '../../src/examination/index.ts';
import { openFileStore } from '../../src/platform/files/open-file-store.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import type { Services } from '../../src/platform/services.ts';
import type { World } from '../support/application-world.ts';
import { inParts } from '../support/form-in-parts.ts';
import { openTestSession } from '../support/people.ts';

/** Minutes with their file, and a message with a file. */
export async function addEvaluation(
  {
    app,
    services,
    world,
  }: { readonly app: App; readonly services: Services; readonly world: World },
  named: {
    readonly slug: string;
    readonly id: string;
    readonly officer: string;
    readonly 'panel-secretary': string;
  },
): Promise<void> {
  await holdSession(services, { slug: named.slug, secretary: named['panel-secretary'] });
  await writeMessageWithFile(app, world, named);
}

/** A session of the panel that was closed, so that there are minutes with their file. */
async function holdSession(
  services: Services,
  { slug, secretary }: { readonly slug: string; readonly secretary: string },
): Promise<void> {
  const { db } = services.database;
  const call = await findCall(services, slug);
  if (!call) throw new Error('The scene has no call.');
  const { callId } = call;
  const act = { callId, personId: secretary, published: await loadRules(services, callId) };
  const present = (await listSeats(db, callId)).map(({ personId }) => personId);
  const opened = await db
    .transaction()
    .execute((tx) => openSession(tx, { ...act, heldOn: '2025-01-20', place: 'Sala', present }));
  if (opened.type !== 'opened') throw new Error(JSON.stringify(opened));
  const { number } = opened.session;
  const closed = await db
    .transaction()
    .execute((tx) => closeSession(tx, { ...act, number, notes: '' }));
  if (closed?.type !== 'closed') throw new Error(JSON.stringify(closed));
  const { id } = await db.selectFrom('print').select('id').executeTakeFirstOrThrow();
  await makePrint({ db, store: openFileStore(services.config) }, id);
}

/** The first message about the application, with a file. */
async function writeMessageWithFile(
  app: App,
  { database }: World,
  { slug, id, officer }: { readonly slug: string; readonly id: string; readonly officer: string },
): Promise<void> {
  const { headers } = await openTestSession(database.db, officer);
  const { payload, contentType } = inParts([
    ['text', 'Una nota'],
    ['file', { name: 'nota.txt', content: Buffer.from('Una nota in un file.') }],
  ]);
  const reply = await app.inject({
    method: 'POST',
    url: `/api/v1/calls/${slug}/applications/${id}/messages/files`,
    headers: { ...headers, 'content-type': contentType },
    payload,
  });
  if (reply.statusCode !== 201) throw new Error(reply.body);
}
