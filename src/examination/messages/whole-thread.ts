import type { FastifyRequest } from 'fastify';
import {
  kindText,
  plainName,
  sizeText,
  type ApplicationRecord,
  type WholeAddition,
} from '../../applications/index.ts';
import { formatInstant, type Language } from '../../platform/page/index.ts';
import type { PdfBlock } from '../../platform/pdf/index.ts';
import type { Services } from '../../platform/services.ts';
import { sideOf, type ApplicationMessage } from './message.ts';
import { listMessages } from './queries.ts';
import { messageWords } from './words.ts';

/** Higher than the number of any message. */
const all = { after: undefined, limit: 1_000_000 };

/** The messages about an application, to be taken away with all of it by whoever has a part in them. */
export async function loadThread(
  { database: { db } }: Services,
  { principal, subject, language }: FastifyRequest,
  { call, id: applicationId, lead }: ApplicationRecord,
): Promise<WholeAddition | undefined> {
  if (!principal || !subject || !sideOf(principal, subject, lead.id)) return undefined;
  const latest = await listMessages(db, { callId: call.id, applicationId }, all);
  if (latest.length === 0) return undefined;
  const messages = latest.toReversed();
  return {
    name: 'messages',
    json: messages.map(messageJson),
    blocks: [
      { kind: 'heading', level: 1, text: messageWords[language].title },
      ...messages.flatMap((message) => messageBlocks(message, language)),
    ],
    // One in which a virus was found is named and not given.
    files: messages.flatMap(({ number, files }) =>
      files
        .filter(({ isInfected }) => !isInfected)
        .map(({ ordinal, name, hash }) => ({
          name: `messages/${String(number).padStart(3, '0')}-${ordinal}-${plainName(name)}`,
          hash,
        })),
    ),
  };
}

/** As programs read a message, here and in the list. */
export function messageJson({ files, readAt, sentAt, ...message }: ApplicationMessage) {
  return {
    ...message,
    sentAt: sentAt.toISOString(),
    ...(readAt && { readAt: readAt.toISOString() }),
    files: files.map(({ hash: sha256, isInfected: infected, ...file }) => ({
      ...file,
      sha256,
      infected,
    })),
  };
}

function messageBlocks(
  { number, side, from, sentAt, readAt, text, files }: ApplicationMessage,
  language: Language,
): readonly PdfBlock[] {
  const words = messageWords[language];
  return [
    { kind: 'heading', level: 2, text: `${number}. ${words[side]}: ${from}` },
    {
      kind: 'facts',
      facts: [
        { term: words.sent, value: formatInstant(sentAt, language) },
        {
          term: words.reading,
          value: readAt ? formatInstant(readAt, language) : words.notRead,
        },
      ],
    },
    ...text
      .split(/\n+/)
      .filter((line) => line.trim() !== '')
      .map((line) => ({ kind: 'paragraph', text: line }) as const),
    ...(files.length === 0 ? [] : [filesTable(files, language)]),
  ];
}

function filesTable(files: ApplicationMessage['files'], language: Language): PdfBlock {
  const words = messageWords[language];
  return {
    kind: 'table',
    columns: [{ title: words.files }, { title: words.size, isNumber: true }],
    rows: files.map(({ name, kind, bytes, hash, isInfected }) => [
      `${name}${isInfected ? ` (${words.infected})` : ''}\nSHA-256 ${hash.slice(0, 32)}\n${hash.slice(32)}`,
      `${sizeText(bytes, language)}, ${kindText(kind, language)}`,
    ]),
  };
}
