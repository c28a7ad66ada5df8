import type { VNode } from 'preact';

/** What an act of a row is about, for who hears its button without the row. */
export function About({ what }: { readonly what: string }): VNode {
  return <span class="bd-vh">: {what}</span>;
}
