import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Localized } from '../platform/page/index.ts';
import type { PublishedCall } from './published-call.ts';

/** Something that can be done about a call, shown on its page; later domains add theirs. */
export interface CallAction {
  readonly text: Localized;
  readonly href: (call: PublishedCall) => string;
  /** The lowest comes first. */
  readonly order: number;
  /** What most people have come for. */
  readonly isMain?: boolean;
  /** The same for who has answered the interview about the call, with the answers as its pages carry them. */
  readonly withAnswers?: {
    readonly text: Localized;
    readonly href: (call: PublishedCall, answers: string) => string;
  };
  readonly isShown?: (request: FastifyRequest, call: PublishedCall) => boolean;
}

const added = new WeakMap<object, CallAction[]>();

/** Adds an action to the page of every call of this server. */
export function addCallAction({ shell }: Pick<FastifyInstance, 'shell'>, action: CallAction): void {
  added.set(shell, [...(added.get(shell) ?? []), action]);
}

export function callActions(request: FastifyRequest, call: PublishedCall): readonly CallAction[] {
  return (added.get(request.server.shell) ?? [])
    .filter(({ isShown }) => isShown?.(request, call) ?? true)
    .toSorted((a, b) => a.order - b.order);
}
