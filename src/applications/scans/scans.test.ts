import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makeDocumentScene,
  pdf,
  type DocumentScene,
} from '../../../test/support/document-scene.ts';
import { eicar, openScanner, type Scanner } from '../../../test/support/scanner.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { startJobs, type Jobs } from '../../platform/jobs/start-jobs.ts';
import { createMetrics } from '../../platform/metrics.ts';
import { scanTasks } from './scan-content.ts';

let scene: DocumentScene;
let scanner: Scanner;
let jobs: Jobs;

beforeAll(async () => {
  scanner = await openScanner();
  scene = await makeDocumentScene({ clamd: scanner.address });
  const { database } = scene.world;
  const store = openFileStore({ filesFolder: scene.folder, s3: undefined });
  const silent = () => undefined;
  jobs = await startJobs({
    database,
    tasks: scanTasks({ db: database.db, store, clamd: scanner.address }),
    atOnce: 2,
    metrics: createMetrics(),
    log: { info: silent, warn: silent, error: silent } as never,
    pollMs: 50,
  });
}, 60_000);
afterAll(async () => {
  await jobs.stop();
  await scene.close();
  await scanner.close();
});

const resolution = '/documents/plan-resolution';

async function scanOf(path: string, version = 1): Promise<unknown> {
  const { body } = await scene.server.ask(scene.lead, `GET ${path}/documents`);
  const documents = body['documents'] as readonly { version: number; scan?: unknown }[];
  return documents.find((each) => each.version === version)?.scan;
}

test('a document is looked at after it was handed in, and nobody waits for that', async () => {
  const path = await scene.begin();
  const handed = await scene.put(scene.lead, path + resolution, pdf('clean'));
  expect(handed.status).toBe(201);
  expect(handed.body['scan']).toBeUndefined();
  await expect
    .poll(() => scanOf(path), { timeout: 10_000 })
    .toEqual({ state: 'clean', finding: '' });
  const reply = await scene.server.ask(scene.lead, `GET ${path}${resolution}/versions/1`);
  expect(reply.status).toBe(200);
});

test('one with a virus is named, and comes only to who knows it', async () => {
  const path = await scene.begin();
  await scene.put(scene.lead, path + resolution, pdf(`with ${eicar}`));
  const infected = { state: 'infected', finding: 'Eicar-Test-Signature' };
  await expect.poll(() => scanOf(path), { timeout: 10_000 }).toEqual(infected);
  const place = `${path}${resolution}/versions/1`;
  const refused = await scene.server.ask(scene.partner, `GET ${place}`);
  expect([refused.status, refused.body['code']]).toEqual([409, 'infected']);
  const taken = await scene.server.ask(scene.partner, `GET ${place}?despite=infected`);
  expect(taken.status).toBe(200);
  const browser = await scene.server.browserOf(scene.leadPerson);
  const warning = await browser.get(place.replace('/api/v1', ''));
  expect(warning.status).toBe(200);
  expect(warning.html).toMatch(/Eicar-Test-Signature/);
  expect(warning.html).toContain('?despite=infected');
  const list = await browser.get(`${path.replace('/api/v1', '')}/documents`);
  expect(list.html).toMatch(/(?:Contiene un virus|Contains a virus): Eicar-Test-Signature/);
  expect(scene.server.faults()).toEqual([]);
});

test('it keeps nobody from freezing and submitting, and the office sees what was found', async () => {
  const path = await scene.begin();
  await scene.put(scene.lead, path + resolution, pdf(`submitted with ${eicar}`));
  const { headers } = await scene.server.ask(scene.lead, `GET ${path}`);
  const frozen = await scene.server.ask(scene.lead, `POST ${path}/freeze`, undefined, {
    'if-match': String(headers['etag']),
  });
  expect(frozen.status).toBe(200);
  await scene.submit(path);
  await expect.poll(() => scanOf(path), { timeout: 10_000 }).toMatchObject({ state: 'infected' });
  const place = `${path}${resolution}/versions/1`;
  expect((await scene.server.ask(scene.officer, `GET ${place}`)).status).toBe(409);
});

test('while the scanner is away nothing is known, and it is asked again', async () => {
  const { address } = scanner;
  const { port } = address as { readonly port: number };
  await scanner.close();
  const path = await scene.begin();
  await scene.put(scene.lead, path + resolution, pdf('while it is away'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await scanOf(path)).toBeUndefined();
  const reply = await scene.server.ask(scene.lead, `GET ${path}${resolution}/versions/1`);
  expect(reply.status).toBe(200);
  scanner = await openScanner(port);
  await expect
    .poll(() => scanOf(path), { timeout: 15_000 })
    .toEqual({ state: 'clean', finding: '' });
}, 30_000);
