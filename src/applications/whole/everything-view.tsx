import type { VNode } from 'preact';
import { Section, useWords } from '../../platform/page/index.ts';
import { wholeWords } from './whole-words.ts';

/** Where all of an application is taken away: to be read, for programs, with its documents. */
export function Everything({
  address,
  isTextOnly = false,
}: {
  /** The page of the application. */
  readonly address: string;
  readonly isTextOnly?: boolean;
}): VNode {
  const words = useWords(wholeWords);
  return (
    <Section id="everything" title={words.everything}>
      <p>{words.everythingHelp}</p>
      <ul>
        <li>
          <a href={`${address}/pdf`}>{words.pdf}</a>
        </li>
        {isTextOnly ? null : (
          <>
            <li>
              <a href={`${address}/zip`}>{words.zip}</a>
            </li>
            <li>
              <a href={`${address}/json`}>{words.json}</a>
            </li>
          </>
        )}
      </ul>
    </Section>
  );
}
