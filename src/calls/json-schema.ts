import type { TSchema } from 'typebox';
import { ApplicationSchema } from './application-schema.ts';
import { CallSchema } from './call-schema.ts';
import { DecisionsSchema } from './decisions-schema.ts';

type Node = Readonly<Record<string, unknown>>;

export interface SchemaFile {
  /** `call.schema.json` */
  readonly name: string;
  readonly text: string;
}

const base = 'https://bandolo.example/schema/';

/**
 * The published schemas, in the draft that editors understand best (draft-07). A part with a
 * title is written once, under `definitions`.
 */
export function jsonSchemaFiles(): readonly SchemaFile[] {
  return [
    schemaFile('call', CallSchema),
    schemaFile('decisions', DecisionsSchema),
    schemaFile('application', ApplicationSchema),
  ];
}

function schemaFile(name: string, schema: TSchema): SchemaFile {
  const file = `${name}.schema.json`;
  const definitions: Record<string, Node> = {};
  const root = publish(JSON.parse(JSON.stringify(schema)) as Node, definitions, true);
  const sorted = Object.fromEntries(
    Object.entries(definitions).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${base}${file}`,
    ...root,
    ...(Object.keys(sorted).length > 0 && { definitions: sorted }),
  };
  return { name: file, text: `${JSON.stringify(document, null, 2)}\n` };
}

function publish(schema: Node, definitions: Record<string, Node>, isRoot = false): Node {
  if (isNode(schema['$defs'])) {
    for (const part of Object.values(schema['$defs'])) {
      if (isNode(part)) publish(part, definitions);
    }
  }
  if (typeof schema['$ref'] === 'string') {
    return { ...description(schema), $ref: `#/definitions/${schema['$ref']}` };
  }
  const { title } = schema;
  if (isRoot || typeof title !== 'string') return publishKeywords(schema, definitions);
  if (!Object.hasOwn(definitions, title)) {
    definitions[title] = {};
    const { description: _said, ...shared } = publishKeywords(schema, definitions);
    definitions[title] = shared;
  }
  return { ...description(schema), $ref: `#/definitions/${title}` };
}

function publishKeywords(schema: Node, definitions: Record<string, Node>): Node {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword.startsWith('x-') || keyword === '$id') continue;
    result[keyword] = publishValue(keyword, value, definitions);
  }
  const expected = schema['x-expected'];
  if ('pattern' in schema && typeof expected === 'string') {
    result['patternErrorMessage'] = `Expected ${expected}.`;
  }
  return result;
}

function publishValue(keyword: string, value: unknown, definitions: Record<string, Node>): unknown {
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return Object.fromEntries(
        Object.entries(value as Record<string, Node>).map(([key, part]) => [
          key,
          publish(part, definitions),
        ]),
      );
    case 'anyOf':
      return (value as readonly Node[]).map((part) => publish(part, definitions));
    case 'items':
      return Array.isArray(value)
        ? (value as readonly Node[]).map((part) => publish(part, definitions))
        : publish(value as Node, definitions);
    default:
      return value;
  }
}

function description(schema: Node): Node {
  return typeof schema['description'] === 'string' ? { description: schema['description'] } : {};
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
