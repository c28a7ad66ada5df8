import {
  decisiveLimit,
  explain,
  limitAt,
  rateWords,
  settleLiveRules,
  type Assessment,
  type Call,
  type Cents,
  type Figure,
  type Limit,
  type LiveRules,
} from '../../engine/index.ts';
import { assessContent } from '../assess-content.ts';
import type { DraftContent } from '../draft.ts';
import type { Category } from './section-fields.ts';

/** Cents between two amounts that are equal once known; `high` is infinite where nothing limits it. */
export interface Amount {
  readonly low: Cents;
  readonly high: Cents;
}

export interface CategoryFigures {
  readonly category: Category;
  readonly declared: Amount;
  readonly admitted: Amount;
  readonly figure: Figure;
}

export interface GrantPicture {
  readonly figure: Figure;
  readonly amount: Amount;
  readonly byRate: Figure | undefined;
  /** The ceilings that hold, each an amount that may not be known. */
  readonly ceilings: readonly Figure[];
  /** By partner, once everything is known. */
  readonly shares: ReadonlyMap<string, { readonly admitted: Cents; readonly share: Figure }>;
}

/** The costs and the grant of a draft as the rules see them today. */
export interface Budget {
  /** The whole explanation, of which these figures are parts. */
  readonly root: Figure;
  readonly categories: readonly CategoryFigures[];
  readonly declaredTotal: Amount;
  readonly total: Figure | undefined;
  /** The rules as they are left once the facts of the draft are known. */
  readonly live: LiveRules | undefined;
  readonly grant: GrantPicture | undefined;
}

/** The figures of a draft; nothing while it cannot be read by the rules, or is too large to be counted. */
export function budgetOf(
  call: Call,
  { id, content }: { readonly id: string; readonly content: DraftContent },
): Budget | undefined {
  const assessed = assessContent(call, { id, content });
  return assessed.type === 'assessed' ? figuresOf(assessed.assessment) : undefined;
}

function figuresOf(assessment: Assessment): Budget {
  const { costs, grant, prepared } = assessment;
  const root = explain(assessment);
  const grantFigure = root.inputs.find(({ rule }) => rule.kind === 'grant');
  const byRate = grantFigure?.inputs.find(({ rule }) => rule.kind === 'by-rate');
  const total = byRate?.inputs.find(isTotal) ?? root.inputs.find(isTotal) ?? totalBelow(root);
  const nothing: Amount = { low: 0, high: 0 };
  const categories = (total?.inputs ?? []).flatMap((figure): readonly CategoryFigures[] => {
    if (figure.rule.kind !== 'admitted') return [];
    const { category, index } = figure.rule;
    const declared = costs?.declared[index] ?? nothing;
    return [{ category, figure, declared, admitted: costs?.admitted[index] ?? nothing }];
  });
  return {
    root,
    categories,
    declaredTotal: costs?.declaredTotal ?? nothing,
    total: prepared.track.costs ? total : undefined,
    live: settleLiveRules(prepared),
    grant:
      grantFigure && grant
        ? {
            figure: grantFigure,
            amount: grant.amount,
            byRate,
            ceilings: grantFigure.inputs.filter(
              ({ rule, low }) => rule.kind === 'ceiling' && Number.isFinite(low),
            ),
            shares: sharesOf(grantFigure, grant.shares ?? []),
          }
        : undefined,
  };
}

function isTotal({ rule }: Figure): boolean {
  return rule.kind === 'admitted-total';
}

/** Where the grant is not the share of a total, the total is still part of the requirements. */
function totalBelow(root: Figure): Figure | undefined {
  return root.inputs
    .flatMap(({ inputs }) => inputs.flatMap((each) => [each, ...each.inputs]))
    .find(isTotal);
}

function sharesOf(
  grant: Figure,
  shares: readonly { readonly partner: string; readonly admitted: Cents }[],
): GrantPicture['shares'] {
  return new Map(
    shares.flatMap(({ partner, admitted }) => {
      const share = grant.inputs.find(
        ({ rule }) => rule.kind === 'share' && rule.partner === partner,
      );
      return share ? [[partner, { admitted, share }] as const] : [];
    }),
  );
}

/** One line of the arithmetic behind a figure. */
export interface SumLine {
  readonly kind: 'base' | 'rate' | 'plus' | 'limit' | 'declared' | 'admitted' | 'cut';
  readonly amount: Amount;
  /** The rate, as people write it. */
  readonly rate?: string;
}

/** How the admitted amount of a category follows from what was declared and from the limit that decided. */
export function sumOf(
  { figure, declared, admitted, category }: CategoryFigures,
  language: 'it' | 'en',
): readonly SumLine[] {
  if (figure.rule.kind !== 'admitted') return [];
  const limit = decisiveLimit(figure, figure.rule) ?? figure.rule.limits[0];
  const lines = limit ? limitLines(figure, limit, language) : [];
  const isKnown = admitted.low === admitted.high && declared.low === declared.high;
  const cut = isKnown ? declared.low - admitted.low : 0;
  return [
    ...lines,
    ...(category.flat ? [] : [{ kind: 'declared', amount: declared } as const]),
    { kind: 'admitted', amount: admitted },
    ...(cut > 0 && !category.flat
      ? [{ kind: 'cut', amount: { low: cut, high: cut } } as const]
      : []),
  ];
}

function limitLines({ inputs }: Figure, limit: Limit, language: 'it' | 'en'): readonly SumLine[] {
  const { terms } = limit;
  const base = inputs.find(({ rule }) => rule.kind === 'base' && rule.limit === limit);
  if (!terms || !base) return [];
  const at = (amount: number): number =>
    Number.isFinite(amount) ? limitAt(terms, amount) : Number.POSITIVE_INFINITY;
  const whole: Amount = { low: at(base.low), high: at(base.high) };
  if (terms.rate.num === 0n) return [{ kind: 'limit', amount: whole }];
  return [
    { kind: 'base', amount: base },
    { kind: 'rate', amount: whole, rate: rateWords(terms.rate, language) },
  ];
}
