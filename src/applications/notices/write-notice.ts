import type { Localized } from '../../engine/index.ts';
import { oneLine, type Message } from '../../platform/mail/message.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import type { Recipient } from '../partnership/recipients.ts';
import { noticeWords } from './words.ts';

/** Of an application, what a notice about it says. */
export interface NoticeSubject {
  readonly id: string;
  readonly title: string;
  readonly leadName: string;
  readonly call: { readonly slug: string; readonly title: Localized; readonly mode: Mode };
}

interface Notice<K extends 'asked' | 'voided' | 'entered' | 'closing'> {
  readonly id?: string;
  readonly kind: string;
  readonly what: K;
  readonly to: Recipient;
  /** After the address of the application. */
  readonly page?: string;
  readonly said: Omit<Parameters<(typeof noticeWords)['it'][K]>[0], 'project' | 'call' | 'lead'>;
}

/** A message about an application, in the language of whom it goes to. */
export function writeNotice<K extends 'asked' | 'voided' | 'entered' | 'closing'>(
  { id, title, leadName, call }: NoticeSubject,
  { kind, what, to, page = '', said, ...given }: Notice<K>,
): Message {
  const words = noticeWords[to.language];
  const about = {
    project: oneLine(title, 300),
    call: oneLine(call.title[to.language], 300),
    lead: oneLine(leadName, 300),
    ...said,
  };
  // Each sentence takes what its own kind of notice says.
  const { subject, text, label } = words[what](about as never);
  return {
    ...given,
    kind,
    about: `application/${id}`,
    personId: to.personId,
    recipient: to.email,
    language: to.language,
    subject,
    text: call.mode === 'live' ? text : `${words.modes[call.mode]}\n\n${text}`,
    link: { label, address: `/calls/${call.slug}/applications/${id}${page}` },
  };
}

/** A list as a sentence holds it. */
export function listed(parts: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
