import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Receipt } from '../../src/applications/register/receipt.ts';
import type { ReadyApplication, RegisterWorld } from '../support/register-world.ts';

/** What a client was told: a receipt that it may rely on. */
export interface Acknowledged {
  readonly application: ReadyApplication;
  readonly receipt: Receipt;
  /** Instants of the client, in milliseconds: before it asked for the first time, and after the receipt arrived. */
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly attempts: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export function send(
  port: number,
  { method, path, token, body }: { method: string; path: string; token?: string; body?: object },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers, agent, timeout: 20_000 },
      (reply) => {
        let answer = '';
        reply.setEncoding('utf8');
        reply.on('data', (part: string) => (answer += part));
        reply.on('end', () => {
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: answer });
        });
        reply.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.end(text);
  });
}

export function submit(
  port: number,
  world: RegisterWorld,
  application: ReadyApplication,
): Promise<Answer> {
  return send(port, {
    method: 'POST',
    path: `/api/v1/calls/${world.call}/applications/${application.id}/submission`,
    token: application.token,
    body: { snapshotHash: application.snapshotHash },
  });
}

/**
 * Clients that submit until each of the applications is acknowledged or `isOver`: whoever gets no answer, or 503,
 * asks again. Whatever else is answered is a fault, and kept.
 */
export async function storm(
  world: RegisterWorld,
  {
    ports,
    clients,
    isOver,
    attemptsMax = 200,
  }: {
    ports: readonly number[];
    clients: number;
    isOver: () => boolean;
    /** Of one client once it is over. */
    attemptsMax?: number;
  },
): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly faults: readonly string[] }> {
  const acknowledged: Acknowledged[] = [];
  const faults: string[] = [];
  let next = 0;
  const client = async (index: number): Promise<void> => {
    while (next < world.applications.length && !isOver()) {
      const application = world.applications[next++] as ReadyApplication;
      const askedAt = performance.now();
      for (let attempts = 1; ; attempts++) {
        const port = ports[(index + attempts) % ports.length] ?? 0;
        const answer = await submit(port, world, application).catch(() => undefined);
        if (answer?.status === 201 || answer?.status === 200) {
          const receipt = JSON.parse(answer.body) as Receipt;
          acknowledged.push({
            application,
            receipt,
            askedAt,
            answeredAt: performance.now(),
            attempts,
          });
          break;
        }
        if (answer && answer.status !== 503) {
          faults.push(`${answer.status} ${answer.body}`);
          break;
        }
        if (answer && answer.headers['retry-after'] === undefined)
          faults.push('503 without Retry-After');
        if (isOver() && attempts >= attemptsMax) break;
        await sleep(25);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return { acknowledged, faults };
}
