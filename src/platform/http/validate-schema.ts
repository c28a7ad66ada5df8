import type { FastifySchemaCompiler, FastifySchema } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { NotUnderstood } from './not-understood.ts';
import type { ProblemPart } from './problem-reply.ts';

const errorsMax = 20;
const compiled = new WeakMap<object, Validator>();

/** Checks a part of a request against its schema. Texts of the address become numbers where the schema says so. */
export function compileValidator({
  schema,
  httpPart,
}: {
  readonly schema: unknown;
  readonly httpPart?: string;
}): ReturnType<FastifySchemaCompiler<FastifySchema>> {
  return (value: unknown) => {
    const validator = validatorOf(schema as TSchema);
    // Most are right as they are; a copy is only made of what must become numbers.
    if (validator.Check(value)) return { value };
    const read = httpPart === 'body' ? value : validator.Convert(structuredClone(value));
    return validator.Check(read)
      ? { value: read }
      : { error: notUnderstood(validator, read, httpPart ?? 'body') };
  };
}

/** Compiled at first use: a server has many routes and is wanted at once. */
function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known) return known;
  const validator = Compile(schema);
  compiled.set(schema, validator);
  return validator;
}

function notUnderstood(validator: Validator, value: unknown, httpPart: string): NotUnderstood {
  const parts = validator.Errors(value).flatMap(partsOf).slice(0, errorsMax);
  const place = httpPart === 'body' ? 'body' : httpPart === 'params' ? 'address' : httpPart;
  return new NotUnderstood({
    status: 400,
    code: 'not-understood',
    title: 'Not understood',
    detail: `The ${place} is not as this operation expects it.`,
    errors: parts,
  });
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message: string;
  readonly params: object;
}

function partsOf({ keyword, instancePath, message, params }: SchemaError): readonly ProblemPart[] {
  // Every name that is missing or too much has its own place.
  const names = {
    ...(params as { requiredProperties?: string[]; additionalProperties?: string[] }),
  };
  if (keyword === 'required')
    return (names.requiredProperties ?? []).map((name) => ({
      code: 'required',
      path: `${instancePath}/${name}`,
      detail: 'is missing',
    }));
  if (keyword === 'additionalProperties')
    return (names.additionalProperties ?? []).map((name) => ({
      code: 'unknown-member',
      path: `${instancePath}/${name}`,
      detail: 'is not known here',
    }));
  // A schema that is false only repeats the line above.
  if (keyword === 'boolean') return [];
  return [{ code: keyword, path: instancePath, detail: message }];
}

/**
 * Writes replies as JSON. When `isChecked`, a reply that is not as its schema says is a bug that
 * shows itself: the documentation of the API is written from the same schemas.
 */
export function compileSerializer(isChecked: boolean) {
  return ({
    schema,
    method,
    url,
  }: {
    readonly schema: unknown;
    readonly method: string;
    readonly url: string;
  }) =>
    (data: unknown): string => {
      const text = JSON.stringify(data);
      if (isChecked) {
        const validator = validatorOf(schema as TSchema);
        const sent: unknown = JSON.parse(text);
        if (!validator.Check(sent)) {
          const wrong = validator
            .Errors(sent)
            .map((each) => `${each.instancePath} ${each.message}`);
          throw new Error(
            `the reply of ${method} ${url} is not as documented: ${wrong.join('; ')}`,
          );
        }
      }
      return text;
    };
}
