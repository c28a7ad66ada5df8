import { createTransport } from 'nodemailer';
import type { Config } from '../config.ts';
import { isLoopbackName } from '../setting.ts';
import { htmlText, plainText, type Message, type Sender } from './message.ts';

/** What became of one conversation with the mail server. */
export interface Delivery {
  /** `later`: not this time, and perhaps not for a reason that lies in the message. */
  readonly outcome: 'accepted' | 'refused' | 'later';
  /** What the server said, or what broke. */
  readonly reply: string;
}

export interface MailServer {
  readonly sender: Sender;
  readonly deliver: (name: string, message: Message) => Promise<Delivery>;
  /** Whether the server can be reached and lets us in; what is wrong if not. */
  readonly check: () => Promise<string | undefined>;
}

const connectMs = 15_000;
const silenceMs = 30_000;
const replyCharactersMax = 500;

/** The mail server of the configuration; nothing where there is none. */
export function openMailServer({
  mail,
  body,
  publicUrl,
}: Pick<Config, 'mail' | 'body' | 'publicUrl'>): MailServer | undefined {
  if (mail === undefined) return undefined;
  const { host, port, isSecure, login } = mail.server;
  const sender: Sender = {
    name: body.name,
    address: mail.from,
    replyTo: mail.replyTo,
    origin: publicUrl,
  };
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    requireTLS: !isSecure && !isLoopbackName(host),
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    // Texts that people wrote name no files and no addresses that we would open.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    sender,
    deliver: async (name, message) => {
      try {
        const { response } = await transport.sendMail(envelopeOf(name, message, sender));
        return { outcome: 'accepted', reply: shortened(response) };
      } catch (error) {
        return deliveryOf(error);
      }
    },
    check: async () => {
      try {
        await transport.verify();
        return undefined;
      } catch (error) {
        return deliveryOf(error).reply;
      }
    },
  };
}

function envelopeOf(name: string, message: Message, sender: Sender) {
  const { recipient, subject, language } = message;
  return {
    messageId: name,
    from: { name: sender.name, address: sender.address },
    to: { name: '', address: recipient },
    ...(sender.replyTo === undefined ? {} : { replyTo: { name: '', address: sender.replyTo } }),
    envelope: { from: sender.address, to: [recipient] },
    subject,
    text: plainText(message, sender),
    html: htmlText(message, sender),
    // Holidays and lists do not answer what was sent by a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  };
}

/** A refusal for good has a number from 500 to 599, unless it is about us: then the next try may do. */
function deliveryOf(error: unknown): Delivery {
  if (!(error instanceof Error)) throw error;
  const { responseCode, response, code } = error as {
    readonly responseCode?: number;
    readonly response?: string;
    readonly code?: string;
  };
  // Without a code it is none of the mail server's doing.
  if (code === undefined) throw error;
  const isRefused =
    responseCode !== undefined && responseCode >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(code);
  return {
    outcome: isRefused ? 'refused' : 'later',
    reply: shortened(response ?? `${code}: ${error.message}`),
  };
}

function shortened(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, replyCharactersMax);
}
