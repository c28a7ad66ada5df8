import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { openMailServer, type MailServer } from '../../src/platform/mail/mail-server.ts';
import { queueMessage } from '../../src/platform/mail/queue-message.ts';
import type { Message } from '../../src/platform/mail/message.ts';
import { cloneDatabase, type TestDatabase } from './template-database.ts';
import { testConfig } from './test-config.ts';

export interface Received {
  readonly to: readonly string[];
  readonly from: string;
  /** As it came: headers and body. */
  readonly raw: string;
}

/** What the server does with the next message that reaches it. */
export type Behaviour =
  | 'accept'
  | {
      readonly code: number;
      readonly text: string;
      readonly at: 'recipient' | 'data' | 'connection';
    }
  /** Ends the connection in the middle of the message. */
  | 'drop'
  /** Takes the whole message and says nothing until `release`. */
  | 'hold';

export interface TestMailServer {
  readonly port: number;
  readonly received: readonly Received[];
  /** How often somebody has begun a conversation. */
  readonly conversations: () => number;
  readonly next: (...behaviours: readonly Behaviour[]) => void;
  /** Resolves when a message is held. */
  readonly held: () => Promise<void>;
  readonly release: () => void;
  readonly close: () => Promise<void>;
}

/** A real mail server on this machine, which does what a test tells it. */
export async function startMailServer(): Promise<TestMailServer> {
  const script = new Script();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onConnect: (_session, callback) => {
      script.conversations += 1;
      callback(script.refusalAt('connection'));
    },
    onRcptTo: (_address, _session, callback) => callback(script.refusalAt('recipient')),
    onData: (stream, session, callback) => script.take(stream, session, callback),
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  script.drop = () => dropAll(server);
  return {
    port: (listening.address() as AddressInfo).port,
    received: script.received,
    conversations: () => script.conversations,
    next: (...more) => void script.behaviours.push(...more),
    held: () => script.held(),
    release: () => script.release(),
    close: () => {
      dropAll(server);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Done = (error?: Error | null, message?: string) => void;

/** What the server is to do with what comes, in this order. */
class Script {
  readonly received: Received[] = [];
  readonly behaviours: Behaviour[] = [];
  conversations = 0;
  drop: () => void = () => undefined;
  readonly #letGo: (() => void)[] = [];
  readonly #tellHeld: (() => void)[] = [];

  refusalAt(place: 'recipient' | 'data' | 'connection'): Error | null {
    const [now] = this.behaviours;
    if (typeof now !== 'object' || now.at !== place) return null;
    this.behaviours.shift();
    return Object.assign(new Error(now.text), { responseCode: now.code });
  }

  take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): void {
    const refusal = this.refusalAt('data');
    const now = refusal === null ? this.behaviours.shift() : undefined;
    if (now === 'drop') {
      stream.once('data', () => this.drop());
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (refusal !== null) return done(refusal);
      const keep = (): void => {
        this.received.push(receivedOf(session, chunks));
        done(null, 'OK: taken');
      };
      if (now !== 'hold') return keep();
      this.#letGo.push(keep);
      for (const tell of this.#tellHeld.splice(0)) tell();
    });
  }

  async held(): Promise<void> {
    if (this.#letGo.length > 0) return;
    await new Promise<void>((resolve) => void this.#tellHeld.push(resolve));
  }

  release(): void {
    for (const go of this.#letGo.splice(0)) go();
  }
}

function receivedOf({ envelope }: SMTPServerSession, chunks: readonly Buffer[]): Received {
  return {
    to: envelope.rcptTo.map(({ address }) => address),
    from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
    raw: Buffer.concat(chunks).toString('utf8'),
  };
}

function dropAll(server: SMTPServer): void {
  for (const { _socket: socket } of server.connections as unknown as Iterable<{
    readonly _socket: { readonly destroy: () => void };
  }>)
    socket.destroy();
}

export interface MailWorld {
  readonly url: string;
  readonly database: Database;
  readonly jobs: Database;
  readonly smtp: TestMailServer;
  readonly server: MailServer;
  readonly queue: (changes?: Partial<Message>) => Promise<string>;
  readonly stateOf: (id: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A database and a mail server, and nothing between them yet. */
export async function startMailWorld(): Promise<MailWorld> {
  const clone: TestDatabase = await cloneDatabase();
  const smtp = await startMailServer();
  const database = openDatabase(clone.url);
  const jobs = openDatabase(clone.url);
  const server = openMailServer(mailConfig(smtp.port));
  if (server === undefined) throw new Error('there is no mail server');
  return {
    url: clone.url,
    database,
    jobs,
    smtp,
    server,
    queue: (changes) =>
      database.db.transaction().execute((tx) => queueMessage(tx, { ...sample, ...changes })),
    stateOf: async (id) =>
      (
        await database.db
          .selectFrom('mail_message')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).state,
    close: async () => {
      await smtp.close();
      await Promise.all([database.close(), jobs.close()]);
      await clone.drop();
    },
  };
}

export function mailConfig(port: number) {
  const config = testConfig();
  return {
    ...config,
    mail: {
      server: { host: '127.0.0.1', port, isSecure: false, login: undefined },
      from: 'bandi@example.org',
      replyTo: 'ufficio@example.org',
    },
  };
}

const sample: Message = {
  kind: 'sample',
  about: 'application/1',
  recipient: 'ada.neri@example.org',
  language: 'it',
  subject: 'Prova',
  text: 'Buongiorno,\n\nquesta è una prova.',
};
