import type { FastifyReply, FastifyRequest } from 'fastify';
import { readSnapshot, seesAll, snapshotSchema } from '../../applications/index.ts';
import { replies, secured } from '../../platform/http/api-schema.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { textParams } from './api-schemas.ts';
import { notFoundProblem } from './outcome-reply.ts';
import { dialogueReaders, findDialogue, keyOf } from './find-seen.ts';
import { findReplyText } from './queries.ts';

const address = '/calls/:call/applications/:application/texts/:hash';

/** The texts that replies have made, to the byte. */
export function textRoutes(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      `/api/v1${address}`,
      {
        config: { access: dialogueReaders },
        schema: {
          operationId: 'readExaminedText',
          tags: ['Examination'],
          summary: 'The text that a reply has made of an application, to the byte',
          description:
            'Canonical JSON whose SHA-256 is the hash in the address; `follows` names the text before. Where the call keeps costs confidential among partners, only the lead and the body read it to the byte.',
          security: secured,
          params: textParams,
          response: replies({ 200: snapshotSchema }, [400, 401, 403, 404]),
        },
      },
      (request, reply) => sendText(request, reply, services),
    );
    app.get(
      address,
      { config: { access: dialogueReaders }, schema: { params: textParams, hide: true } },
      (request, reply) => sendText(request, reply, services),
    );
  };
}

async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<FastifyReply> {
  const { hash } = request.params as { readonly hash: string };
  const dialogue = await findDialogue(services, request);
  const bytes =
    dialogue && (await findReplyText(services.database.db, { ...keyOf(request), hash }));
  if (!bytes) return answerProblem(request, reply, notFoundProblem);
  if (!seesAll(readSnapshot(bytes).content, dialogue.sight))
    return answerProblem(request, reply, { status: 403, code: 'costs-confidential' });
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="application-${hash.slice(0, 12)}.json"`)
    .header('etag', `"${hash}"`)
    .header('repr-digest', `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:`)
    .send(bytes);
}
