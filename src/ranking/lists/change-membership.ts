import type { Membership, MembershipChange } from '../acts/act-content.ts';

/**
 * What a list act changes: who is recognised from a day on and was not, and whose stretch ends on it. Stretches that
 * had ended before stay; one that would be empty never was.
 */
export function changeMembership({
  known,
  base,
  listed,
  fromDay,
}: {
  /** What is known now. */
  readonly known: readonly Membership[];
  /** What the act goes on from: what is known now, or what was before the act it takes the place of. */
  readonly base: readonly Membership[];
  /** Who is in the list from that day on. */
  readonly listed: ReadonlySet<string>;
  readonly fromDay: string;
}): MembershipChange {
  const wanted = membershipAfter(base, listed, fromDay);
  const names = new Set(wanted.map(nameOf));
  const there = new Set(known.map(nameOf));
  return {
    fromDay,
    added: wanted.filter((each) => !there.has(nameOf(each))),
    dropped: known.filter((each) => !names.has(nameOf(each))),
  };
}

function membershipAfter(
  base: readonly Membership[],
  listed: ReadonlySet<string>,
  fromDay: string,
): readonly Membership[] {
  const running = new Set<string>();
  const kept = base.flatMap((each): readonly Membership[] => {
    const { application, from, until } = each;
    const lasts = until === null || until > fromDay;
    if (!lasts) return [each];
    if (listed.has(application)) {
      // One that began later begins on this day now.
      running.add(application);
      return [{ application, from: from > fromDay ? fromDay : from, until: null }];
    }
    return from >= fromDay ? [] : [{ application, from, until: fromDay }];
  });
  const fresh = [...listed]
    .filter((application) => !running.has(application))
    .map((application): Membership => ({ application, from: fromDay, until: null }));
  return [...kept, ...fresh];
}

function nameOf({ application, from, until }: Membership): string {
  return `${application}/${from}/${until ?? ''}`;
}
