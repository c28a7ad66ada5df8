import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hashBearer } from '../../accounts/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { takeBeforeFramework } from '../../platform/http/before-framework.ts';
import { programHeaders } from '../../platform/http/security-headers.ts';
import { rateHeaders } from '../../platform/http/rate-limit.ts';
import { isTrialHost } from '../../platform/http/trial-host.ts';
import { enterAct, type Desk, type Entered } from './enter.ts';
import { receiptText } from './receipt.ts';

export const submissionRoute = '/api/v1/calls/:call/applications/:application/submission';

const address =
  /^\/api\/v1\/calls\/([a-z0-9][a-z0-9.-]{0,199})\/applications\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/submission$/;
const plainBody = /^\s*\{\s*"snapshotHash"\s*:\s*"([0-9a-f]{64})"\s*\}\s*$/;
const bodyBytesMax = 200;

/** What became of acts that the framework has to answer for: it does not try them again. */
const outcomes = new WeakMap<IncomingMessage, Entered>();

export function takeOutcome(request: IncomingMessage): Entered | undefined {
  return outcomes.get(request);
}

/**
 * In the opening second the framework would take longer over a request than the register does. So the plain case of
 * the decisive act, a submission by a program that is entered, is answered here; whatever is unusual about a request
 * or its outcome is left to the framework, which finds the request as it came.
 */
export function addExpressActs(app: App, desk: Desk): void {
  const { config } = desk.services;
  const fixed = Object.entries({
    ...programHeaders(config),
    'content-type': 'application/json; charset=utf-8',
  }).flat();
  const answered = app.metrics.counter({
    name: 'bandolo_express_acts_total',
    help: 'Submissions that were entered and answered without the framework.',
  });
  takeBeforeFramework(app, (request, response, framework) => {
    const asked = readAsked(request);
    const isPlain =
      asked !== undefined &&
      app.isAtEase() &&
      !app.rateLimits.isAnybodySuspected() &&
      (!config.hasTrialSignIn || isTrialHost(request.headers));
    if (isPlain)
      request.once('readable', () => void enter(request, response, { asked, framework }));
    else framework();
  });

  async function enter(
    request: IncomingMessage,
    response: ServerResponse,
    { asked, framework }: { readonly asked: Asked; readonly framework: () => void },
  ): Promise<void> {
    const startedAtMs = performance.now();
    const snapshotHash = readSnapshotHash(request, asked);
    if (snapshotHash === undefined || !app.rateLimits.hasRoom(asked.credential)) {
      framework();
      return;
    }
    const entered = await enterAct(desk, { ...asked, act: { kind: 'submission', snapshotHash } });
    if (entered.type !== 'entered') {
      outcomes.set(request, entered);
      framework();
      return;
    }
    const requestId = randomUUID();
    const text = receiptText(entered.receipt);
    response.writeHead(201, [
      ...fixed,
      'x-request-id',
      requestId,
      ...rateHeaders(app.rateLimits.takePerson(asked.credential)),
      'content-length',
      String(Buffer.byteLength(text)),
    ]);
    response.end(text);
    request.resume();
    answered.add();
    const ms = performance.now() - startedAtMs;
    app.requestLog({ method: 'POST', route: submissionRoute, status: 201, ms, requestId });
  }
}

interface Asked {
  readonly call: string;
  readonly application: string;
  readonly credential: string;
  readonly tokenHash: Buffer;
  readonly bodyBytes: number;
}

/** What the head of a request asks for, when it is plain in every way. */
function readAsked({ method, url = '', headers }: IncomingMessage): Asked | undefined {
  if (method !== 'POST') return undefined;
  const [, call, application] = address.exec(url) ?? [];
  const { authorization: credential = '', accept = '*/*' } = headers;
  const bodyBytes = Number(headers['content-length'] ?? 0);
  const isPlain =
    headers['content-type'] === 'application/json' &&
    (accept === '*/*' || accept === 'application/json') &&
    headers['x-request-id'] === undefined &&
    bodyBytes > 0 &&
    bodyBytes <= bodyBytesMax;
  if (!isPlain || call === undefined || application === undefined) return undefined;
  const tokenHash = hashBearer(credential);
  return tokenHash && { call, application, credential, tokenHash, bodyBytes };
}

/** Reads the body and puts it back, so that the framework can still read it. */
function readSnapshotHash(request: IncomingMessage, { bodyBytes }: Asked): string | undefined {
  const body = request.read() as Buffer | null;
  if (body === null) return undefined;
  request.unshift(body);
  return body.length === bodyBytes ? plainBody.exec(body.toString('latin1'))?.[1] : undefined;
}
