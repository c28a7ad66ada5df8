import { createHash } from 'node:crypto';
import type { Principal } from '../accounts/index.ts';
import { canonicalJson, type Localized } from '../engine/index.ts';
import type { Mode } from '../platform/tables.ts';
import type { VersionContent } from './compare-versions.ts';
import type { RecordedTerm } from './term.ts';

/** A call as it stands: its latest version and the term that holds. */
export interface PublishedCall {
  readonly callId: number;
  /** In addresses; it carries the mode. */
  readonly slug: string;
  readonly definitionId: string;
  readonly mode: Mode;
  readonly bodyId: string;
  readonly bodyCode: string;
  readonly bodyName: string;
  /** Whether the call itself is invented. */
  readonly isInvented: boolean;
  /** Whether it rests on invented values: of the call, or of some decisions. */
  readonly fictional: boolean;
  /** Whether one may withdraw and submit again while the call is open. */
  readonly resubmission: boolean;
  readonly version: number;
  /** The version as its author names it. */
  readonly label: string;
  readonly hash: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly gives: 'grant' | 'recognition';
  readonly publishedAt: Date;
  readonly term: RecordedTerm;
}

export function slugOf(definitionId: string, mode: Mode): string {
  return mode === 'live' ? definitionId : `${definitionId}.${mode}`;
}

/** What the first entry of a call's register follows; the slug says the mode, so that no register passes for another. */
export function genesisHash(slug: string): Buffer {
  return createHash('sha256').update(`bandolo-register-1 ${slug}`).digest();
}

/** SHA-256 of the canonical text of what was published. */
export function contentHash({ definition, decisions }: VersionContent): Buffer {
  return createHash('sha256').update(canonicalJson({ definition, decisions })).digest();
}

/** A call under test is there only for the people of its body. */
export function isVisibleTo(
  { callId, mode, bodyId }: Pick<PublishedCall, 'callId' | 'mode' | 'bodyId'>,
  principal: Principal | null,
): boolean {
  return mode !== 'test' || isOfBody({ callId, bodyId }, principal);
}

/** Whether the person has a role in the body of the call, for all its calls or for this one. */
export function isOfBody(
  { callId, bodyId }: Pick<PublishedCall, 'callId' | 'bodyId'>,
  principal: Principal | null,
): boolean {
  return (
    principal?.roles.some(
      (held) => held.bodyId === bodyId && (held.callId === null || held.callId === callId),
    ) ?? false
  );
}

/** The name of a file that leaves the server: what is not live says so before it is opened. */
export function exportFileName(
  { slug, mode }: Pick<PublishedCall, 'slug' | 'mode'>,
  { name, extension }: { readonly name: string; readonly extension: string },
): string {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()}-`;
  return `${mark}${slug}-${name}.${extension}`;
}
