import type { Tx } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import type { Mode } from '../platform/tables.ts';
import { readPublished } from './published-version.ts';
import { findCallBySlug } from './queries.ts';
import { lockCall, recordTerm, type Ground } from './store.ts';
import {
  decideExtension,
  decideRehearsalTerm,
  type RecordedTerm,
  type Term,
  type TermDecision,
  type TermRefusal,
} from './term.ts';

export type TermOutcome =
  | {
      readonly type: 'set';
      readonly callId: number;
      readonly slug: string;
      readonly mode: Mode;
      readonly term: Omit<RecordedTerm, 'at'>;
    }
  | { readonly type: 'refused'; readonly code: TermRefusal | 'ground-missing' | 'not-found' };

export interface ExtensionAsked extends Ground {
  readonly slug: string;
  readonly closesAt: Date;
  /** `remedy` for the act that makes good an incident, also after closing. */
  readonly kind: 'extension' | 'remedy';
}

export interface RehearsalTermAsked extends Ground, Term {
  readonly slug: string;
}

/** Moves the closing later, by an act. */
export async function extendCall(
  { database }: Pick<Services, 'database'>,
  asked: ExtensionAsked,
): Promise<TermOutcome> {
  return database.db.transaction().execute((tx) => extendIn(tx, asked));
}

/** Gives a test or a rehearsal dates of its own. */
export async function setRehearsalTerm(
  { database }: Pick<Services, 'database'>,
  asked: RehearsalTermAsked,
): Promise<TermOutcome> {
  return database.db.transaction().execute((tx) => setRehearsalTermIn(tx, asked));
}

/** `extendCall` in a transaction of the caller, such as the one that records the remedy of an incident. */
export async function extendIn(tx: Tx, asked: ExtensionAsked): Promise<TermOutcome> {
  return decideAndRecord(tx, asked, ({ call, at }) => decideExtension(call.term, { ...asked, at }));
}

/** `setRehearsalTerm` in a transaction of the caller. */
export async function setRehearsalTermIn(tx: Tx, asked: RehearsalTermAsked): Promise<TermOutcome> {
  return decideAndRecord(tx, asked, async ({ call }) => {
    const version = await readPublished(tx, call);
    if (!version) throw new Error(`call ${call.slug} has no version ${call.version}`);
    const { procedure } = version.call.document;
    return decideRehearsalTerm({ mode: call.mode, procedure }, asked);
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof findCallBySlug>>>;

async function decideAndRecord(
  tx: Tx,
  { slug, ground, personId }: Ground & { readonly slug: string },
  decide: (found: { call: Found; at: Date }) => TermDecision | Promise<TermDecision>,
): Promise<TermOutcome> {
  if (ground.trim() === '') return { type: 'refused', code: 'ground-missing' };
  const at = await lockCall(tx, slug);
  const call = await findCallBySlug(tx, slug);
  if (!call) return { type: 'refused', code: 'not-found' };
  const decision = await decide({ call, at });
  if (decision.type === 'refused') return decision;
  if (decision.type === 'kept') throw new Error('an act on a term always sets one');
  const term = {
    ...decision.term,
    kind: decision.kind,
    revision: call.term.revision + 1,
    ground: ground.trim(),
  };
  await recordTerm(tx, { ...term, personId, callId: call.callId, slug });
  return { type: 'set', callId: call.callId, slug, mode: call.mode, term };
}
