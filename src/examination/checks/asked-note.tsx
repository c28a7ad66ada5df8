import type { VNode } from 'preact';
import { formatDay, Note, usePage, useWords, type Tone } from '../../platform/page/index.ts';
import type { RequestRecord } from '../requests/request.ts';
import { checkWords } from './words.ts';

const tones = { open: 'warn', replied: 'info', silent: 'warn' } as const satisfies Record<
  string,
  Tone
>;

/** The last that was asked of the applicant or announced, with its last day or its answer. */
export function AskedNote({
  requests,
  address,
}: {
  readonly requests: readonly RequestRecord[];
  readonly address: string;
}): VNode | null {
  const words = useWords(checkWords);
  const { language } = usePage();
  const last = requests.findLast(({ sent }) => sent !== null);
  if (!last?.sent) return null;
  const { state, kind, number, sent, ended } = last;
  if (state === 'draft' || state === 'withdrawn') return null;
  const day = state === 'replied' && ended ? ended.on : sent.dueOn;
  return (
    <Note tone={tones[state]} title={words.asked[kind][state](formatDay(day, language))}>
      <p>
        <a href={`${address}/requests/${number}`}>
          {state === 'replied' ? words.readReply : words.readAsked[kind]}
        </a>
      </p>
    </Note>
  );
}
