import { parseDay } from '../../engine/index.ts';
import type { ExaminationState } from '../examination.ts';

export const queueViews = ['mine', 'unassigned', 'suspended', 'all'] as const;
export type QueueView = (typeof queueViews)[number];

export const queueOrders = ['days', 'arrival'] as const;
export type QueueOrder = (typeof queueOrders)[number];

export const states: readonly ExaminationState[] = [
  'to-begin',
  'under-way',
  'waiting',
  'decided',
  'withdrawn',
];

/** By what state one looks: that of an application, or that an answer has arrived to it. */
export const askedStates = [...states, 'replied'] as const;
export type AskedState = (typeof askedStates)[number];

/** What somebody looks for in the queue; what is left out is not asked for. */
export interface QueueAsked {
  readonly view: QueueView;
  readonly order: QueueOrder;
  readonly text?: string;
  /** The address of a call. */
  readonly call?: string;
  readonly line?: string;
  readonly phase?: string;
  readonly state?: AskedState;
  /** `YYYY-MM-DD`. */
  readonly due?: string;
}

const textMax = 200;
const idMax = 200;

/** Reads the fields of the form or of an address; what is not understood is not asked for. */
export function readQueueAsked(query: Readonly<Record<string, unknown>>): QueueAsked {
  const field = (name: string, max: number): string | undefined => {
    const value = query[name];
    return typeof value === 'string' && value.trim() !== '' && !value.includes('\0')
      ? value.trim().slice(0, max)
      : undefined;
  };
  const due = field('due', 10);
  const asked = {
    view: queueViews.find((view) => view === query['view']) ?? 'mine',
    order: queueOrders.find((order) => order === query['order']) ?? 'days',
    text: field('text', textMax),
    call: field('call', idMax),
    line: field('line', idMax),
    phase: field('phase', idMax),
    state: askedStates.find((state) => state === query['state']),
    due: due !== undefined && parseDay(due) !== undefined ? due : undefined,
  };
  return withoutUndefined(asked);
}

/** The same as fields of an address, without those that say what holds anyway. */
export function queryOf({ view, order, ...asked }: QueueAsked): URLSearchParams {
  const query = new URLSearchParams();
  if (view !== 'mine') query.set('view', view);
  if (order !== 'days') query.set('order', order);
  for (const name of ['text', 'call', 'line', 'phase', 'state', 'due'] as const) {
    const value = asked[name];
    if (value !== undefined) query.set(name, value);
  }
  return query;
}

function withoutUndefined<T extends object>(
  value: T,
): {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(value).filter(([, each]) => each !== undefined),
  ) as never;
}
