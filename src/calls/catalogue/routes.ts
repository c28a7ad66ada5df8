import { Type, type Static } from 'typebox';
import { formatCents } from '../../engine/index.ts';
import {
  makeCursor,
  pageQuery,
  readCursor,
  replies,
  strictObject,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { callLineSchema, localized, modeSchema, moneySchema } from '../api-schemas.ts';
import { isId, sendBadCursor } from '../call-replies.ts';
import { callLine } from '../call-view.ts';
import { visibilityOf } from '../visible-call.ts';
import {
  askedWords,
  catalogueOrders,
  catalogueStates,
  textMax,
  type CatalogueAsked,
} from './asked.ts';
import { findCatalogue } from './find-catalogue.ts';
import type { ListedCall } from './listing.ts';

const config = { access: { who: 'anyone' } } as const;

const ids = (description: string, example: string) =>
  Type.Optional(
    Type.Array(Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9._-]+$' }), {
      maxItems: 20,
      description,
      examples: [[example]],
    }),
  );

const querySchema = strictObject({
  ...pageQuery.properties,
  text: Type.Optional(
    Type.String({
      maxLength: textMax,
      description:
        'Words, with or without accents; calls that have all of them, or some where none has all.',
      examples: ['ridurre i rifiuti'],
    }),
  ),
  state: Type.Optional(
    Type.Array(
      Type.Enum([...catalogueStates], {
        description: 'Those `closing` within 14 days are among the open ones.',
      }),
      { maxItems: 4, description: 'In any of these states at this instant.', examples: [['open']] },
    ),
  ),
  audience: ids('For any of these, as the definitions name them.', 'firms'),
  topic: ids('About any of these, as the definitions name them.', 'circular-economy'),
  mode: Type.Optional(
    Type.Array(modeSchema, { maxItems: 3, description: 'In any of these.', examples: [['live']] }),
  ),
  body: Type.Optional(
    Type.String({ maxLength: 60, description: 'Code of the body.', examples: ['lucciole'] }),
  ),
  order: Type.Optional(
    Type.Enum([...catalogueOrders], {
      description:
        '`relevance` when there are words, otherwise `published`: first published first.',
      examples: ['deadline'],
    }),
  ),
});

const labelsSchema = Type.Array(
  strictObject({
    id: Type.String({ examples: ['firms'] }),
    label: localized('As people read it', 'Imprese', 'Firms'),
  }),
);

const listedSchema = strictObject({
  ...callLineSchema.properties,
  audiences: labelsSchema,
  topics: labelsSchema,
  share: Type.Optional(
    strictObject({
      rate: Type.String({ description: 'The highest share of the costs.', examples: ['60%'] }),
      upTo: Type.Boolean({ description: 'Whether some get or may ask for less.' }),
    }),
  ),
  ceiling: Type.Optional(
    strictObject({ lowest: moneySchema, highest: moneySchema, grows: Type.Boolean() }),
  ),
  pot: Type.Optional(moneySchema),
});

const replySchema = strictObject({
  items: Type.Array(listedSchema),
  total: Type.Integer({ minimum: 0, description: 'How many there are on all pages.' }),
  near: Type.Optional(
    Type.Array(strictObject({ asked: Type.String(), searched: Type.String() }), {
      description: 'Words that no call has, each with the near one that was searched besides.',
    }),
  ),
  next: Type.Optional(Type.String({ description: 'Send it as `after` to go on.' })),
});

/** The list of calls for programs, with the filters of the page. */
export function catalogueRoutes({ database, clock }: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/api/v1/calls',
      {
        config,
        schema: {
          operationId: 'listCalls',
          tags: ['Calls'],
          summary: 'Calls',
          description:
            'Searched by words, filtered and in the order asked for. What a figure leaves out is not known or does not apply. Tests are listed only for the people of their body.',
          querystring: querySchema,
          response: replies({ 200: replySchema }, [400]),
        },
      },
      async (request, reply) => {
        const { after, limit = 50 } = request.query;
        const place = after === undefined ? { index: 0, callId: 0 } : readPlace(after);
        if (!place) return sendBadCursor(reply);
        const at = clock();
        let next: string | undefined;
        const { calls, total, words } = await findCatalogue(database, askedOf(request.query), {
          ...visibilityOf(request.principal),
          at,
          language: request.language,
          pick: (found) => {
            const start = startOf(found, place);
            const page = found.slice(start, start + limit);
            const last = page.at(-1);
            if (last && found.length > start + limit)
              next = makeCursor([String(start + limit), String(last.callId)]);
            return page;
          },
        });
        return {
          items: calls.map((call) => listedCall(call, at)),
          total,
          ...(words.near.length === 0
            ? {}
            : { near: words.near.map(({ asked, shown }) => ({ asked, searched: shown })) }),
          ...(next === undefined ? {} : { next }),
        };
      },
    );
  };
}

interface Place {
  readonly index: number;
  readonly callId: number;
}

function readPlace(after: string): Place | undefined {
  const [index, callId] = (readCursor(after, 2) ?? []).map(Number);
  return isId(index) && isId(callId) ? { index, callId } : undefined;
}

/** After the call that came last; where that has left the list, as many calls from its beginning. */
function startOf(found: readonly ListedCall[], { index, callId }: Place): number {
  const last = found.findIndex((call) => call.callId === callId);
  return last === -1 ? index : last + 1;
}

function askedOf(query: Static<typeof querySchema>): CatalogueAsked {
  const { text = '', state = [], audience = [], topic = [], mode = [], body, order } = query;
  const standard = askedWords(text).length > 0 ? 'relevance' : 'published';
  return {
    text,
    states: state,
    audiences: audience,
    topics: topic,
    modes: mode,
    body,
    order: order ?? standard,
  };
}

function listedCall(call: ListedCall, at: Date): Static<typeof listedSchema> {
  const { audiences, topics, figures = {} } = call;
  const { share, ceiling, pot } = figures;
  const money = (cents: number): string => formatCents(cents);
  return {
    ...callLine(call, at),
    audiences: [...audiences],
    topics: [...topics],
    ...(typeof share === 'object' ? { share: { rate: share.rate, upTo: share.isUpTo } } : {}),
    ...(typeof ceiling === 'object'
      ? {
          ceiling: {
            lowest: money(ceiling.low),
            highest: money(ceiling.high),
            grows: ceiling.growth !== undefined,
          },
        }
      : {}),
    ...(typeof pot === 'number' ? { pot: money(pot) } : {}),
  };
}
