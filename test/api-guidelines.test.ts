import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openDescription,
  operationsOf,
  resolved,
  type ApiDescription,
  type ApiOperation,
} from './support/api-description.ts';

// What the guidelines for interoperability of Italian public administrations ask of the description of an API; the
// official rules themselves are run by `npm run check:api`.

let live: ApiDescription;
let trial: ApiDescription;
let operations: readonly ApiOperation[];

beforeAll(async () => {
  live = await openDescription('https://bandi.example.it');
  trial = await openDescription('http://localhost:3000');
  operations = operationsOf(live);
}, 60_000);

afterAll(async () => {
  await live.close();
  await trial.close();
});

const rateNames = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

function everySchema(
  value: unknown,
  visit: (schema: Record<string, unknown>, path: string) => void,
) {
  const walk = (each: unknown, path: string, isExample: boolean): void => {
    if (typeof each !== 'object' || each === null) return;
    if (!isExample && typeof (each as { type?: unknown }).type === 'string')
      visit(each as Record<string, unknown>, path);
    for (const [key, inner] of Object.entries(each))
      walk(inner, `${path}/${key}`, isExample || key === 'example' || key === 'enum');
  };
  walk(value, '', false);
}

describe('the document', () => {
  test('is OpenAPI 3.0.3 with a version of three numbers, a contact, terms and one line about it', () => {
    const { document } = live;
    expect(document.openapi).toBe('3.0.3');
    const { info } = document;
    expect(info['version']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(info['contact']).toMatchObject({ url: expect.stringMatching(/^https:/) as string });
    expect(info['termsOfService']).toMatch(/^https:/);
    expect(info['x-api-id']).toMatch(/^[a-z-]+$/);
    expect(String(info['x-summary'])).toMatch(/^.{10,80}$/);
    expect(String(info['description']).length).toBeGreaterThan(300);
  });

  test('says what may be null, and holds no null itself: programs that check descriptions stop at one', () => {
    expect(JSON.stringify(live.document).match(/.{0,80}[:,[]null[,}\]]/gu) ?? []).toEqual([]);
    expect(JSON.stringify(live.document)).toContain('"nullable":true');
  });

  test('names servers over HTTPS; a trial is marked as a sandbox', () => {
    expect(live.document.servers).toEqual([
      { url: 'https://bandi.example.it', description: 'This installation' },
    ]);
    expect(trial.document.servers).toMatchObject([
      { url: 'http://localhost:3000', 'x-sandbox': true },
    ]);
    for (const { description } of trial.document.servers) expect(description).not.toBe('');
  });

  test('asks for a token unless an operation says that nobody needs one, and none is in an address', () => {
    expect(live.document.security).toEqual([{ bearer: [] }]);
    expect(live.document.components['securitySchemes']).toEqual({
      bearer: expect.objectContaining({ type: 'http', scheme: 'bearer' }) as object,
    });
    for (const { security, name } of operations) expect(security, name).toBeInstanceOf(Array);
    const openOperations = ['openTrialSession', 'adviseOnCalls'];
    const open = operations.filter(({ security }) => security.length === 0);
    expect(open.every(({ method, id }) => method === 'get' || openOperations.includes(id))).toBe(
      true,
    );
    for (const { parameters, name } of operations)
      for (const parameter of parameters)
        expect(parameter.name, name).not.toMatch(/password|secret|apikey|token/i);
  });

  test('groups operations by tags that it describes', () => {
    const tags = new Map(live.document.tags.map(({ name, description }) => [name, description]));
    for (const description of tags.values()) expect(description?.length).toBeGreaterThan(10);
    const used = new Set(operations.flatMap((each) => each.tags));
    expect([...used].toSorted()).toEqual([...tags.keys()].toSorted());
  });
});

describe('operations', () => {
  test('have paths in kebab-case without verbs', () => {
    for (const path of Object.keys(live.document.paths)) {
      expect(path).toMatch(/^(\/[a-z0-9-]+|\/\{[a-zA-Z]+\})+$/);
      expect(path).not.toMatch(/\/(get|post|put|delete|patch|create|remove|list)\b/);
    }
  });

  test('have a name of their own that does not begin with a method, a summary and a description', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, name, summary, description, tags } of operations) {
      expect(id, name).toMatch(/^(?!get|post|put|delete|patch|head)[a-z][A-Za-z]+$/);
      expect(summary, name).toMatch(/^.{4,80}$/);
      expect(description, name).toMatch(/.{8,}/);
      expect(tags, name).toHaveLength(1);
    }
  });

  test('describe every parameter; headers begin with capitals and are none that OpenAPI keeps for itself', () => {
    for (const { name, parameters } of operations)
      for (const parameter of parameters) {
        expect(parameter.description ?? '', `${name} ${parameter.name}`).toMatch(/.{4,}/);
        if (parameter.in !== 'header') continue;
        expect(parameter.name).toMatch(/^[A-Z][a-z]*(-[A-Z][a-z]*)*$/);
        expect(parameter.name).not.toMatch(/^(accept|content-type|authorization|x-.*)$/i);
      }
  });

  test('take a body only where it is usual, and never PATCH with plain JSON', () => {
    for (const { method, name, requestBody } of operations) {
      expect(method, name).not.toBe('patch');
      if (method === 'get' || method === 'delete') expect(requestBody, name).toBeUndefined();
    }
  });

  test('one tells whether the server is well', () => {
    const status = operations.find(({ path }) => path === '/status');
    expect(status).toMatchObject({ method: 'get', security: [] });
    const well = resolved(live, status?.responses['200']?.content)['application/problem+json'];
    expect(Object.keys(well?.schema.properties ?? {})).toEqual(
      expect.arrayContaining(['status', 'title', 'detail']),
    );
    expect(Object.keys(resolved(live, status?.responses['503']).content)).toEqual([
      'application/problem+json',
    ]);
  });
});

describe('replies', () => {
  test('all say the limits of use, in one spelling', () => {
    for (const { name, responses } of operations)
      for (const [status, reply] of Object.entries(responses)) {
        const headers = Object.keys(resolved(live, reply).headers);
        expect(headers, `${name} ${status}`).toEqual(expect.arrayContaining(rateNames));
        expect(headers.filter((each) => /^RateLimit/i.test(each))).toEqual([]);
      }
  });

  test('of a limit or an outage are foreseen everywhere, and say when to come again', () => {
    for (const { name, responses } of operations)
      for (const status of ['429', '503'])
        expect(Object.keys(resolved(live, responses[status]).headers), name).toContain(
          'Retry-After',
        );
  });

  test('that are errors are problem details', () => {
    for (const { name, responses } of operations) {
      expect(responses, name).toHaveProperty('default');
      for (const [status, reply] of Object.entries(responses)) {
        if (!/^(4|5|default)/.test(status)) continue;
        const { content } = resolved(live, reply);
        expect(Object.keys(content), `${name} ${status}`).toEqual(['application/problem+json']);
        expect(content['application/problem+json']?.schema.required).toEqual(
          expect.arrayContaining(['type', 'title', 'status']),
        );
      }
    }
  });

  test('in JSON are objects, and say whether they may be kept', () => {
    for (const { name, responses } of operations)
      for (const [status, reply] of Object.entries(responses)) {
        if (!status.startsWith('2')) continue;
        const { content, headers } = resolved(live, reply);
        expect(Object.keys(headers), name).toContain('Cache-Control');
        if (status === '204') {
          expect(content, name).toBeUndefined();
          continue;
        }
        expect(Object.keys(content), name).toHaveLength(1);
        for (const [type, { schema }] of Object.entries(content))
          if (type.endsWith('json'))
            for (const each of schema.anyOf ?? [schema]) expect(each.type, name).toBe('object');
      }
  });

  test('whole numbers say how large they get; nothing is a floating-point number', () => {
    everySchema(live.document, (schema, path) => {
      expect(schema['type'], path).not.toBe('number');
      if (schema['type'] === 'integer')
        expect(['int32', 'int64'], path).toContain(schema['format']);
    });
  });
});

describe('reading and acting', () => {
  test('what is read has an ETag and can be known already', () => {
    for (const { method, name, path, responses } of operations) {
      if (method !== 'get' || !path.startsWith('/api/')) continue;
      const reply = resolved(live, responses['200']);
      expect(Object.keys(reply.headers), name).toContain('ETag');
      expect(responses, name).toHaveProperty('304');
    }
  });

  // The same file handed in again is the same document.
  test('every act takes an Idempotency-Key, except those whose answer is a secret that is not kept, and files', () => {
    const without = operations
      .filter(({ method }) => method !== 'get')
      .filter(({ parameters }) => !parameters.some(({ name }) => name === 'Idempotency-Key'));
    expect(without.map(({ id }) => id).toSorted()).toEqual([
      'addDeliveryProof',
      'addUploadPart',
      // Answers without doing anything.
      'adviseOnCalls',
      'completeUpload',
      // Each of many is decided by itself, and again changes nothing.
      'decideAsProposed',
      'doExaminationSteps',
      'giveSignedConsent',
      'handInDocument',
      'handInForReply',
      'layOpenSheets',
      // Again the same text is laid out.
      'layOutRankingAct',
      'makeDueFeed',
      'makeToken',
      'openTrialSession',
      // Answers without doing anything.
      'previewRoundDecision',
      'sendMessageWithFiles',
      // What was settled is settled: a second time is told so.
      'settleFailedMail',
      // What was signed is signed: a second time is told so.
      'signRankingAct',
      'signRankingActByFile',
      'startUpload',
      // Answers without doing anything.
      'tryOtherRules',
    ]);
  });

  test('every change of a text needs If-Match, and can be refused for the lack or the age of it', () => {
    const edits = operations.filter(({ id }) => /^(edit|freeze)/.test(id));
    expect(edits.length).toBeGreaterThan(2);
    for (const { name, parameters, responses } of edits) {
      expect(
        parameters.map((each) => each.name),
        name,
      ).toContain('If-Match');
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['412', '428']));
    }
  });

  test('every list goes on with a cursor', () => {
    for (const { method, name, parameters, responses } of operations) {
      if (method !== 'get') continue;
      const schema = resolved(live, responses['200']).content['application/json']?.schema;
      if (schema?.properties?.['items'] === undefined) continue;
      const asked = parameters.filter((each) => each.in === 'query').map((each) => each.name);
      expect(asked, name).toEqual(expect.arrayContaining(['after', 'limit']));
      expect(Object.keys(schema.properties), name).toContain('next');
    }
  });
});
