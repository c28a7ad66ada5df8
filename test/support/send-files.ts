import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import { pdf } from './document-scene.ts';

/** Asks as somebody, and insists on the status. */
export type AskAs = (
  request: string,
  asked?: { readonly status?: number; readonly body?: unknown; readonly file?: Buffer },
) => Promise<ApiAnswer>;

/** A document of three parts, begun twice and sent once out of order, for one place of an application. */
export async function uploadInParts(ask: AskAs, place: string): Promise<void> {
  const file = pdf('in parts', 2_200_000);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const body = { name: 'accordo.pdf', bytes: file.length, sha256 };
  const begun = await ask(`POST ${place}/uploads`, { status: 201, body });
  const { id, partBytesMax } = begun.body as { readonly id: string; readonly partBytesMax: number };
  const own = `${place}/uploads/${id}`;
  await ask(`POST ${own}/completion`, { status: 409 });
  for (let at = 0; at < file.length; at += partBytesMax) {
    const part = file.subarray(at, at + partBytesMax);
    await ask(`PUT ${own}?at=${at + 1}`, { status: 409, file: part });
    const taken = await ask(`PUT ${own}?at=${at}`, { file: part });
    expect(taken.body['received']).toBe(at + part.length);
    const again = await ask(`POST ${place}/uploads`, { body });
    expect(again.body).toEqual(taken.body);
  }
  const whole = await ask(`POST ${own}/completion`, { status: 201 });
  expect(whole.body['sha256']).toBe(sha256);
  await ask(`POST ${own}/completion`, { status: 404 });
}

/** The consent of an organisation by a file that somebody has signed. */
export async function consentBySignature(
  ask: AskAs,
  {
    own,
    partner,
    hash,
    file,
  }: {
    readonly own: string;
    readonly partner: string;
    readonly hash: string;
    readonly file: Buffer;
  },
): Promise<void> {
  await ask(`GET ${own}/snapshots/${hash}/print`);
  const signature = `${own}/consents/${partner}/signatures/${hash}`;
  await ask(`GET ${signature}`, { status: 404 });
  await ask(`PUT ${signature}`, { status: 422, file: Buffer.from('MZ') });
  await ask(`PUT ${signature}`, { status: 201, file });
  await ask(`PUT ${signature}`, { file });
  await ask(`GET ${signature}`);
}
