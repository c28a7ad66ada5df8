import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasPower, principalOf } from '../../accounts/index.ts';
import { exportFileName, findCall, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { renderPage, type Crumb, type Language } from '../../platform/page/index.ts';
import { addressOf, trailOf } from '../addresses.ts';
import type { RegisterOf } from './commit-entries.ts';
import { findRegister, type Desk } from './enter.ts';
import { findReceipt } from './queries.ts';
import type { Receipt } from './receipt.ts';
import { ReceiptView } from './receipt-view.tsx';
import { receiptWords } from './receipt-words.ts';
import { findReceived } from './received.ts';
import { renderReceipt } from './render-receipt.ts';
import { receiptParams } from './register-schema.ts';
import { receiptAccess } from './routes.ts';
import { registerWords } from './words.ts';

const schema = { params: receiptParams, hide: true };
const config = { access: receiptAccess };
const address = '/calls/:call/applications/:application/receipts/:number';

/** The receipt as a page, as a document to be kept, and for programs. */
export function addReceiptPages(app: App, desk: Desk): void {
  const { services } = desk;
  app.get(address, { config, schema }, async (request, reply) => {
    const found = await findShown(desk, request);
    if (!found) return answerProblem(request, reply, notFound);
    const { call, of, receipt } = found;
    const received = await findReceived(services, of, receipt);
    const { language } = request;
    const place = { id: receipt.entry.applicationId, call };
    return renderPage(request, reply, {
      title: receiptWords[language].title(receipt.protocol),
      heading: null,
      isNarrow: true,
      trail: [
        ...(isOwn(request) ? trailOf({ call }, language) : callTrail(call, language)),
        ...(received?.heading ? [{ text: received.heading.title, href: addressOf(place) }] : []),
      ],
      mode: call.mode,
      fictional: call.fictional,
      children: (
        <ReceiptView
          receipt={receipt}
          address={request.url.split('?')[0] ?? ''}
          received={received}
        />
      ),
    });
  });
  app.get(`${address}/pdf`, { config, schema }, async (request, reply) => {
    const found = await findShown(desk, request);
    if (!found) return answerProblem(request, reply, notFound);
    const { of, receipt } = found;
    const bytes = await renderReceipt(services, of, { receipt, language: request.language });
    return sendFile(reply, fileName(found, 'pdf'), 'application/pdf', bytes);
  });
  app.get(`${address}/json`, { config, schema }, async (request, reply) => {
    const found = await findShown(desk, request);
    if (!found) return answerProblem(request, reply, notFound);
    const text = JSON.stringify(found.receipt, null, 2);
    return sendFile(reply, fileName(found, 'json'), 'application/json; charset=utf-8', text);
  });
}

function isOwn(request: FastifyRequest): boolean {
  return request.subject !== null && hasPower(principalOf(request), 'read', request.subject);
}

function callTrail({ slug, title }: PublishedCall, language: Language): readonly Crumb[] {
  return [
    { text: registerWords[language].backToCalls, href: '/' },
    { text: title[language], href: `/calls/${slug}` },
  ];
}

interface Found {
  readonly call: PublishedCall;
  readonly of: RegisterOf;
  readonly receipt: Receipt;
}

/** The receipt that the address names, if it is one of this application. */
async function findShown(desk: Desk, request: FastifyRequest): Promise<Found | undefined> {
  const {
    call: slug,
    application,
    number,
  } = request.params as {
    readonly call: string;
    readonly application: string;
    readonly number: number;
  };
  const { services } = desk;
  const of = await findRegister(desk, slug);
  const receipt = of && (await findReceipt(services.database.db, of, number));
  const call = await findCall(services, slug);
  if (!of || !call || receipt?.entry.applicationId !== application) return undefined;
  return { call, of, receipt };
}

function fileName({ call, receipt }: Found, extension: 'pdf' | 'json'): string {
  return exportFileName(call, { name: `receipt-${receipt.entry.number}`, extension });
}

function sendFile(
  reply: FastifyReply,
  name: string,
  type: string,
  content: Buffer | string,
): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-type', type)
    .send(content);
}
