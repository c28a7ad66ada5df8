/** Who writes calls and publishes them. */
export const mayPublish = ['author', 'administrator'] as const;
/** Who decides on a term. */
export const mayExtend = ['officer', 'administrator'] as const;
/** A rehearsal has no effect, so both may arrange one. */
export const mayRehearse = ['author', 'officer', 'administrator'] as const;
