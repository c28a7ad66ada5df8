import type { VNode } from 'preact';
import { addressOf } from '../../applications/index.ts';
import { useWords } from '../../platform/page/index.ts';
import { LetterLink } from '../letters/letter-preview.tsx';
import type { Whole } from './show-request.ts';
import { dialogueWords } from './words.ts';

/** The letter that came with a request, for those whom it is for. */
export function LetterOfRequest({
  letter,
  dialogue: { applicationId, snapshot },
}: Pick<Whole, 'letter' | 'dialogue'>): VNode | null {
  const words = useWords(dialogueWords);
  if (!letter) return null;
  const address = addressOf({ id: applicationId, call: snapshot.call });
  return (
    <p>
      {words.inWriting}: <LetterLink address={address} letter={letter} />
    </p>
  );
}
