import { findNearest } from '../engine/index.ts';
import type { SuggestionKind } from './basic-schema.ts';
import { expectedOf, foundText, kindOf, takesKind } from './describe-schema.ts';
import type { Mismatch, Site } from './mismatch.ts';
import type { Schema } from './schema-node.ts';
import { suggestValue } from './suggest-value.ts';

/** The one difference of a value without parts, or of a value of quite another kind. */
export function mismatchesOfScalar(
  schema: Schema,
  value: unknown,
  site: Site,
): readonly Mismatch[] {
  const code = scalarFault(schema, value);
  if (code === undefined) return [];
  const suggestion = suggestScalar(schema, value, site);
  return [
    {
      path: site.path,
      code,
      message: `found ${foundText(value, site.written(site.path))}`,
      expected: boundsOf(schema, code) ?? expectedOf(schema, site.defs),
      ...(suggestion !== undefined && { suggestion }),
    },
  ];
}

function scalarFault(schema: Schema, value: unknown): Mismatch['code'] | undefined {
  if (Array.isArray(schema['enum'])) return schema['enum'].includes(value) ? undefined : 'choice';
  if ('const' in schema) return schema['const'] === value ? undefined : 'choice';
  if (!takesKind(schema, kindOf(value))) return 'type';
  if (typeof value === 'string') return textFault(schema, value);
  if (typeof value === 'number') return numberFault(schema, value);
  return undefined;
}

function textFault(schema: Schema, value: string): Mismatch['code'] | undefined {
  const { pattern, minLength, maxLength } = schema;
  if (typeof minLength === 'number' && value.length < minLength) return 'format';
  if (typeof maxLength === 'number' && value.length > maxLength) return 'range';
  const fits = typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value);
  return fits ? undefined : 'format';
}

function numberFault(schema: Schema, value: number): Mismatch['code'] | undefined {
  const { type, minimum, maximum } = schema;
  if (type === 'integer' && !Number.isInteger(value)) return 'type';
  const isLow = typeof minimum === 'number' && value < minimum;
  const isHigh = typeof maximum === 'number' && value > maximum;
  return isLow || isHigh ? 'range' : undefined;
}

function boundsOf(schema: Schema, code: Mismatch['code']): string | undefined {
  if (code !== 'range') return undefined;
  const { minimum, maximum, maxLength } = schema;
  if (typeof maxLength === 'number') return `at most ${maxLength} characters`;
  const from = typeof minimum === 'number' ? `from ${minimum}` : '';
  const to = typeof maximum === 'number' ? `to ${maximum}` : '';
  return `a number ${[from, to].filter(Boolean).join(' ')}${to === '' ? ' upwards' : ''}`;
}

/** A correction that would pass the same schema, as it would be written; otherwise nothing. */
export function suggestScalar(schema: Schema, value: unknown, site: Site): string | undefined {
  const choices = schema['enum'] ?? ('const' in schema ? [schema['const']] : undefined);
  if (Array.isArray(choices)) {
    return typeof value === 'string' ? findNearest(value, choices.map(String)) : undefined;
  }
  const kind = schema['x-kind'] as SuggestionKind | undefined;
  if (kind === undefined || schema['type'] !== 'string') return undefined;
  // What an object says of itself as a text is up to who sent it.
  if (typeof value === 'object') return undefined;
  const text = suggestValue(kind, value, site.written(site.path) ?? JSON.stringify(value));
  if (text === undefined || text === value || scalarFault(schema, text) !== undefined)
    return undefined;
  return kind === 'date' ? text : JSON.stringify(text);
}
