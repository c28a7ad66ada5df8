import { declaredIn, recognisedIn, type CostItem } from '../../engine/index.ts';
import {
  declaredCategories,
  findDeclared,
  itemIn,
  subjectsIn,
  type DeclaredCategory,
} from './cost-places.ts';
import type { Span } from './effect.ts';
import type { Examined } from './examined.ts';
import { formKey, standingOn, type SubjectStanding } from './finding.ts';
import type { HandControl } from './hand.ts';
import { findPlace } from './places.ts';

/** One amount with what was found about it. */
export interface CostLine {
  readonly control: HandControl;
  /** The expense, where the category is declared expense by expense. */
  readonly item: CostItem | undefined;
  readonly standing: SubjectStanding;
}

/** A category of one applicant, or of the project: in cents what is declared and what counts of it. */
export interface CostGroup extends DeclaredCategory {
  readonly declared: Span;
  readonly recognised: Span;
  readonly isOpen: boolean;
}

type Costed = Pick<Examined, 'call' | 'declared' | 'content' | 'standings' | 'checks'>;

/** What is declared by whom, beside what the office recognises. */
export function costGroups(examined: Costed): readonly CostGroup[] {
  const { call, content, standings } = examined;
  return declaredCategories(examined).map((declared) => {
    const counted = findDeclared({ call, declared: content }, subjectOf(declared))?.value;
    return {
      ...declared,
      declared: spanOf(declaredIn(declared.value)),
      recognised: spanOf(recognisedIn(counted, call)),
      isOpen: subjectsIn(declared).some((subject) => {
        const { standing } = standingOn(standings, subject);
        return standing !== 'none' && standing !== 'counts';
      }),
    };
  });
}

function subjectOf({ category, partner }: DeclaredCategory) {
  return { subject: category.id, ...(partner === undefined ? {} : { partner }) };
}

function spanOf(range: Span | undefined): Span {
  return { low: range?.low ?? 0, high: range?.high ?? Number.POSITIVE_INFINITY };
}

/** The sum of spans, end by end. */
export function sumOfSpans(spans: readonly Span[]): Span {
  return spans.reduce((sum, { low, high }) => ({ low: sum.low + low, high: sum.high + high }), {
    low: 0,
    high: 0,
  });
}

/** The amounts of one category, the first first. */
export function costLines(examined: Costed, declared: DeclaredCategory): readonly CostLine[] {
  return subjectsIn(declared).flatMap((subject) => {
    const place = findPlace(examined, subject);
    const standing = standingOn(examined.standings, subject);
    if (!place) return [];
    const control = { key: formKey(subject), subject, place, standing };
    return [{ control, item: itemIn(declared.value, subject.entry), standing }];
  });
}
