import type { VNode } from 'preact';
import { Card, Section, useWords } from '../../platform/page/index.ts';
import type { LetterText } from './letter.ts';
import type { WrittenLetter } from './store.ts';
import { letterWords } from './words.ts';

/** A letter as it would be written now. */
export function LetterPreview({
  text: { title, paragraphs },
}: {
  readonly text: LetterText;
}): VNode {
  const words = useWords(letterWords);
  return (
    <Section id="letter" title={words.previewTitle}>
      <p>{words.previewHelp}</p>
      <Card>
        <div lang="it">
          <p>
            <b>{title}</b>
          </p>
          {paragraphs.map((paragraph, index) => (
            <p key={index} class="bd-lines">
              {paragraph}
            </p>
          ))}
        </div>
      </Card>
    </Section>
  );
}

/** A letter that was written, to be downloaded once its file is there. */
export function LetterLink({
  address,
  letter: { number, hash },
}: {
  /** Of the application. */
  readonly address: string;
  readonly letter: Pick<WrittenLetter, 'number' | 'hash'>;
}): VNode {
  const words = useWords(letterWords);
  return hash === null ? (
    <>{`${words.letter(number)}: ${words.comingFile}`}</>
  ) : (
    <a href={`${address}/letters/${number}`}>{words.letter(number)} (PDF/A)</a>
  );
}
