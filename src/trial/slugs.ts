/** The person of the trial who acts on calls. */
export const author = 'author';
/** The person of the trial who records incidents. */
export const officer = 'officer';

/** The address of the rehearsal of a definition. */
export function rehearsalOf(definition: string): string {
  return `${definition}.rehearsal`;
}
