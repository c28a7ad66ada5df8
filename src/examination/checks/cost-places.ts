import {
  declaredIn,
  isItems,
  mostRecognised,
  parseCents,
  type ApplicationDocument,
  type Call,
  type Cents,
  type CostItem,
  type CostValue,
  type FactValue,
} from '../../engine/index.ts';
import type { Subject } from './finding.ts';
import type { Place } from './places.ts';

type Category = NonNullable<Call['document']['costs']>['categories'][number];
type FactPlace = Extract<Place, { type: 'fact' }>;

export interface CostsOf {
  readonly call: Call;
  readonly declared: ApplicationDocument;
}

/** The amounts that one applicant, or the project, declares in one category. */
export interface DeclaredCategory {
  readonly category: Category;
  readonly partner?: string;
  readonly value: CostValue;
}

/** Everything that is declared, in the order of the definition; nothing is declared of flat rates. */
export function declaredCategories({ call, declared }: CostsOf): readonly DeclaredCategory[] {
  const holders = [
    { costs: declared.costs },
    ...(declared.partners ?? []).map(({ id, costs }) => ({ partner: id, costs })),
  ];
  return (call.document.costs?.categories ?? []).flatMap((category) =>
    holders.flatMap(({ costs, ...of }) => {
      const value = category.flat ? undefined : costs?.[category.id];
      return value === undefined ? [] : [{ category, ...of, value }];
    }),
  );
}

export function findDeclared(
  examined: CostsOf,
  { subject, partner }: Pick<Subject, 'subject' | 'partner'>,
): DeclaredCategory | undefined {
  return declaredCategories(examined).find(
    (each) => each.category.id === subject && each.partner === partner,
  );
}

/** Each amount of which something can be recognised: every expense, or the category as a whole. */
export function subjectsIn({ category, partner, value }: DeclaredCategory): readonly Subject[] {
  const whole: Subject = {
    kind: 'cost',
    subject: category.id,
    ...(partner === undefined ? {} : { partner }),
  };
  return isItems(value) ? value.map(({ id }) => ({ ...whole, entry: id })) : [whole];
}

/** An amount as a value of money: what is recognised of it is found as any other value is. */
export function findCostPlace(examined: CostsOf, subject: Subject): FactPlace | undefined {
  const found = findDeclared(examined, subject);
  if (!found) return undefined;
  const { category, partner, value } = found;
  const item = itemIn(value, subject.entry);
  if (isItems(value) ? !item : subject.entry !== undefined) return undefined;
  return {
    type: 'fact',
    place: {
      fact: { id: category.id, type: 'money', label: labelOf(category, item), proof: 'office' },
      ...(partner === undefined ? {} : { partner }),
    },
    declared: isItems(value) ? item?.amount : (value as FactValue),
  };
}

export function itemIn(value: CostValue, entry: string | undefined): CostItem | undefined {
  return isItems(value) ? value.find(({ id }) => id === entry) : undefined;
}

function labelOf({ label }: Category, item: CostItem | undefined): Category['label'] {
  if (!item) return label;
  const { description = item.id } = item;
  return { it: `${label.it}: ${description}`, en: `${label.en}: ${description}` };
}

export type CostRefusal = 'by-expense' | 'above-declared' | 'value-strange';

/** What is wrong with an amount that somebody recognises, whoever it is. */
export function costRefusal(
  examined: CostsOf,
  subject: Subject,
  recognised: FactValue | null,
): CostRefusal | undefined {
  const found = findDeclared(examined, subject);
  if (!found) return undefined;
  if (isItems(found.value) && subject.entry === undefined) return 'by-expense';
  if (recognised === null) return undefined;
  const cents = typeof recognised === 'string' ? parseCents(recognised) : undefined;
  if (cents === undefined) return 'value-strange';
  const canRaise = examined.call.document.examination?.costs?.aboveDeclared === true;
  return !canRaise && cents > mostOf(found.value, subject.entry) ? 'above-declared' : undefined;
}

function mostOf(value: CostValue, entry: string | undefined): Cents {
  const item = itemIn(value, entry);
  const declared = declaredIn(item ? (item.amount ?? '0.00') : value);
  return declared ? mostRecognised(declared) : 0;
}

/** Whether two amounts are the same, however each is written. */
export function isSameAmount(a: FactValue | null | undefined, b: FactValue | null): boolean {
  return typeof a === 'string' && typeof b === 'string' && parseCents(a) === parseCents(b);
}
