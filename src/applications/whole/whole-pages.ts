import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../accounts/index.ts';
import { exportFileName } from '../../calls/index.ts';
import { zipOf, type ZipEntry } from '../../platform/files/write-zip.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import type { Language } from '../../platform/page/index.ts';
import { renderPdf } from '../../platform/pdf/index.ts';
import type { Services } from '../../platform/services.ts';
import { applicationParams } from '../api-schemas.ts';
import { documentDesk, type DocumentDesk } from '../documents/desk.ts';
import { renderReceipt } from '../register/render-receipt.ts';
import { readersAccess } from '../routes.ts';
import { findWhole, type Whole } from './find-whole.ts';
import { wholeDocument } from './whole-document.ts';
import { readReceipts, readWholeFile } from './whole-file.ts';
import { loadAdditions, type WholeAddition } from './whole-parts.ts';

const address = '/calls/:call/applications/:application';
const schema = { params: applicationParams, hide: true } as const;
/** Those of the body who may see documents and receipts as well. */
export const fileRoles = ['officer', 'panel-secretary', 'controller', 'auditor'] as const;
const fileAccess: Access = {
  who: 'named',
  power: 'read',
  roles: fileRoles,
  subject: 'application',
};

/** Everything about one application: to be read and kept, for programs, and with its documents. */
export function wholePages(services: Services): (app: App) => void {
  const desk = documentDesk(services);
  const answer =
    (send: (desk: DocumentDesk, request: FastifyRequest, asked: Asked) => Promise<Sent>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const whole = await findWhole(services, request);
      if (!whole) return answerProblem(request, reply, notFound);
      const additions = await loadAdditions(request, whole.application);
      const { name, type, content } = await send(desk, request, { whole, additions });
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('content-type', type)
        .send(content);
    };
  return (app) => {
    app.get(`${address}/pdf`, { config: { access: readersAccess }, schema }, answer(sendPdf));
    app.get(`${address}/json`, { config: { access: fileAccess }, schema }, answer(sendJson));
    app.get(`${address}/zip`, { config: { access: fileAccess }, schema }, answer(sendZip));
  };
}

interface Asked {
  readonly whole: Whole;
  readonly additions: readonly WholeAddition[];
}

interface Sent {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer | string | Readable;
}

function fileName({ application: { call, id } }: Whole, extension: string): string {
  return exportFileName(call, { name: `application-${id.slice(0, 8)}`, extension });
}

const exactName = 'application-text.json';

function documentOf({ config }: Services, { whole, additions }: Asked, language: Language) {
  const author = config.body.name;
  return wholeDocument(whole, { language, author, fileName: exactName, additions });
}

async function jsonOf(services: Services, { whole, additions }: Asked): Promise<string> {
  const added = Object.fromEntries(additions.map(({ name, json }) => [name, json]));
  return JSON.stringify({ ...(await readWholeFile(services, whole)), ...added }, null, 2);
}

async function sendPdf(
  { services }: DocumentDesk,
  { language }: FastifyRequest,
  asked: Asked,
): Promise<Sent> {
  const content = await renderPdf(documentOf(services, asked, language));
  return { name: fileName(asked.whole, 'pdf'), type: 'application/pdf', content };
}

async function sendJson(
  { services }: DocumentDesk,
  _request: FastifyRequest,
  asked: Asked,
): Promise<Sent> {
  const content = await jsonOf(services, asked);
  return { name: fileName(asked.whole, 'json'), type: 'application/json; charset=utf-8', content };
}

/** Each part is read when its turn in the file comes. */
async function sendZip(
  desk: DocumentDesk,
  { language }: FastifyRequest,
  asked: Asked,
): Promise<Sent> {
  const { services, store } = desk;
  const { whole, additions } = asked;
  const { application, documents, frozen, isComplete, entries } = whole;
  const at = new Date(entries.at(-1)?.at ?? application.frozenAt ?? application.updatedAt);
  const of = { callId: application.call.id, call: application.call.slug };
  const receipts = await readReceipts(services.database.db, whole);
  const made = (name: string, make: () => Promise<Buffer | string>): ZipEntry => ({
    name,
    at,
    open: async () => Readable.from([Buffer.from(await make())]),
  });
  const kept = (name: string, hash: string): ZipEntry => ({
    name,
    at,
    open: async () => {
      const stored = await store.read(hash);
      if (!stored) throw new Error(`the store has lost the content ${hash}`);
      return stored;
    },
  });
  const content = zipOf([
    made('application.pdf', () => renderPdf(documentOf(services, asked, language))),
    made('application.json', () => jsonOf(services, asked)),
    ...(frozen && isComplete ? [made(exactName, async () => frozen.bytes)] : []),
    ...receipts.flatMap((receipt) => [
      made(`receipts/receipt-${receipt.entry.number}.pdf`, () =>
        renderReceipt(services, of, { receipt, language }),
      ),
      made(`receipts/receipt-${receipt.entry.number}.json`, async () =>
        JSON.stringify(receipt, null, 2),
      ),
    ]),
    ...documents.map(({ slot, version, name, sha256 }, index) =>
      kept(
        `documents/${String(index + 1).padStart(2, '0')}-${plainName(slot)}-v${version}-${plainName(name)}`,
        sha256,
      ),
    ),
    ...additions.flatMap(({ files }) => files.map((file) => kept(file.name, file.hash))),
  ]);
  return { name: fileName(whole, 'zip'), type: 'application/zip', content };
}

/** As every system accepts it, without folders. */
export function plainName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_').replace(/^\.+/, '_');
}
