import { canonicalJson, parseDay } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { ActKey, RankingAct } from './act.ts';
import { findAct, findDayOf, findToday } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { lockActs, updatePublished } from './store.ts';

export interface PublishAsked extends ActKey {
  readonly personId: string;
  readonly zone: string;
  /** From this day on everybody sees it; today when left out. */
  readonly publishedOn?: string;
  /** Where the signature came without them. */
  readonly protocol?: string;
  readonly protocolDay?: string;
}

export type PublishOutcome = { readonly type: 'published'; readonly act: RankingAct } | ActRefused;

/** Publishes a signed act from a day on, which is read on the clock of the database; once. */
export async function publishAct(tx: Tx, asked: PublishAsked): Promise<PublishOutcome | undefined> {
  const { callId, personId } = asked;
  await lockActs(tx, callId);
  const act = await findAct(tx, asked);
  if (!act) return undefined;
  if (act.state === 'published') return refused('published-already');
  if (act.state !== 'signed') return refused('not-signed-yet');
  const protocol = readProtocol(act, asked);
  if ('type' in protocol) return protocol;
  const today = await findToday(tx, asked.zone);
  const publishedOn = asked.publishedOn ?? today;
  const signedOn = await findDayOf(tx, act.signedAt ?? new Date(), asked.zone);
  if (parseDay(publishedOn) === undefined || publishedOn < signedOn || publishedOn < today)
    return refused('day-wrong', { path: '/publishedOn' });
  if (parseDay(protocol.protocolDay) === undefined || protocol.protocolDay > today)
    return refused('day-wrong', { path: '/protocolDay' });
  await updatePublished(tx, act, { personId, publishedOn, ...protocol });
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'ranking-act-published',
    subject: `ranking-act/${callId}/${act.number}`,
    personId,
    from: 'signed',
    to: 'published',
    content: canonicalJson({ contentHash: act.contentHash, publishedOn, ...protocol }),
  });
  const published = await findAct(tx, act);
  if (!published) throw new Error('an act has gone in its own transaction');
  return { type: 'published', act: published };
}

function readProtocol(
  act: RankingAct,
  { protocol = '', protocolDay = '' }: PublishAsked,
): { readonly protocol: string; readonly protocolDay: string } | ActRefused {
  if (act.protocol !== null && act.protocolDay !== null) {
    const isOther = protocol.trim() !== '' && protocol.trim() !== act.protocol;
    if (isOther) return refused('protocol-kept', { path: '/protocol' });
    return { protocol: act.protocol, protocolDay: act.protocolDay };
  }
  if (protocol.trim() === '') return refused('protocol-missing', { path: '/protocol' });
  if (protocolDay === '') return refused('protocol-missing', { path: '/protocolDay' });
  return { protocol: protocol.trim(), protocolDay };
}
