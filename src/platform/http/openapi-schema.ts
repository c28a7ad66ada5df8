type Json = Readonly<Record<string, unknown>>;

/**
 * Turns the JSON Schemas inside a description into the dialect of OpenAPI 3.0: `null` becomes `nullable`, a constant
 * an enumeration of one, the first of several examples the example.
 */
export function toOpenApiSchema(value: unknown, isSchema = false): unknown {
  if (Array.isArray(value)) return value.map((each) => toOpenApiSchema(each, isSchema));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Json;
  const turned = isSchema ? turnSchema(object) : object;
  return Object.fromEntries(
    Object.entries(turned).map(([key, inner]) => {
      if (key === 'schema' || key === 'schemas') return [key, toOpenApiSchema(inner, true)];
      // Its members are names, whatever they are called.
      if (isSchema && key === 'properties') return [key, mapMembers(inner as Json)];
      if (key === 'description' && inner === 'Default Response') return [key, 'The answer'];
      if (key === 'example' || key === 'examples' || key === 'enum') return [key, inner];
      return [key, toOpenApiSchema(inner, isSchema)];
    }),
  );
}

function mapMembers(members: Json): Json {
  return Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name, toOpenApiSchema(schema, true)]),
  );
}

function turnSchema(schema: Json): Json {
  const { const: constant, examples, anyOf, patternProperties, ...rest } = schema;
  return {
    ...rest,
    ...(constant === undefined ? {} : { ...typeOf(constant), enum: [constant] }),
    ...(Array.isArray(examples) && rest['example'] === undefined
      ? { example: examples[0] as unknown }
      : {}),
    ...(Array.isArray(anyOf) ? turnChoice(anyOf as readonly Json[]) : {}),
    ...(patternProperties === undefined
      ? {}
      : { additionalProperties: Object.values(patternProperties as Json)[0] }),
    ...(rest['type'] === 'null' ? { type: 'string', nullable: true, maxLength: 0 } : {}),
    ...(rest['type'] === 'number' && Array.isArray(rest['enum']) ? typeOf(rest['enum'][0]) : {}),
    ...(rest['type'] === 'integer' ? { format: integerFormat(rest) } : {}),
  };
}

function typeOf(constant: unknown): Json {
  return typeof constant === 'number'
    ? { type: 'integer', format: 'int32' }
    : { type: typeof constant };
}

function integerFormat({ maximum }: Json): 'int32' | 'int64' {
  return typeof maximum === 'number' && maximum < 2 ** 31 ? 'int32' : 'int64';
}

/** As it is written, or as the plugin that collects schemas has turned it. */
function isNull({ type, enum: values }: Json): boolean {
  return type === 'null' || (Array.isArray(values) && values.length === 1 && values[0] === null);
}

/** `x | null` is a nullable x; constants beside each other are one enumeration. */
function turnChoice(choices: readonly Json[]): Json {
  const others = choices.filter((each) => !isNull(each));
  const nullable = others.length < choices.length ? { nullable: true } : {};
  if (others.every((each) => each['const'] !== undefined)) {
    const values = others.map((each) => each['const']);
    return { ...typeOf(values[0]), enum: values, ...nullable };
  }
  const [only] = others;
  return others.length === 1 && only
    ? { ...turnSchema(only), ...nullable }
    : // Where there are several, OpenAPI asks that what may be null has a type of its own.
      { anyOf: others.map((each) => ({ ...each, ...nullable })) };
}
