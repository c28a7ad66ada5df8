import {
  assess,
  explain,
  FigureTooLarge,
  findFigure,
  idOf,
  listChecks,
  prepareApplication,
  withFindings,
  type ApplicationDocument,
  type Call,
  type Check,
  type Figure,
  type Finding,
} from '../../engine/index.ts';

/** One figure of an application before and after a reply, each with what it rests on. */
export interface FigureEffect {
  /** By which figures are found: `grant`, `admitted`, `net`, `criterion:plan`. */
  readonly figure: string;
  readonly kind: 'money' | 'points' | 'truth';
  readonly before: Figure | undefined;
  readonly after: Figure | undefined;
}

export interface CheckEffect {
  readonly check: Check;
  readonly before: Check['verdict'];
  readonly after: Check['verdict'];
}

/** What a reply changes in what the rules say: only what is not the same before and after. */
export interface Effect {
  readonly figures: readonly FigureEffect[];
  readonly checks: readonly CheckEffect[];
}

interface Read {
  readonly root: Figure;
  readonly checks: readonly Check[];
}

/**
 * The figures and checks of two texts of one application, worked out anew by the rules of the call with the same
 * findings. `undefined` where one of the two cannot be read by them, or is too large to be counted.
 */
export function effectBetween(
  call: Call,
  before: ApplicationDocument,
  after: ApplicationDocument,
  findings: readonly Finding[],
): Effect | undefined {
  const [one, other] = [before, after].map((text) => read(call, text, findings));
  if (!one || !other) return undefined;
  return {
    figures: figuresOf(call, one.root, other.root),
    checks: other.checks.flatMap((check) => {
      const verdict = one.checks.find(({ id }) => id === check.id)?.verdict ?? 'not-applicable';
      return verdict === check.verdict ? [] : [{ check, before: verdict, after: check.verdict }];
    }),
  };
}

function read(
  call: Call,
  text: ApplicationDocument,
  findings: readonly Finding[],
): Read | undefined {
  const prepared = prepareApplication(call, withFindings(text, findings));
  if ('problems' in prepared) return undefined;
  try {
    const root = explain(assess(prepared.prepared));
    return { root, checks: listChecks(call, prepared.prepared, findings) };
  } catch (error) {
    if (error instanceof FigureTooLarge) return undefined;
    throw error;
  }
}

const money = ['grant', 'admitted'];
const points = ['net', 'bonus', 'gross'];
const truths = ['eligible', 'threshold'];

function figuresOf(call: Call, before: Figure, after: Figure): readonly FigureEffect[] {
  const criteria = [...new Set([...criteriaOf(before), ...criteriaOf(after)])];
  const wanted: readonly (readonly [string, FigureEffect['kind']])[] = [
    ...money.map((figure) => [figure, 'money'] as const),
    ...points.map((figure) => [figure, 'points'] as const),
    ...criteria.map((figure) => [figure, 'points'] as const),
    ...truths.map((figure) => [figure, 'truth'] as const),
  ];
  const hasCosts = call.document.costs !== undefined;
  return wanted.flatMap(([figure, kind]) => {
    const [one, other] = [findFigure(before, figure), findFigure(after, figure)];
    if ((!one && !other) || isSame(one, other)) return [];
    if (figure === 'admitted' && !hasCosts) return [];
    return [{ figure, kind, before: one, after: other }];
  });
}

function isSame(one: Figure | undefined, other: Figure | undefined): boolean {
  return one?.low === other?.low && one?.high === other?.high;
}

function criteriaOf(root: Figure): readonly string[] {
  const found = new Set<string>();
  const visit = (figure: Figure): void => {
    if (figure.rule.kind === 'criterion') found.add(`criterion:${idOf(figure.rule) ?? ''}`);
    figure.inputs.forEach(visit);
  };
  visit(root);
  return [...found];
}
