import type { VNode } from 'preact';
import { iconPaths } from './icon-paths.ts';

export type IconName = keyof typeof iconPaths;

/** A picture beside words that say the same. */
export function Icon({ name }: { readonly name: IconName }): VNode {
  return (
    <svg class="bd-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={iconPaths[name]} />
    </svg>
  );
}
