/** The type of a value in a condition. Amounts, points, dates and counts never mix. */
export type ValueType =
  | { readonly kind: 'bool' | 'int' | 'money' | 'percent' | 'points' | 'date' | 'text' }
  /** Money times a percentage: cents in ten-thousandths, only ever compared. */
  | { readonly kind: 'share' }
  | { readonly kind: 'option' | 'options'; readonly options: readonly string[] }
  | { readonly kind: 'list' | 'record'; readonly fields: Scope };

/** A name that conditions may use, with the place where its value is found when they run. */
export interface NameEntry {
  readonly name: string;
  readonly type: ValueType;
  /** Index among the numbers (or the lists) of the facts, or of the row it is a field of. */
  readonly slot: number;
}

export type Scope = ReadonlyMap<string, NameEntry>;

export function describeType(type: ValueType): string {
  switch (type.kind) {
    case 'bool':
      return 'yes or no';
    case 'int':
      return 'a whole number';
    case 'money':
      return 'an amount of money';
    case 'percent':
      return 'a percentage';
    case 'points':
      return 'points';
    case 'date':
      return 'a date';
    case 'text':
      return 'a text';
    case 'share':
      return 'a share of an amount';
    case 'option':
      return `one of ${type.options.join(', ')}`;
    case 'options':
      return `a set of ${type.options.join(', ')}`;
    case 'list':
      return 'a list';
    case 'record':
      return 'an entry of a list';
    default:
      return type satisfies never;
  }
}
