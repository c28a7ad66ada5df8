import type { VNode } from 'preact';
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime';

/**
 * A part of a page of which there are hundreds, written as text and not as a tree of nodes. Texts are escaped, so that
 * they can stand between tags and, in double quotes, within them; nothing is left out as `null`.
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | VNode | readonly VNode[] | null)[]
): VNode {
  return jsxTemplate([...parts], ...values.map((value) => jsxEscape(value)));
}
