import type { FastifyRequest } from 'fastify';
import { hasPower, principalOf, type Access, type Principal } from '../../accounts/index.ts';
import {
  loadCurrentCall,
  readSnapshot,
  sightOf,
  type Sight,
  type Snapshot,
} from '../../applications/index.ts';
import type { PublishedVersion } from '../../calls/index.ts';
import { isItems, type DayNumber } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import type { ExaminationKey, ExaminationRecord } from '../examination.ts';
import { findExamination, findToday } from '../queries.ts';
import { namesOf } from './prepare-items.ts';
import { findExaminedText, findFailed, listRequests } from './queries.ts';
import type { RequestRecord } from './request.ts';

/** People of the partnership for what was sent, and those of the body who follow the examination. */
export const dialogueReaders: Access = {
  who: 'named',
  power: 'read',
  subject: 'application',
  roles: ['officer', 'panel-secretary', 'controller', 'auditor'],
};
export const officers: Access = { who: 'named', roles: ['officer'], subject: 'application' };
export const writers: Access = { who: 'named', power: 'edit', subject: 'application' };
export const submitters: Access = { who: 'named', power: 'submit', subject: 'application' };

/** The dialogue about one application, as whoever asks may see it. */
export interface Dialogue extends ExaminationKey {
  readonly side: 'office' | 'own';
  readonly principal: Principal;
  readonly published: PublishedVersion;
  readonly examination: ExaminationRecord;
  /** The text under examination now. */
  readonly snapshot: Snapshot;
  readonly names: ReadonlyMap<string, string>;
  readonly sight: Sight;
  readonly requests: readonly RequestRecord[];
  readonly today: DayNumber;
  /** For the office: the requests of which a message did not arrive, and nobody has dealt with it. */
  readonly failed: readonly number[];
  /** Who applies may write at a reply, and send it. */
  readonly edits: boolean;
  readonly submits: boolean;
  /** Whoever looks may act for the office. */
  readonly isOfficer: boolean;
}

/** What the address and the session say of an application that is examined; nothing while it is not. */
export function keyOf(request: FastifyRequest): ExaminationKey {
  const { application } = request.params as { readonly application: string };
  return { callId: request.subject?.callId ?? 0, applicationId: application };
}

export async function findDialogue(
  services: Services,
  request: FastifyRequest,
): Promise<Dialogue | undefined> {
  const { db } = services.database;
  const key = keyOf(request);
  const examination = await findExamination(db, key);
  if (!examination) return undefined;
  const bytes = await findExaminedText(db, { ...key, hash: examination.snapshotHash });
  if (!bytes) throw new Error(`the text of application ${key.applicationId} is not there`);
  const snapshot = readSnapshot(bytes);
  const published = await loadCurrentCall(services, key.callId);
  const principal = principalOf(request);
  const subject = request.subject ?? { organisationIds: [] };
  const side = hasPower(principal, 'read', subject) ? 'own' : 'office';
  const may = (power: 'edit' | 'submit'): boolean =>
    hasPower(principal, power, { organisationIds: [snapshot.lead.id], callId: key.callId });
  const edits = may('edit');
  const sight: Sight =
    side === 'office'
      ? { costs: 'all' }
      : sightOf(principal, { ...snapshot, call: { id: key.callId } }, published.call.document);
  const requests = await listRequests(db, key);
  return {
    ...key,
    side,
    principal,
    published,
    examination,
    snapshot,
    names: namesOf(snapshot),
    sight,
    requests:
      side === 'office'
        ? requests.map(forOffice)
        : requests.flatMap(forOwn(edits)).map((each) => withoutCosts(each, sight, snapshot)),
    today: await findToday(db, published.call.document),
    failed: side === 'office' ? await findFailed(db, key) : [],
    edits,
    submits: may('submit'),
    isOfficer:
      side === 'office' &&
      principal.roles.some(
        ({ role, bodyId, callId }) =>
          role === 'officer' &&
          bodyId === request.subject?.bodyId &&
          (callId === null || callId === key.callId),
      ),
  };
}

/** A reply that was not sent is its writers' alone. */
function forOffice(request: RequestRecord): RequestRecord {
  return request.reply?.state === 'draft' ? { ...request, reply: null } : request;
}

/** Drafts of the office are the office's; what is written at a reply is for who may write at it. */
function forOwn(edits: boolean): (request: RequestRecord) => readonly RequestRecord[] {
  return (request) => {
    if (request.state === 'draft') return [];
    return [edits ? request : forOffice(request)];
  };
}

/** A reply without the corrections of costs that are not for these eyes. */
function withoutCosts(
  request: RequestRecord,
  sight: Sight,
  { content }: Pick<Snapshot, 'content'>,
): RequestRecord {
  const { reply } = request;
  if (!reply || sight.costs === 'all') return request;
  const seen = Object.entries(reply.corrections).filter(([name]) => {
    const expense = /^item\.([^.]+)\./.exec(name)?.[1];
    if (expense !== undefined) return ownsExpense(content, sight.own, expense);
    const [, partner] = /^(?:partner\.(.+)\.)?cost\./.exec(name) ?? ['', 'everybody'];
    return partner === 'everybody' || (partner !== undefined && sight.own.has(partner));
  });
  return { ...request, reply: { ...reply, corrections: Object.fromEntries(seen) } };
}

/** Whether an expense is of an organisation of whoever looks. */
function ownsExpense(
  { partners = [] }: Snapshot['content'],
  own: ReadonlySet<string>,
  expense: string,
): boolean {
  return partners.some(
    ({ id, costs = {} }) =>
      own.has(id) &&
      Object.values(costs).some(
        (value) => isItems(value) && value.some((item) => item.id === expense),
      ),
  );
}
