import { formatDay, type DayNumber } from '../calendar/civil-date.ts';
import type { ValueType } from '../condition/value-type.ts';
import { formatCents } from '../numbers/money.ts';
import { formatPercent, formatPoints } from '../numbers/points.ts';
import type { Figure, Rule } from './figure.ts';

/** The value of a figure as plain text in the forms in which the engine reads values. */
export function figureText({
  rule,
  low,
  high,
}: Figure): string | { from: string | null; to: string | null } {
  const type = typeOf(rule);
  if (type.kind === 'bool')
    return low === high && low === low ? (low === 1 ? 'yes' : 'no') : 'unknown';
  if (Number.isNaN(low)) return 'unknown';
  if (low === high && low === Number.NEGATIVE_INFINITY) return 'not-applicable';
  if (low === high && low === Number.POSITIVE_INFINITY) return 'no-limit';
  const format = (value: number): string | null =>
    Number.isFinite(value) ? textOf(value, type) : null;
  return low === high ? textOf(low, type) : { from: format(low), to: format(high) };
}

function typeOf(rule: Rule): ValueType {
  switch (rule.kind) {
    case 'fact':
    case 'derived':
      return rule.type;
    case 'list':
      return { kind: 'int' };
    case 'requirement':
    case 'partner':
    case 'minimum-project':
    case 'eligible':
    case 'threshold':
    case 'passes':
    case 'outcome':
      return { kind: 'bool' };
    case 'criterion':
    case 'net':
    case 'bonus':
    case 'bonus-total':
    case 'gross':
      return { kind: 'points' };
    case 'requested-rate':
      return { kind: 'percent' };
    default:
      return { kind: 'money' };
  }
}

function textOf(value: number, type: ValueType): string {
  switch (type.kind) {
    case 'money':
      return formatCents(value);
    case 'points':
      return formatPoints(value);
    case 'percent':
      return formatPercent(value);
    case 'date':
      return formatDay(value as DayNumber);
    case 'option':
      return type.options[value] ?? '';
    case 'options':
      return type.options.filter((_, index) => (value & (1 << index)) !== 0).join(' ');
    case 'text':
      return 'text';
    default:
      return String(value);
  }
}
