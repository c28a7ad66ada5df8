/** Who asks: one column of the table each. */
export const everyWho = [
  // Nine people with one role each, in the body of the call.
  'author',
  'officer',
  'evaluator',
  'panel-secretary',
  'signatory',
  'controller',
  'programme-coordinator',
  'auditor',
  'administrator',
  // The administrator of the body above.
  'parent-administrator',
  // Every role but administrator in another body; its administrator; and every role of the right body for another call.
  'foreign-official',
  'foreign-administrator',
  'other-call-official',
  // For the organisation that leads the application.
  'representative',
  'reader',
  'editor',
  'consenter',
  'submitter',
  // The legal representative of the partner.
  'partner',
  // Delegates of the lead with every scope: one whose mandate was revoked, one with a mandate for another call.
  'former-delegate',
  'other-call-delegate',
  // The legal representative of an organisation that has nothing to do with it.
  'stranger',
  // Signed in, without role or power.
  'plain',
  'nobody',
] as const;

export type Who = (typeof everyWho)[number];

/** What somebody gets: past the door, or one of the three ways of being kept out. */
export type Outcome = 'allowed' | 'sign-in' | 'forbidden' | 'not-found';

/** `GET /calls/:call`, as the route is declared. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

export interface Row {
  readonly route: Route;
  readonly expected: Readonly<Record<Who, Outcome>>;
}

/** Open to whoever comes. */
export function everybody(...routes: readonly Route[]): readonly Row[] {
  return rows(routes, () => 'allowed');
}

/** Open to whoever is signed in. */
export function signedIn(...routes: readonly Route[]): readonly Row[] {
  return rows(routes, (who) => (who === 'nobody' ? 'sign-in' : 'allowed'));
}

/** Open to some; the others are told that it is closed to them. */
export function closed(allowed: readonly Who[], ...routes: readonly Route[]): readonly Row[] {
  return rows(routes, outcomes(allowed, 'forbidden'));
}

/** Nothing is there in what the tests have made, whoever asks. */
export function absent(...routes: readonly Route[]): readonly Row[] {
  return rows(routes, () => 'not-found');
}

/** Open to some; the others do not learn that it exists. */
export function hidden(allowed: readonly Who[], ...routes: readonly Route[]): readonly Row[] {
  return rows(routes, outcomes(allowed, 'not-found'));
}

/** Hidden, save from a few who see it and may not do this to it. */
export function hiddenButSeen(
  { allowed, forbidden }: { readonly allowed: readonly Who[]; readonly forbidden: readonly Who[] },
  ...routes: readonly Route[]
): readonly Row[] {
  const other = outcomes(allowed, 'not-found');
  return rows(routes, (who) => (forbidden.includes(who) ? 'forbidden' : other(who)));
}

function outcomes(allowed: readonly Who[], other: Outcome): (who: Who) => Outcome {
  return (who) => {
    if (who === 'nobody') return 'sign-in';
    return allowed.includes(who) ? 'allowed' : other;
  };
}

function rows(routes: readonly Route[], outcomeOf: (who: Who) => Outcome): readonly Row[] {
  const expected = Object.fromEntries(everyWho.map((who) => [who, outcomeOf(who)]));
  return routes.map((route) => ({ route, expected: expected as Row['expected'] }));
}
