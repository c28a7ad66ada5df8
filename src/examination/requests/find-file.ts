import type { FastifyRequest } from 'fastify';
import { findScan, givenOf, type Infected, type StoredFile } from '../../applications/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { Services } from '../../platform/services.ts';
import { requestKeyOf } from './asking.ts';
import { findDialogue } from './find-seen.ts';
import { findDelivery } from './queries.ts';

type Found = Promise<StoredFile | Infected | undefined>;

interface Kept {
  readonly name: string;
  readonly kind: string;
  readonly bytes: number;
  readonly hash: string;
}

/** A document of a reply, for whoever may see the reply. */
export async function findReplyDocument(services: Services, request: FastifyRequest): Found {
  const dialogue = await findDialogue(services, request);
  const { number } = requestKeyOf(request);
  const { document } = request.params as { readonly document: number };
  const found = dialogue?.requests
    .find((each) => each.number === number)
    ?.reply?.documents.find((each) => each.number === document);
  return found && given(services, request, found);
}

/** The file of a proof of the delivery, for people of the body. */
export async function findProofFile(services: Services, request: FastifyRequest): Found {
  const { proofs } = await findDelivery(services.database.db, requestKeyOf(request));
  const { proof } = request.params as { readonly proof: number };
  const file = proofs.find(({ number }) => number === proof)?.file;
  return file ? given(services, request, file) : undefined;
}

async function given(
  { database }: Services,
  request: FastifyRequest,
  { name, kind, bytes, hash }: Kept,
): Promise<StoredFile | Infected> {
  const scan = await findScan(database.db, hash);
  return givenOf({ name, kind: kind as FileKind, bytes, hash, scan }, request);
}
