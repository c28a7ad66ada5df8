/** A schema as plain data; the reader looks only at the keywords that the schemas here use. */
export type Schema = Readonly<Record<string, unknown>>;
export type Defs = Readonly<Record<string, Schema>>;

export interface Resolved {
  readonly schema: Schema;
  readonly defs: Defs;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema that a reference stands for, with the definitions it brings along. */
export function resolve(schema: Schema, known: Defs): Resolved {
  const defs = isSchema(schema['$defs']) ? { ...known, ...(schema['$defs'] as Defs) } : known;
  const name = schema['$ref'];
  if (typeof name !== 'string') return { schema, defs };
  const target = defs[name];
  if (target === undefined)
    throw new Error(`the schema refers to ${name}, which it does not define`);
  return resolve(target, defs);
}

/** The branches of a union, those of unions within it included. */
export function branchesOf(schema: Schema, known: Defs): readonly Resolved[] {
  const resolved = resolve(schema, known);
  const { anyOf } = resolved.schema;
  if (!Array.isArray(anyOf)) return [resolved];
  return (anyOf as readonly Schema[]).flatMap((branch) => branchesOf(branch, resolved.defs));
}
