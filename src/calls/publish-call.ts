import type { CallDocument, DefinitionProblem } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import type { Mode } from '../platform/tables.ts';
import { compareVersions } from './compare-versions.ts';
import { prepareApart } from './prepare-apart.ts';
import {
  definitionRefused,
  placeProblems,
  type DefinitionRefused,
  type PreparedDefinition,
} from './prepare-definition.ts';
import { slugOf, type PublishedCall } from './published-call.ts';
import { readPublished } from './published-version.ts';
import { findCallBySlug } from './queries.ts';
import type { CallFiles } from './read-call.ts';
import { recordListing } from './catalogue/store-listing.ts';
import { lockCall, recordCall, recordTerm, recordVersion, type Ground } from './store.ts';
import {
  decideAmendedTerm,
  decideRehearsalTerm,
  readTerm,
  type Term,
  type TermDecision,
  type TermRefusal,
} from './term.ts';

export interface PublicationAsked extends Ground {
  readonly bodyId: string;
  readonly mode: Mode;
  /** Whether one may withdraw and submit again while the call is open: no definition says it, so somebody must. */
  readonly resubmission: boolean;
  /** Free dates for a rehearsal; those of the definition when left out. */
  readonly term?: Term | undefined;
}

export interface AmendmentAsked extends Ground {
  /** Of the call that is amended. */
  readonly slug: string;
  /** The version that the author had before them; when another has come since, nothing is published. */
  readonly replaces?: number | undefined;
}

export type PublicationRefusal =
  | 'ground-missing'
  | 'already-published'
  | 'not-found'
  | 'other-definition'
  | 'other-version-since'
  | 'invented-changed'
  | 'unchanged'
  | TermRefusal;

export interface Published {
  readonly type: 'published';
  readonly callId: number;
  readonly slug: string;
  readonly version: number;
}

export type PublicationOutcome =
  | Published
  | DefinitionRefused
  | {
      readonly type: 'refused';
      readonly code: PublicationRefusal;
      readonly problems: readonly Problem[];
    };

/** Publishes the first version of a call. */
export async function publishCall(
  { database }: Pick<Services, 'database'>,
  asked: PublicationAsked & CallFiles,
): Promise<PublicationOutcome> {
  const prepared = await prepareApart(filesOf(asked), asked.mode);
  if (prepared.type === 'refused') return prepared;
  return database.db.transaction().execute((tx) => publishPrepared(tx, prepared, asked));
}

/** Publishes a further version of a call, under which what is begun from now on stands. */
export async function amendCall(
  { database }: Pick<Services, 'database'>,
  asked: AmendmentAsked & CallFiles,
): Promise<PublicationOutcome> {
  const call = await findCallBySlug(database.db, asked.slug);
  if (!call) return refused('not-found');
  const prepared = await prepareApart(filesOf(asked), call.mode);
  if (prepared.type === 'refused') return prepared;
  return database.db.transaction().execute((tx) => amendPrepared(tx, prepared, asked));
}

/** `publishCall` in a transaction of the caller, who undoes it when this refuses. */
export async function publishPrepared(
  tx: Tx,
  prepared: PreparedDefinition,
  asked: PublicationAsked,
): Promise<PublicationOutcome> {
  if (asked.ground.trim() === '') return refused('ground-missing');
  const { definition } = prepared.content;
  const slug = slugOf(definition.id, asked.mode);
  const at = await lockCall(tx, slug);
  if (await findCallBySlug(tx, slug)) return refused('already-published');
  const decision = decideFirstTerm(prepared, asked, at);
  if (decision.type === 'refused')
    return 'problems' in decision ? decision : refused(decision.code);
  const callId = await recordCall(tx, {
    slug,
    definitionId: definition.id,
    mode: asked.mode,
    bodyId: asked.bodyId,
    isInvented: definition.fictional === true,
    resubmission: asked.resubmission,
  });
  await recordPrepared(tx, prepared, { ...asked, callId, slug, version: 1 });
  if (decision.type === 'set')
    await recordTerm(tx, {
      ...groundOf(asked),
      ...decision,
      ...decision.term,
      callId,
      slug,
      revision: 1,
    });
  return { type: 'published', callId, slug, version: 1 };
}

/** `amendCall` in a transaction of the caller, who undoes it when this refuses. */
export async function amendPrepared(
  tx: Tx,
  prepared: PreparedDefinition,
  asked: AmendmentAsked,
): Promise<PublicationOutcome> {
  if (asked.ground.trim() === '') return refused('ground-missing');
  const { slug } = asked;
  const at = await lockCall(tx, slug);
  const call = await findCallBySlug(tx, slug);
  const earlier = call && (await readPublished(tx, call));
  if (!call || !earlier) return refused('not-found');
  const problem = checkAmendment(prepared, call, asked);
  if (problem) return problem;
  if (compareVersions(earlier.content, prepared.content).length === 0) return refused('unchanged');
  const decision = decideNextTerm(prepared, { call, before: earlier.call.document, at });
  if (decision.type === 'refused')
    return 'problems' in decision ? decision : refused(decision.code);
  const { callId } = call;
  const version = call.version + 1;
  await recordPrepared(tx, prepared, { ...asked, callId, slug, version });
  if (decision.type === 'set') {
    const revision = call.term.revision + 1;
    await recordTerm(tx, {
      ...groundOf(asked),
      ...decision,
      ...decision.term,
      callId,
      slug,
      revision,
    });
  }
  return { type: 'published', callId, slug, version };
}

function checkAmendment(
  prepared: PreparedDefinition,
  call: PublishedCall,
  { replaces }: AmendmentAsked,
): PublicationOutcome | undefined {
  const { id, fictional = false } = prepared.content.definition;
  if (id !== call.definitionId) {
    const message = `found the definition of "${id}"`;
    const problem: DefinitionProblem = {
      code: 'other-definition',
      message,
      expected: `the id "${call.definitionId}", which a call keeps`,
      path: ['id'],
    };
    return refused('other-definition', placeProblems(prepared, [problem]));
  }
  if (replaces !== undefined && replaces !== call.version) return refused('other-version-since');
  return fictional === call.isInvented ? undefined : refused('invented-changed');
}

type Decided = TermDecision | DefinitionRefused;

function decideFirstTerm(
  prepared: PreparedDefinition,
  { mode, term }: PublicationAsked,
  at: Date,
): Decided {
  const { document } = prepared;
  if (term) return decideRehearsalTerm({ mode, procedure: document.procedure }, term);
  const read = readTerm(document, at);
  return read.type === 'term'
    ? { type: 'set', kind: 'publication', term: read.term }
    : definitionRefused(placeProblems(prepared, read.problems));
}

function decideNextTerm(
  prepared: PreparedDefinition,
  { call, before, at }: { call: PublishedCall; before: CallDocument; at: Date },
): Decided {
  // Free dates stay: what is rehearsed does not follow the calendar of the definition.
  if (call.term.kind === 'rehearsal') return { type: 'kept' };
  const after = readTerm(prepared.document, at);
  if (after.type === 'refused') return definitionRefused(placeProblems(prepared, after.problems));
  const earlier = readTerm(before, at);
  return decideAmendedTerm(call.term, {
    before: earlier.type === 'term' ? earlier.term : undefined,
    after: after.term,
    at,
  });
}

async function recordPrepared(
  tx: Tx,
  { content, document, isFictional, definition, decisions, hash }: PreparedDefinition,
  asked: Ground & { callId: number; slug: string; version: number },
): Promise<void> {
  const { version: label, title, summary, gives } = content.definition;
  await recordVersion(tx, {
    ...groundOf(asked),
    callId: asked.callId,
    slug: asked.slug,
    version: asked.version,
    label,
    title,
    summary,
    gives,
    definition: definition.text,
    decisions,
    documents: JSON.stringify(content),
    fictional: isFictional,
    hash: Buffer.from(hash, 'hex'),
  });
  await recordListing(tx, asked, document);
}

/** Only what another thread can be given. */
function filesOf({ definition, decisions = [] }: CallFiles): CallFiles {
  return { definition, decisions };
}

function groundOf({ personId, ground }: Ground): Ground {
  return { personId, ground: ground.trim() };
}

function refused(
  code: PublicationRefusal,
  problems: readonly Problem[] = [],
): Exclude<PublicationOutcome, Published | DefinitionRefused> {
  return { type: 'refused', code, problems };
}
