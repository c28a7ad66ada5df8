import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { NotUnderstood } from '../../platform/http/not-understood.ts';
import { allowSlowBody } from '../../platform/http/slow-bodies.ts';
import { boundaryOf, readFileForm, type FileForm } from '../../platform/files/multipart.ts';

const drainMs = 2_000;
/** Of what travels beside the files of a form. */
const formBytesMax = 64 * 1024;

/** On the routes that are added to it, programs send a file as it is, and nothing else. */
export function addFileBody(app: App): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/octet-stream', (request, payload, done) => {
    allowSlowBody(request.raw.socket);
    done(null, payload);
  });
}

/** Lets a page send a form with files; its fields are read here, the files by who wants them. */
export function addFileForm(app: App): void {
  app.addContentTypeParser(
    'multipart/form-data',
    (request: FastifyRequest, payload: FastifyRequest['raw']) => {
      allowSlowBody(request.raw.socket);
      return readForm(request, piecesOf(payload));
    },
  );
}

/** The form of a page: its fields beside the first of its files. */
export type FormBody = Readonly<Record<string, unknown>> & { readonly file: FileForm['file'] };

async function readForm(
  request: FastifyRequest,
  source: AsyncIterable<Uint8Array>,
): Promise<FormBody> {
  const boundary = boundaryOf(request.headers['content-type'] ?? '');
  const form = boundary === undefined ? undefined : await readFileForm(source, boundary);
  if (!form)
    throw new NotUnderstood({
      status: 400,
      code: 'bad-form',
      detail: 'The form with the file did not arrive as browsers send it.',
    });
  return { ...form.fields, file: form.file };
}

/** Pieces as they arrive; who stops in the middle leaves the connection open, on which the answer goes back. */
export function piecesOf(source: NodeJS.ReadableStream): AsyncIterable<Uint8Array> {
  const stream = source as FastifyRequest['raw'];
  return { [Symbol.asyncIterator]: () => stream.iterator({ destroyOnReturn: false }) };
}

/** How long the file is, as the request says; of a form, no less than that. */
export function bytesToldBy(request: FastifyRequest): number | undefined {
  const told = request.headers['content-length'];
  return told !== undefined && /^\d{1,15}$/.test(told) ? Number(told) : undefined;
}

/** Whether a form is longer than one whose files may be so long together. */
export function isFormTooLarge(request: FastifyRequest, filesBytesMax: number): boolean {
  return (bytesToldBy(request) ?? 0) > filesBytesMax + formBytesMax;
}

/** What still arrives of a file that was refused is let pass for a moment, so that the answer is read; not for long. */
export async function letPass({ raw }: FastifyRequest): Promise<void> {
  if (raw.readableEnded || raw.destroyed) return;
  const { socket }: { readonly socket: Socket } = raw;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, drainMs);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    raw.once('end', end);
    socket.once('close', end);
    raw.resume();
  });
}

/** The content of a file that did not come: refused as an empty one. */
export async function* nothingSent(): AsyncGenerator<Uint8Array> {
  // Nothing is yielded.
}
