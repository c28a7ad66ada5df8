import { isSchema, resolve, type Defs, type Schema } from './schema-node.ts';

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Kind;
}

/** Whether a value of this kind can fit at all, whatever it says. */
export function takesKind(schema: Schema, kind: Kind): boolean {
  if (Array.isArray(schema['enum'])) return schema['enum'].some((each) => kindOf(each) === kind);
  if ('const' in schema) return kindOf(schema['const']) === kind;
  const { type } = schema;
  return type === undefined || type === kind || (type === 'integer' && kind === 'number');
}

/** What the schema wants, to come after "expected". */
export function expectedOf(node: Schema, known: Defs = {}): string {
  const { schema, defs } = resolve(node, known);
  if (typeof schema['x-expected'] === 'string') return schema['x-expected'];
  if (Array.isArray(schema['enum'])) return list(schema['enum'].map(String));
  if ('const' in schema) return JSON.stringify(schema['const']).replaceAll('"', '');
  const { anyOf, type } = schema;
  if (Array.isArray(anyOf)) {
    const plain = (anyOf as readonly Schema[]).filter((branch) => branch['title'] !== 'Gap');
    return list([...new Set(plain.map((branch) => expectedOf(branch, defs)))]);
  }
  return namesOfTypes[String(type)] ?? 'another value';
}

const namesOfTypes: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'a text',
  null: 'null',
  array: 'a list',
  object: 'an object',
};

/** A value that would do, as it would be written. */
export function exampleOf(node: Schema | undefined, known: Defs): string {
  if (node === undefined) return '…';
  const { schema, defs } = resolve(node, known);
  if (Array.isArray(schema['examples'])) return inYaml(schema['examples'][0]);
  if (Array.isArray(schema['enum'])) return inYaml(schema['enum'][0]);
  if ('const' in schema) return inYaml(schema['const']);
  if (Array.isArray(schema['anyOf'])) return exampleOf((schema['anyOf'] as Schema[])[0], defs);
  return examplesOfTypes[String(schema['type'])] ?? '…';
}

const examplesOfTypes: Readonly<Record<string, string>> = {
  boolean: 'true',
  integer: '1',
  number: '1',
  string: '"…"',
  array: '[ … ]',
  object: '{ … }',
};

function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(', ')}]`;
  if (!isSchema(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${inYaml(inner)}`);
  return entries.length === 0 ? '{ … }' : `{ ${entries.join(', ')} }`;
}

const foundMax = 60;

const namesOfKinds: Readonly<Partial<Record<Kind, string>>> = {
  null: 'nothing',
  array: 'a list',
  object: 'an object',
};

/** What stands there, to come after "found". */
export function foundText(value: unknown, written: string | undefined): string {
  const kind = kindOf(value);
  const name = namesOfKinds[kind];
  if (name !== undefined) return name;
  return shortened(kind === 'string' ? JSON.stringify(value) : (written ?? String(value)));
}

function shortened(text: string): string {
  return text.length <= foundMax ? text : `${text.slice(0, foundMax - 1)}…`;
}

/** `a, b or c` */
export function list(words: readonly string[], link: 'or' | 'and' = 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${link} ${last}`;
}
