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
  title,
}: {
  /** Of the application. */
  readonly address: string;
  readonly letter: Pick<WrittenLetter, 'number' | 'hash'>;
  /** What it is about, where that is not said beside it. */
  readonly title?: string | undefined;
}): VNode {
  const words = useWords(letterWords);
  const name = title === undefined ? words.letter(number) : words.letterAbout(number, title);
  return hash === null ? (
    <>{`${name}: ${words.comingFile}`}</>
  ) : (
    <a href={`${address}/letters/${number}`}>{name} (PDF/A)</a>
  );
}
