import {
  header,
  problemName,
  problemRef,
  problemReply,
  problemSchema,
  rateHeaders,
  sharedHeaders,
  type Json,
} from './openapi-parts.ts';

interface OperationJson extends Json {
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, Json>>;
  readonly security?: readonly object[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, OperationJson>>>>;

/** What any operation with a body may answer before it is read. */
const bodyProblems = {
  '413': 'The body is larger than this operation takes',
  '415': 'The body is not of a media type that is taken here',
} as const;

/**
 * Adds to every operation what holds for all of them, and names what they share: limits of use, ETags, what may be
 * kept, problems.
 */
export function completeDescription(description: Json): Json {
  const problems = new Map<string, Json>();
  const paths = Object.fromEntries(
    Object.entries(description['paths'] as Paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          completeOperation(operation, { method, path, problems }),
        ]),
      ),
    ]),
  );
  return {
    ...description,
    components: {
      ...(description['components'] as Json),
      schemas: { Problem: problemSchema },
      headers: sharedHeaders,
      responses: Object.fromEntries(problems),
    },
    paths,
  };
}

interface Place {
  readonly method: string;
  readonly path: string;
  readonly problems: Map<string, Json>;
}

function completeOperation(operation: OperationJson, place: Place): OperationJson {
  const { parameters, responses, security, requestBody } = operation;
  const replies = Object.entries({
    ...responses,
    ...(requestBody === undefined
      ? {}
      : Object.fromEntries(
          Object.entries(bodyProblems).map(([status, said]) => [
            status,
            problemReply(status, said),
          ]),
        )),
  });
  const hasKey = parameters?.some(({ name }) => name === 'idempotency-key') === true;
  return {
    ...operation,
    // Where nothing is said, nobody needs to be signed in.
    security: security ?? [],
    ...(parameters && { parameters: parameters.map(completeParameter) }),
    responses: Object.fromEntries([
      ...replies.map(([status, reply]) => [
        status,
        status >= '4'
          ? shareProblem(status, reply, place)
          : given(reply, { status, hasKey, ...place }),
      ]),
      ...(isKnown(place, responses['200']) ? [['304', notModified]] : []),
    ]) as OperationJson['responses'],
  };
}

/** The API sends ETags with whatever it reads out. */
function isKnown({ method, path }: Place, reply: Json | undefined): boolean {
  return method === 'get' && path.startsWith('/api/') && reply !== undefined;
}

const notModified: Json = {
  description: 'Nothing has changed since what `If-None-Match` names',
  headers: { ...rateHeaders, ETag: header('ETag') },
};

/** Header names are read in any case; the description writes them as the standards do. */
function completeParameter(parameter: Json): Json {
  const { name } = parameter;
  if (parameter['in'] !== 'header' || typeof name !== 'string') return parameter;
  return { ...parameter, name: name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()) };
}

/** Problems are the same wherever they occur, so each status is described once. */
function shareProblem(status: string, reply: Json, { problems }: Place): Json {
  problems.set(problemName(status), problemReply(status, reply['description'] as string));
  return problemRef(status);
}

function given(
  reply: Json,
  { status, hasKey, ...place }: Place & { readonly status: string; readonly hasKey: boolean },
): Json {
  const hasEtag = isKnown(place, reply) || 'etag' in ((reply['headers'] ?? {}) as Json);
  return {
    ...reply,
    headers: {
      ...rateHeaders,
      'Cache-Control': header('CacheControl'),
      ...(status === '201' ? { Location: header('Location') } : {}),
      ...(hasEtag ? { ETag: header('ETag') } : {}),
      ...(hasKey ? { 'Idempotency-Replayed': header('Replayed') } : {}),
    },
  };
}
