import {
  liveFigures,
  parseRate,
  readLiveRules,
  type LiveAmounts,
  type LiveCall,
  type LiveFigures,
  type LiveRules,
} from '../../engine/index.ts';

/** Lowest and highest cents of an amount; `null` where there is no highest. */
export type Stretch = readonly [low: number, high: number | null];
export type Amounts = Readonly<Record<string, Stretch>>;

/** What is declared, as JSON can carry it. */
export interface Declared {
  readonly project?: Amounts;
  /** By the id of the partner. */
  readonly partners: Readonly<Record<string, Amounts>>;
  /** As in the application, such as `40%`; nothing is the highest. */
  readonly requestedRate?: string;
}

/** Makes the rules of a page ready to be run over the amounts in its form. */
export function makeFigures(rules: LiveRules): (declared: Declared) => LiveFigures | undefined {
  const call = readLiveRules(rules);
  return (declared) => figuresFor(call, declared);
}

function figuresFor(call: LiveCall, declared: Declared): LiveFigures | undefined {
  const { project, partners, requestedRate } = declared;
  const rate = requestedRate === undefined ? undefined : parseRate(requestedRate);
  if (requestedRate !== undefined && !rate) return undefined;
  return liveFigures(call, {
    project: project && rangesOf(project),
    partners: new Map(Object.entries(partners).map(([id, each]) => [id, rangesOf(each)])),
    requestedRate: rate,
  });
}

function rangesOf(amounts: Amounts): LiveAmounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([id, [low, high]]) => [
      id,
      { low, high: high ?? Number.POSITIVE_INFINITY },
    ]),
  );
}
