import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { isLoopbackName } from '../../platform/setting.ts';
import type { Principal } from '../access.ts';
import { refused, type Refused } from '../refusal.ts';
import { openSession, sessionSpan } from '../sessions/open-session.ts';
import type { OpenedSession } from '../sessions/store.ts';
import { isFictionalPerson } from './queries.ts';

/** As the level that a provider would have to prove. */
export const trialLevel = 2;
const forwardedHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether anybody may be anybody here: only in a trial, only over a connection from this machine under its own
 * name, and not through a proxy, which would make everybody look as if they sat here.
 */
export function isTrialHere({ raw, headers }: FastifyRequest, config: Config): boolean {
  const name = (headers.host ?? '').replace(/:\d*$/, '');
  return (
    config.hasTrialSignIn &&
    isLoopbackName((raw.socket.remoteAddress ?? '').replace(/^::ffff:/i, '')) &&
    isLoopbackName(name) &&
    forwardedHeaders.every((header) => headers[header] === undefined)
  );
}

/** Signs in as a fictional person; a real one is never found here. */
export async function signInOnTrial(
  tx: Tx,
  config: Config,
  {
    personId,
    kind,
    ends,
  }: {
    readonly personId: string;
    readonly kind: Principal['kind'];
    readonly ends?: { readonly personId: string; readonly family: string } | undefined;
  },
): Promise<({ readonly type: 'signed-in' } & OpenedSession) | Refused> {
  if (!(await isFictionalPerson(tx, personId))) return refused('person-unknown', '/person');
  const opened = await openSession(tx, {
    personId,
    kind,
    how: 'trial',
    level: trialLevel,
    ...sessionSpan(kind, config),
    ends,
  });
  return { type: 'signed-in', ...opened };
}
