import type { MemberPart } from './panel.ts';

export const memberParts = [
  'chair',
  'member',
  'substitute',
  'expert',
  'secretary',
] as const satisfies readonly MemberPart[];

/** A member as the panel has them before an act. */
export interface SeatedMember {
  readonly number: number;
  readonly personId: string;
  readonly part: MemberPart;
}

/** Somebody whom an act names. */
export interface NamedMember {
  readonly personId: string;
  readonly part: MemberPart;
  /** Whether the person has, in the body or for the call, the role by which the part is carried out. */
  readonly hasRole: boolean;
}

/** An act that composes the panel or changes it; members who leave by their number. */
export interface Composing {
  readonly named: readonly NamedMember[];
  readonly leaving: readonly number[];
}

export type CompositionRefusal =
  | 'nothing-changes'
  | 'member-unknown'
  | 'named-twice'
  | 'already-so'
  | 'not-of-the-body'
  | 'chair-missing'
  | 'chair-twice'
  | 'too-few-members';

export interface CompositionProblem {
  readonly code: CompositionRefusal;
  /** The one of those named that it is about. */
  readonly index?: number;
}

export interface Recomposition {
  readonly type: 'composed';
  /** Numbers of those whose time in their part ends with the act: who leaves, and whose part changes. */
  readonly ended: readonly number[];
  readonly named: readonly NamedMember[];
}

/** What an act makes of a panel, or why it cannot. `least` is what the call asks for, of chair and members together. */
export function decideComposition(
  seated: readonly SeatedMember[],
  { named, leaving }: Composing,
  least: number,
): Recomposition | { readonly type: 'refused'; readonly problems: readonly CompositionProblem[] } {
  if (named.length + leaving.length === 0) return refuse({ code: 'nothing-changes' });
  if (leaving.some((number) => !seated.some((member) => member.number === number)))
    return refuse({ code: 'member-unknown' });
  const problems = named.flatMap((each, index) =>
    problemsOf(each, { seated, leaving, before: named.slice(0, index) }).map((code) => ({
      code,
      index,
    })),
  );
  if (problems.length > 0) return { type: 'refused', problems };
  const renamed = new Set(named.map(({ personId }) => personId));
  const ended = seated.filter(
    ({ number, personId }) => leaving.includes(number) || renamed.has(personId),
  );
  const after = [...seated.filter((member) => !ended.includes(member)), ...named];
  const wrong = wrongWith(
    after.map(({ part }) => part),
    least,
  );
  return wrong
    ? refuse({ code: wrong })
    : { type: 'composed', ended: ended.map((m) => m.number), named };
}

function refuse(problem: CompositionProblem) {
  return { type: 'refused', problems: [problem] } as const;
}

function problemsOf(
  { personId, part, hasRole }: NamedMember,
  {
    seated,
    leaving,
    before,
  }: {
    readonly seated: readonly SeatedMember[];
    readonly leaving: readonly number[];
    readonly before: readonly NamedMember[];
  },
): readonly CompositionRefusal[] {
  const now = seated.find((member) => member.personId === personId);
  if (before.some((other) => other.personId === personId)) return ['named-twice'];
  if (now && leaving.includes(now.number)) return ['named-twice'];
  if (now?.part === part) return ['already-so'];
  return hasRole ? [] : ['not-of-the-body'];
}

function wrongWith(parts: readonly MemberPart[], least: number): CompositionRefusal | undefined {
  const count = (part: MemberPart): number => parts.filter((each) => each === part).length;
  if (count('chair') === 0) return 'chair-missing';
  if (count('chair') > 1) return 'chair-twice';
  return count('chair') + count('member') < least ? 'too-few-members' : undefined;
}
