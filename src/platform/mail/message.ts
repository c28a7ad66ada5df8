import type { Language } from '../page/language.ts';

/** One message to one person. */
export interface Message {
  /** Given where something else names it in the same transaction. */
  readonly id?: string;
  /** What kind of message it is, a noun phrase in kebab-case: `partner-invitation`. */
  readonly kind: string;
  /** What it is about, as in the journal: `application/<id>`. */
  readonly about: string;
  /** Who is written to, where that is a person who is known here. */
  readonly personId?: string | null;
  readonly recipient: string;
  readonly language: Language;
  readonly subject: string;
  /** Paragraphs, with an empty line between them; no markup. */
  readonly text: string;
  /** The one address to open. */
  readonly link?: MessageLink;
}

export interface MessageLink {
  readonly label: string;
  /** Of a page of this server as a path, which the delivery makes whole. */
  readonly address: string;
  /** Opens something to whoever has it: kept only until the message is on its way. */
  readonly isSecret?: boolean;
}

export interface Sender {
  readonly name: string;
  readonly address: string;
  readonly replyTo: string | undefined;
  /** Of this server, before the paths of its pages. */
  readonly origin: string;
}

const subjectCharactersMax = 200;
// What may stand before the sign without quotes, and a name of a host after it: nothing that could end a header.
const address =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/;

/** Whether a message can be sent to this address, and to this one only. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && address.test(text);
}

/** A line of text: what people wrote somewhere may hold ends of lines, which would begin another header. */
export function oneLine(text: string, charactersMax = subjectCharactersMax): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).trimEnd()}…`;
}

const footers = {
  it: (body: string, answers: boolean) =>
    `${body}\n${answers ? 'Puoi rispondere a questo messaggio.' : 'Messaggio automatico.'} Non contiene elementi che rilevano se lo apri.`,
  en: (body: string, answers: boolean) =>
    `${body}\n${answers ? 'You can answer this message.' : 'Sent automatically.'} Nothing in it tells whether you open it.`,
} as const;

type Shown = Pick<Message, 'language' | 'subject' | 'text'> & {
  readonly link?: Pick<MessageLink, 'label' | 'address'> | undefined;
};

/** The message as plain text. */
export function plainText(
  { language, text, link }: Shown,
  { name, replyTo, origin }: Sender,
): string {
  return [
    text,
    ...(link === undefined ? [] : [`${link.label}:\n${wholeAddress(link, origin)}`]),
    `-- \n${footers[language](name, replyTo !== undefined)}`,
  ].join('\n\n');
}

/** The same as HTML: nothing is loaded from anywhere, and what people wrote stays text. */
export function htmlText(
  { language, subject, text, link }: Shown,
  { name, replyTo, origin }: Sender,
): string {
  const paragraphs = text.split(/\n{2,}/).map(paragraph);
  const button =
    link === undefined
      ? ''
      : `<p><a href="${escaped(wholeAddress(link, origin))}">${escaped(link.label)}</a></p>` +
        `<p style="font-size:14px">${escaped(wholeAddress(link, origin))}</p>`;
  const footer = escaped(footers[language](name, replyTo !== undefined)).replaceAll('\n', '<br>');
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#17324d;max-width:40em">' +
    `${paragraphs.join('')}${button}<hr><p style="font-size:14px">${footer}</p></body></html>`
  );
}

function wholeAddress({ address: to }: Pick<MessageLink, 'address'>, origin: string): string {
  return to.startsWith('/') ? `${origin}${to}` : to;
}

function paragraph(text: string): string {
  return `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
