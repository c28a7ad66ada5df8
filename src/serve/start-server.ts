import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { ownAddress } from '../applications/incidents/probe.ts';
import { makeWatch, type Watch } from '../applications/incidents/watch.ts';
import { httpOrigin, isLoopbackUrl, type Config } from '../platform/config.ts';
import type { App } from '../platform/http/app-type.ts';
import { removeOldReplies } from '../platform/http/idempotency.ts';
import {
  errorForLog,
  logTime,
  logToFile,
  logToStandardOutput,
  type LogStream,
} from '../platform/log.ts';
import type { FileStore } from '../platform/files/file-store.ts';
import { openFileStore } from '../platform/files/open-file-store.ts';
import type { Jobs } from '../platform/jobs/start-jobs.ts';
import { checkAnchors } from '../platform/signatures/index.ts';
import type { Services } from '../platform/services.ts';
import { beginJobs } from './begin-jobs.ts';
import { signJournalDays } from '../platform/sign-journal-day.ts';
import { loadSigner, type Signer } from '../platform/signer.ts';
import type { PersonToBe } from '../trial/index.ts';
import { findPort } from './find-port.ts';
import { NotStarted } from './not-started.ts';
import { openServerDatabase, type OpenDatabase } from './open-server-database.ts';

export interface StartOptions {
  readonly config: Config;
  readonly version: string;
  /** Fills the database before the first request, and says who one can be. */
  readonly loadData?: (
    services: Services,
    options: { readonly isEmpty: boolean; readonly log: (message: string) => void },
  ) => Promise<readonly PersonToBe[]>;
  readonly isEmpty?: boolean;
  readonly say: (message: string) => void;
}

export interface Running {
  readonly address: string;
  readonly services: Services;
  /** Who one can be in a trial. */
  readonly people: readonly PersonToBe[];
  /** Where the log goes, when not to standard output. */
  readonly logFile: string | undefined;
  /** Answers what has arrived, refuses what is new, and leaves everything in order. */
  readonly close: () => Promise<void>;
  /** Settles when the server has had to stop by itself. */
  readonly lost: Promise<Error>;
}

type CreateApp = (typeof import('../app.ts'))['createApp'];

const hourMs = 3_600_000;

export type Started =
  | { readonly type: 'running'; readonly running: Running }
  /** Something outside the program is not as it must be; the reason says what to do. */
  | { readonly type: 'not-started'; readonly reason: string };

/** Starts everything that the server needs, and listens. */
export async function startServer(options: StartOptions): Promise<Started> {
  try {
    return { type: 'running', running: await start(options) };
  } catch (error) {
    if (error instanceof NotStarted) return { type: 'not-started', reason: error.message };
    throw error;
  }
}

async function start(options: StartOptions): Promise<Running> {
  const { config, say } = options;
  const port = await findPort(config);
  if (port !== config.port) say(`port ${config.port} is taken: using ${port}`);
  const { log, logFile } = openLog(config);
  // However the process ends, what it has said until then is written.
  process.once('exit', log.flush);
  const closeLog = (): void => {
    process.off('exit', log.flush);
    log.close();
  };
  try {
    const listening = await listen({ ...options, config: withPort(config, port) }, log);
    const close = async (): Promise<void> => {
      await listening.close();
      closeLog();
    };
    return { ...listening, logFile, close };
  } catch (error) {
    closeLog();
    throw error;
  }
}

async function listen(options: StartOptions, log: LogStream): Promise<Omit<Running, 'logFile'>> {
  const { config, version } = options;
  let lose: (reason: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    lose = resolve;
  });
  // The program is read while PostgreSQL starts: together they take as long as the longer of the two.
  const opening = openServerDatabase({
    config,
    log: (message) => writeLine(log, 'info', message),
    onTaken: lose,
  });
  const [opened, createApp] = await Promise.all([opening, readProgram(opening)]);
  let app: App | undefined;
  let watch: Watch | undefined;
  let jobs: Promise<Jobs> | undefined;
  const close = async (): Promise<void> => {
    await app?.close();
    await (await jobs)?.stop();
    // What was turned away while it closed is stored too.
    await watch?.stop();
    await opened.close();
  };
  try {
    for (const warning of opened.warnings) writeLine(log, 'warn', warning);
    const services = servicesOf(config, opened);
    const people = await options.loadData?.(services, {
      isEmpty: options.isEmpty === true,
      log: (message) => writeLine(log, 'info', message),
    });
    watch = watchOf(config, opened, (message) => writeLine(log, 'warn', message));
    const files = await openFiles(config);
    await checkSignatures(config);
    const checks = [...opened.checks, { name: 'files', check: files.check, isMinor: true }];
    app = createApp(services, { log, version, checks, acts: opened.acts, watch });
    keepHouse(app, services);
    await app.listen({ host: config.host, port: config.port });
    const listening = app.server.address() as AddressInfo;
    watch.start(ownAddress(listening));
    jobs = beginJobs(app, services, opened);
    const address = addressOf(config, listening);
    return { address, services, people: people ?? [], lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The store of documents, which can be written from the first moment. */
async function openFiles(config: Config): Promise<FileStore> {
  const store = openFileStore(config);
  const problem = await store.check();
  if (problem !== undefined) throw new NotStarted(`The store of documents ${problem}`);
  await store.sweep();
  return store;
}

/** Signatures can be checked from the first moment, where the operator says against what. */
async function checkSignatures({ signatureAnchors }: Config): Promise<void> {
  if (signatureAnchors === undefined) return;
  const problem = await checkAnchors(signatureAnchors);
  if (problem !== undefined) throw new NotStarted(`The folder of authorities ${problem}`);
}

function watchOf(
  { port, dataFolder }: Config,
  { database }: OpenDatabase,
  warn: (message: string) => void,
): Watch {
  return makeWatch({ database, server: `${hostname()}:${port}`, folder: dataFolder, warn });
}

function servicesOf(config: Config, { database }: OpenDatabase): Services {
  return {
    config,
    database,
    clock: () => new Date(),
    signer: openSigner(config.signingKeyFile),
  };
}

/** If the program cannot be read, the database that is being opened beside it must be closed again. */
async function readProgram(opening: Promise<OpenDatabase>): Promise<CreateApp> {
  try {
    return (await import('../app.ts')).createApp;
  } catch (error) {
    await opening.then(
      (opened) => opened.close(),
      () => undefined,
    );
    throw error;
  }
}

function openSigner(file: string): Signer {
  try {
    return loadSigner(file);
  } catch (error) {
    throw new NotStarted(
      `${file} cannot be used to sign (${(error as Error).message}): BANDOLO_SIGNING_KEY names an Ed25519 private key in PEM`,
      { cause: error },
    );
  }
}

function openLog(config: Config): Pick<Running, 'logFile'> & { readonly log: LogStream } {
  // A trial speaks to a person at a terminal, who asked for no lines of JSON.
  if (config.databaseUrl !== undefined || config.logLevel !== undefined)
    return { log: logToStandardOutput(), logFile: undefined };
  const logFile = join(config.dataFolder, 'log', 'server.log');
  return { log: logToFile(logFile), logFile };
}

function withPort(config: Config, port: number): Config {
  const standard = httpOrigin(config.host, config.port);
  return config.publicUrl === standard
    ? { ...config, port, publicUrl: httpOrigin(config.host, port) }
    : { ...config, port };
}

function addressOf(config: Config, { port }: AddressInfo): string {
  return isLoopbackUrl(config.publicUrl) ? httpOrigin(config.host, port) : config.publicUrl;
}

/** Every hour what must be forgotten is forgotten, and the days that are over are signed; a fault stops nothing else. */
function keepHouse(app: App, { database, signer }: Services): void {
  const keep = (): void => {
    const warn = (msg: string) => (error: unknown) =>
      app.log.warn({ error: errorForLog(error) }, msg);
    removeOldReplies(database.db).catch(warn('old replies could not be removed'));
    signJournalDays(database.db, signer).catch(warn('the journal could not be signed'));
  };
  const timer = setInterval(keep, hourMs).unref();
  app.addHook('onListen', (done) => {
    keep();
    done();
  });
  app.addHook('onClose', (_app, done) => {
    clearInterval(timer);
    done();
  });
}

function writeLine(log: LogStream, level: 'info' | 'warn', msg: string): void {
  log.write(`${JSON.stringify({ level, time: logTime(), msg })}\n`);
}
