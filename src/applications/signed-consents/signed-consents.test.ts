import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter } from '../../../test/support/application-scene.ts';
import {
  makeSignedConsentScene,
  type Frozen,
  type SignedConsentScene,
} from '../../../test/support/signed-consent-scene.ts';
import { makeHolder, signMessage, signPdf } from '../../../test/support/signing-authority.ts';
import { findApplicationIn } from '../queries.ts';

let scene: SignedConsentScene;

beforeAll(async () => {
  scene = await makeSignedConsentScene();
}, 60_000);
afterAll(() => scene.close());

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function state({ path }: Frozen): Promise<unknown> {
  return (await scene.server.ask(scene.lead, `GET ${path}`)).body['state'];
}

async function refusal(frozen: Frozen, file: Uint8Array): Promise<unknown> {
  const { status, body } = await scene.send(frozen, file);
  expect(status).toBe(422);
  expect(await state(frozen)).toBe('frozen');
  return body['code'];
}

function keptFiles(): readonly string[] {
  if (!existsSync(scene.folder)) return [];
  const found = readdirSync(scene.folder, { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).map(({ name }) => name);
}

test('the text around, beside and inside: each signed form counts like the act itself', async () => {
  const holder = await scene.certify();
  const forms: readonly (readonly [string, (frozen: Frozen) => Promise<Buffer>])[] = [
    ['cades', ({ text }) => signMessage(holder, text)],
    ['cades', ({ print }) => signMessage(holder, print)],
    ['cades-detached', ({ print }) => signMessage(holder, print, { detached: true })],
    ['cades-detached', ({ text }) => signMessage(holder, text, { detached: true })],
    ['pades', ({ print }) => signPdf(holder, print)],
  ];
  for (const [form, sign] of forms) {
    const frozen = await scene.freeze();
    const file = await sign(frozen);
    const sent = await scene.send(frozen, file);
    expect([sent.status, sent.body['state']], JSON.stringify(sent.body)).toEqual([201, 'ready']);
    const place = `${frozen.path}/consents/${scene.partnerId}/signatures/${frozen.hash}`;
    const { body } = await scene.server.ask(scene.lead, `GET ${place}`);
    expect(body).toMatchObject({
      form,
      signer: 'Alba Prova, IT',
      issuer: 'Certificatore inventato, IT',
      revocation: 'not-checked',
      fileSha256: sha256(file),
    });
    expect(keptFiles()).toContain(sha256(file));
    expect((await scene.send(frozen, file)).status).toBe(200);
  }
}, 60_000);

test('who brings it is noted, who signed it consents, and the file cannot be taken away', async () => {
  const frozen = await scene.freeze();
  const file = await signMessage(await scene.certify(), frozen.text);
  await scene.send(frozen, file);
  const id = frozen.path.split('/').at(-1) ?? '';
  const { db } = scene.world.database;
  const act = await db
    .selectFrom('journal')
    .select(['person_id', 'on_behalf_of', 'to_state'])
    .where('subject', '=', `application/${id}`)
    .where('act', '=', 'consent-signed')
    .executeTakeFirstOrThrow();
  expect(act).toEqual({
    person_id: scene.leadPerson,
    on_behalf_of: scene.partnerId,
    to_state: 'ready',
  });
  const consent = await db
    .selectFrom('consent')
    .select('person_id')
    .where('application_id', '=', id)
    .where('organisation_id', '=', scene.partnerId)
    .executeTakeFirstOrThrow();
  expect(consent.person_id).toBe(scene.partnerPerson);
  await expect(db.updateTable('signed_consent').set({ form: 'pades' }).execute()).rejects.toThrow(
    /.+/,
  );
  await expect(db.deleteFrom('signed_consent').execute()).rejects.toThrow(/.+/);
  const place = join(scene.folder, sha256(file).slice(0, 2), sha256(file));
  expect(readFileSync(place).equals(file)).toBe(true);
});

test('each of them is told apart, and leaves nothing behind', async () => {
  const frozen = await scene.freeze();
  const before = keptFiles();
  const holder = await scene.certify();
  const good = await signMessage(holder, frozen.text);
  const altered = Buffer.from(good);
  const at = altered.indexOf('Lampioni');
  altered[at] = 0x6c;
  expect(await refusal(frozen, altered)).toBe('altered');
  const twin = await makeHolder({ name: 'Certificatore inventato', isAuthority: true });
  const fake = await scene.certify({}, twin);
  expect(await refusal(frozen, await signMessage(fake, frozen.text, { along: [twin] }))).toBe(
    'false-root',
  );
  const until = new Date(Date.now() - 60_000);
  expect(
    await refusal(frozen, await signMessage(await scene.certify({ until }), frozen.text)),
  ).toBe('expired');
  const other = await scene.freeze();
  expect(await refusal(frozen, await signMessage(holder, other.text))).toBe('other-text');
  expect(await refusal(frozen, await signPdf(holder, other.print))).toBe('other-text');
  const signed = await signPdf(holder, frozen.print);
  expect(await refusal(frozen, Buffer.concat([signed, Buffer.from('\n%%EOF\n')]))).toBe(
    'later-revision',
  );
  expect(await refusal(frozen, frozen.print)).toBe('not-signed');
  expect(await refusal(frozen, Buffer.alloc(0))).toBe('file-empty');
  const somebody = await scene.certify({ name: 'Altra Persona', fiscalCode: 'VRDNNA80A41H501X' });
  const { status, body } = await scene.send(frozen, await signMessage(somebody, frozen.text));
  expect([status, body['code']]).toEqual([422, 'another-person']);
  expect(body['detail']).toContain('Altra Persona, IT (VRDNNA80A41H501X)');
  expect(await state(frozen)).toBe('frozen');
  expect(keptFiles()).toEqual(before);
}, 60_000);

test('a PDF whose later part puts other words in place of the text is not the text', async () => {
  const frozen = await scene.freeze();
  const holder = await scene.certify();
  const content = /\/Contents (\d+) 0 R/.exec(frozen.print.toString('latin1'))?.[1] ?? '';
  const over = `\n${content} 0 obj\n<< /Length 30 >>\nstream\nBT (Non acconsento) Tj ET\nendstream\nendobj\n`;
  const changed = Buffer.concat([frozen.print, Buffer.from(over, 'latin1')]);
  expect(await refusal(frozen, await signPdf(holder, changed))).toBe('other-text');
});

test('a consent by signature is void with the text, like any other', async () => {
  const frozen = await scene.freeze();
  const holder = await scene.certify();
  await scene.send(frozen, await signMessage(holder, frozen.text));
  const undone = await scene.server.ask(
    scene.partner,
    `DELETE ${frozen.path}/consents/${scene.partnerId}`,
  );
  expect(undone.body['state']).toBe('draft');
  const again = await scene.send(frozen, await signMessage(holder, frozen.text));
  expect([again.status, again.body['code']]).toEqual([409, 'not-frozen']);
});

test('strangers do not find it, and the office sees it once it is submitted', async () => {
  const frozen = await scene.freeze();
  const file = await signMessage(await scene.certify(), frozen.text);
  const stranger = await scene.world.makePerson();
  await scene.world.givePower(stranger, await scene.world.makeOrganisation('Altri'), ['edit']);
  expect((await scene.send(frozen, file, null)).status).toBe(401);
  expect((await scene.send(frozen, file, await scene.server.tokenOf(stranger))).status).toBe(404);
  const reader = await scene.world.makePerson();
  await scene.world.givePower(reader, scene.partnerId, ['read']);
  expect((await scene.send(frozen, file, await scene.server.tokenOf(reader))).status).toBe(403);
  await scene.send(frozen, file);
  const place = `GET ${frozen.path}/consents/${scene.partnerId}/signatures/${frozen.hash}`;
  expect((await scene.server.ask(scene.officer, place)).status).toBe(404);
  const { db } = scene.world.database;
  const application = await findApplicationIn(
    db,
    scene.callId,
    frozen.path.split('/').at(-1) ?? '',
  );
  await db.transaction().execute((tx) => enter(tx, application!, 1));
  expect((await scene.server.ask(scene.officer, place)).status).toBe(200);
  expect(scene.server.faults()).toEqual([]);
});

test('the text to sign is the same bytes each time, and says what it is', async () => {
  const frozen = await scene.freeze();
  const printFor = (token: string) =>
    scene.server.app.inject({
      url: `${frozen.path}/snapshots/${frozen.hash}/print`,
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await printFor(scene.lead)).rawPayload.equals(frozen.print)).toBe(true);
  // It holds the costs that this call keeps confidential among partners.
  expect((await printFor(scene.partner)).statusCode).toBe(403);
  const text = frozen.print.toString('latin1');
  expect(text).toContain('Bottega Ferro');
  expect(text).toContain(frozen.hash.slice(0, 32));
  expect(text).toContain(frozen.hash.slice(32));
});

test('a call that takes signatures only, or accounts only', async () => {
  for (const way of ['signature', 'account']) {
    const own = await makeSignedConsentScene(
      `consent: { article: "art. 9, c. 3", by: [${way}] }\n`,
    );
    try {
      const frozen = await own.freeze();
      const file = await signMessage(await own.certify(), frozen.text);
      const organisation = { organisation: own.partnerId, hash: frozen.hash };
      const asked = `POST ${frozen.path}/consents`;
      const send = () => own.send(frozen, file);
      const act = () => own.server.ask(own.partner, asked, organisation);
      // What is refused first, so that it is not only a repetition.
      const [first, second] = way === 'signature' ? [act, send] : [send, act];
      const replies = [await first(), await second()];
      expect(replies.map(({ status }) => status)).toEqual([409, 201]);
      expect(replies[0]?.body['code']).toBe('way-not-allowed');
    } finally {
      await own.close();
    }
  }
}, 60_000);
