import type { ComponentChildren, VNode } from 'preact';
import { useWords } from './page-context.ts';
import type { Fact } from './parts.tsx';
import { pageWords } from './words.ts';

interface WhyProps {
  /** The question, such as `Why this figure?`; the standard one when left out. */
  readonly title?: string;
  /** The figure and its reason, in one sentence. */
  readonly sentence: ComponentChildren;
  /** The words of the call, to the letter. */
  readonly citation?: string;
  /** From the base to the result, which is the last. */
  readonly calculation?: readonly Fact[];
  /** What would change the figure, and what would not. */
  readonly changes?: readonly string[];
  readonly isOpen?: boolean;
}

/** The explanation of one figure, opened in place under it. */
export function Why(props: WhyProps): VNode {
  const { title, sentence, citation, calculation = [], changes = [], isOpen = false } = props;
  const words = useWords(pageWords);
  return (
    <details class="bd-why" open={isOpen}>
      <summary>{title ?? words.why}</summary>
      <div class="bd-why-body">
        <div class="bd-why-full">
          <p class="bd-why-say">{sentence}</p>
          {citation === undefined ? null : <p class="bd-cite">{citation}</p>}
        </div>
        {calculation.length === 0 ? null : <Calculation lines={calculation} />}
        {changes.length === 0 ? null : (
          <div>
            <p class="bd-why-title">{words.whatChanges}</p>
            <ul class="bd-if">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </details>
  );
}

function Calculation({ lines }: { readonly lines: readonly Fact[] }): VNode {
  const { calculation } = useWords(pageWords);
  return (
    <table class="bd-sum">
      <caption class="bd-why-title">{calculation}</caption>
      <tbody>
        {lines.map(({ term, value }, index) => (
          <tr key={index} class={index === lines.length - 1 ? 'res' : ''}>
            <th scope="row">{term}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
