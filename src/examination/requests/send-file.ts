import type { FastifyReply, FastifyRequest } from 'fastify';
import { findScan, sendFile, type Infected } from '../../applications/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import { requestKeyOf } from './asking.ts';
import { findDialogue } from './find-seen.ts';
import { findDelivery } from './queries.ts';
import type { FileDesk } from './receive-file.ts';

type Sending = Promise<FastifyReply | Infected | undefined>;

interface Kept {
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly hash: string;
}

/** Sends a document of a reply, to whoever may see the reply. */
export async function sendReplyDocument(
  desk: FileDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Sending {
  const dialogue = await findDialogue(desk.services, request);
  const { number } = requestKeyOf(request);
  const { document } = request.params as { readonly document: number };
  const found = dialogue?.requests
    .find((each) => each.number === number)
    ?.reply?.documents.find((each) => each.number === document);
  return found && send(desk, found, { request, reply });
}

/** Sends the file of a proof of the delivery, to people of the body. */
export async function sendProofFile(
  desk: FileDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Sending {
  const { proofs } = await findDelivery(desk.services.database.db, requestKeyOf(request));
  const { proof } = request.params as { readonly proof: number };
  const file = proofs.find(({ number }) => number === proof)?.file;
  return file ? send(desk, file, { request, reply }) : undefined;
}

async function send(
  { services, store }: FileDesk,
  { name, kind, bytes, hash }: Kept,
  to: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply | Infected> {
  const scan = await findScan(services.database.db, hash);
  const isApi = to.request.url.startsWith('/api/');
  return sendFile(
    store,
    { name, kind: kind as FileKind, bytes, hash, scan },
    { ...to, ...(isApi && { mediaType: 'application/octet-stream' }) },
  );
}

export function isInfectedFile(sent: FastifyReply | Infected | undefined): sent is Infected {
  return sent !== undefined && 'type' in sent && sent.type === 'infected';
}
