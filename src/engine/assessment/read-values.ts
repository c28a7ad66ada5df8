import { parseDay } from '../calendar/civil-date.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { FactValue } from '../definition/application-document.ts';
import type { FactSlot } from '../definition/names.ts';
import { parseCents, suggestAmount } from '../numbers/money.ts';
import { parsePercent, parsePoints } from '../numbers/points.ts';
import { findNearest } from '../text/nearest.ts';

export function readPlain(
  type: ValueType,
  value: unknown,
  intern: (text: string) => number,
): number | { readonly expected: string; readonly suggestion?: string | undefined } {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' ? Number(value) : { expected: 'true or false' };
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? value
        : { expected: 'a whole number' };
    case 'money':
      return (
        (typeof value === 'string' ? parseCents(value) : undefined) ?? {
          expected: 'an amount such as "1234.50"',
          suggestion: suggestAmount(String(value)),
        }
      );
    case 'percent':
      return (
        (typeof value === 'string' ? parsePercent(value) : undefined) ?? {
          expected: 'a percentage such as "35%"',
        }
      );
    case 'points':
      return (
        (typeof value === 'number' || typeof value === 'string'
          ? parsePoints(value)
          : undefined) ?? {
          expected: 'points such as 10 or "2.5"',
        }
      );
    case 'date':
      return (
        (typeof value === 'string' ? parseDay(value) : undefined) ?? {
          expected: 'a day such as 2025-01-15',
        }
      );
    case 'text':
      return typeof value === 'string' ? intern(value) : { expected: 'a text' };
    case 'option':
      return readOption(type.options, value);
    case 'options': {
      if (!Array.isArray(value)) return { expected: `a list of ${type.options.join(', ')}` };
      let bits = 0;
      for (const each of value as readonly unknown[]) {
        const option = readOption(type.options, each);
        if (typeof option !== 'number') return option;
        bits |= 1 << option;
      }
      return bits;
    }
    default:
      return { expected: 'a plain value' };
  }
}

function readOption(
  options: readonly string[],
  value: unknown,
): number | { readonly expected: string; readonly suggestion?: string | undefined } {
  const index = typeof value === 'string' ? options.indexOf(value) : -1;
  if (index >= 0) return index;
  return {
    expected: `one of ${options.join(', ')}`,
    suggestion: typeof value === 'string' ? findNearest(value, options) : undefined,
  };
}

/** Whole limits of a fact, in the unit in which its values are kept. */
export function scaled(slot: FactSlot, limit: number | undefined): number | undefined {
  if (limit === undefined) return undefined;
  const { kind } = slot.type;
  return kind === 'money' || kind === 'points' || kind === 'percent' ? limit * 100 : limit;
}

export function isUnknown(value: FactValue): value is { readonly unknown: true } {
  return typeof value === 'object' && 'unknown' in value;
}

export function isNotApplicable(value: FactValue): value is { readonly notApplicable: true } {
  return typeof value === 'object' && 'notApplicable' in value;
}

export function isInterval(
  value: FactValue,
): value is { readonly from: number | string; readonly to: number | string } {
  return typeof value === 'object' && !Array.isArray(value) && 'from' in value;
}
