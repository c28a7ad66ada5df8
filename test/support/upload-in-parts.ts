import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { ApiAnswer } from './api-client.ts';
import { pdf } from './document-scene.ts';

type Ask = (
  request: string,
  asked?: { readonly status?: number; readonly body?: unknown; readonly file?: Buffer },
) => Promise<ApiAnswer>;

/** A document of three parts, begun twice and sent once out of order, for one place of an application. */
export async function uploadInParts(ask: Ask, place: string): Promise<void> {
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
