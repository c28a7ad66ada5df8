import { formatDay, type DayNumber } from '../calendar/civil-date.ts';
import type { ValueType } from '../condition/value-type.ts';
import type { FactValue } from '../definition/application-document.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { formatCents } from '../numbers/money.ts';
import { formatPercent, formatPoints } from '../numbers/points.ts';
import type { Figure } from './figure.ts';

/** A number of the engine as an application writes it; `undefined` for types that no one sets. */
export function writtenValue(value: number, type: ValueType): FactValue | undefined {
  switch (type.kind) {
    case 'bool':
      return value === 1;
    case 'int':
      return value;
    case 'money':
      return value < 0 ? undefined : formatCents(value);
    case 'percent':
      return value < 0 ? undefined : formatPercent(value);
    case 'points':
      return formatPoints(value);
    case 'date':
      return formatDay(value as DayNumber);
    case 'option':
      return type.options[value];
    case 'options':
      return type.options.filter((_, index) => (value & (1 << index)) !== 0);
    default:
      return undefined;
  }
}

/** Whether a fact may have a value: its own limits, in the unit of the engine. */
export function isAllowed(value: number, { type, from, to }: FactDocument): boolean {
  const scale = type === 'money' || type === 'points' || type === 'percent' ? 100 : 1;
  if (type === 'money' && value < 0) return false;
  return (from === undefined || value >= from * scale) && (to === undefined || value <= to * scale);
}

/** The fact behind a figure that someone could declare differently; a value that does not apply cannot be. */
export function settableFact(figure: Figure | undefined): FactDocument | undefined {
  if (figure?.rule.kind !== 'fact' || figure.high === Number.NEGATIVE_INFINITY) return undefined;
  return figure.rule.fact;
}
