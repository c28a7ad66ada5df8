import { resolve } from 'node:path';
import { findNearest } from '../engine/index.ts';
import type { ClamdAddress } from './files/clamd.ts';
import type { S3Config } from './files/s3-requests.ts';
import { isLoopbackName, type Setting, type SmtpServer } from './setting.ts';
import { otherVariables, settings, type claimNames, type SettingKey } from './settings.ts';

/** What the environment says of this server, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Whether the port was asked for by name; the standard one may give way to the next. */
  readonly isPortGiven: boolean;
  /** The origin that people use, without a slash at the end. */
  readonly publicUrl: string;
  readonly trustProxy: readonly string[];
  /** Absolute. */
  readonly dataFolder: string;
  /** Absolute. */
  readonly signingKeyFile: string;
  /** Absolute. */
  readonly filesFolder: string;
  /** Where documents are kept; in `filesFolder` when there is none. */
  readonly s3: S3Config | undefined;
  readonly fileLimits: FileLimits;
  /** What looks for malware; nothing where documents are not looked at. */
  readonly clamd: ClamdAddress | undefined;
  /** Absolute; nothing where no signatures are checked. */
  readonly signatureAnchors: string | undefined;
  readonly logLevel: LogLevel | undefined;
  readonly metricsToken: string | undefined;
  /** Without it the server starts a PostgreSQL of its own. */
  readonly databaseUrl: string | undefined;
  readonly migrationUrl: string | undefined;
  readonly databaseConnectionsMax: number;
  /** Jobs in the background at once; none when 0. */
  readonly jobsAtOnce: number;
  /** Without it messages stay in the outbox. */
  readonly mail: MailConfig | undefined;
  readonly hasTrialSignIn: boolean;
  readonly oidc: OidcConfig | undefined;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  readonly registerQueueMax: number;
  readonly body: BodyConfig;
}

export type LogLevel = NonNullable<Values['logLevel']>;

/** What one application may hand in. */
export interface FileLimits {
  /** Of one file. */
  readonly fileBytesMax: number;
  readonly filesMax: number;
  /** Of all files of an application together. */
  readonly bytesMax: number;
}

export interface MailConfig {
  readonly server: SmtpServer;
  readonly from: string;
  readonly replyTo: string | undefined;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scope: string;
  readonly claims: Readonly<Record<(typeof claimNames)[number], string>>;
  /** Values of the level claim that are accepted; the first is asked for. */
  readonly levels: readonly string[];
}

/** The body that runs the server, as it presents itself on every page. */
export interface BodyConfig {
  readonly name: string;
  readonly tagline: string | undefined;
  readonly logoFile: string | undefined;
  /** As `#0066cc`; dark enough for white to be read on it. */
  readonly colour: string | undefined;
  readonly address: string | undefined;
  readonly email: string | undefined;
  readonly certifiedEmail: string | undefined;
  readonly phone: string | undefined;
  readonly privacyUrl: string;
  readonly legalNotesUrl: string;
  readonly accessibilityUrl: string;
  readonly transparencyUrl: string | undefined;
  /** In the index of public administrations. */
  readonly identifier: string | undefined;
  readonly superior: { readonly name: string; readonly url: string | undefined } | undefined;
}

/** A variable that cannot be used as it is, and what to do about it. */
export interface ConfigProblem {
  readonly variable: string;
  /** As given; hidden when it is a secret, absent when it is missing. */
  readonly value?: string;
  readonly remedy: string;
}

export type ConfigReading =
  | { readonly type: 'config'; readonly config: Config }
  | { readonly type: 'refused'; readonly problems: readonly ConfigProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;
type ValueOf<K extends SettingKey> =
  Extract<ReturnType<(typeof settings)[K]['read']>, { ok: true }> extends { value: infer V }
    ? V
    : never;
type Values = {
  readonly [K in SettingKey]: (typeof settings)[K] extends { readonly standard: string }
    ? ValueOf<K>
    : ValueOf<K> | undefined;
};

/** Reads every setting at once, so that all that is wrong is said together. */
export function readConfig(env: Environment, folder = process.cwd()): ConfigReading {
  const problems: ConfigProblem[] = [...unknownVariables(env)];
  const read: Partial<Record<SettingKey, unknown>> = {};
  for (const [key, setting] of settingEntries()) {
    const text = given(env, setting);
    const result = (text ?? setting.standard) === undefined ? undefined : readOne(setting, text);
    if (result && !result.ok) problems.push(problemOf(setting, text, `give ${result.expected}`));
    else read[key] = result?.value;
  }
  const values = read as Values;
  if (problems.length === 0) problems.push(...crossProblems(values, env));
  return problems.length > 0
    ? { type: 'refused', problems }
    : { type: 'config', config: configOf(values, env, folder) };
}

/** `PORT is "http": give a whole number…` */
export function formatConfigProblem({ variable, value, remedy }: ConfigProblem): string {
  return value === undefined ? `${variable}: ${remedy}` : `${variable} is "${value}": ${remedy}`;
}

export function settingEntries(): readonly (readonly [SettingKey, Setting<unknown>])[] {
  return Object.entries(settings) as unknown as readonly (readonly [
    SettingKey,
    Setting<unknown>,
  ])[];
}

/** What the environment gives for a setting; an empty text is nothing given. */
export function given(env: Environment, setting: Pick<Setting<unknown>, 'name'>) {
  const text = env[setting.name]?.trim();
  return text === '' ? undefined : text;
}

/** A secret as it may be shown: of an address of a database or a mail server, all but the password. */
export function hiddenText(setting: Setting<unknown>, text: string): string {
  if (setting.isSecret !== true) return text;
  if (!setting.read(text).ok || !/^(postgres(ql)?|smtps?):/.test(text)) return '(hidden)';
  const url = new URL(text);
  if (url.password !== '') url.password = 'hidden';
  url.search = url.search === '' ? '' : '?hidden';
  return url.href;
}

function readOne(setting: Setting<unknown>, text: string | undefined) {
  return setting.read(text ?? setting.standard ?? '');
}

function problemOf(
  setting: Setting<unknown>,
  text: string | undefined,
  remedy: string,
): ConfigProblem {
  return {
    variable: setting.name,
    ...(text === undefined ? {} : { value: hiddenText(setting, text) }),
    remedy,
  };
}

function unknownVariables(env: Environment): readonly ConfigProblem[] {
  const names = settingEntries().map(([, { name }]) => name);
  return Object.keys(env)
    .filter((name) => name.startsWith('BANDOLO_'))
    .filter((name) => !names.includes(name) && !otherVariables.includes(name))
    .map((variable) => {
      const near = findNearest(variable, names);
      const hint = near === undefined ? '`bandolo config` lists them all' : `did you mean ${near}?`;
      return { variable, remedy: `there is no such setting; ${hint}` };
    });
}

type CrossProblem = readonly [isWrong: boolean, key: SettingKey, remedy: string];

function bucketProblems(values: Values): readonly CrossProblem[] {
  return [
    [
      values.s3Url !== undefined && !/^\/[^/]/.test(new URL(values.s3Url).pathname),
      's3Url',
      'name the bucket after the host, such as https://objects.example.org/documents',
    ],
    ...(['s3AccessKey', 's3SecretKey'] as const).flatMap((key) => [
      [
        values.s3Url !== undefined && values[key] === undefined,
        key,
        'set it too, for the bucket in BANDOLO_S3_URL',
      ] as const,
      [
        values.s3Url === undefined && values[key] !== undefined,
        's3Url',
        'set it to the address of the bucket, or remove the other BANDOLO_S3_ settings',
      ] as const,
    ]),
    [
      values.s3Url !== undefined && values.fileMegabytesMax > 5_000,
      'fileMegabytesMax',
      'make it no more than 5000: a bucket takes no larger object at once',
    ],
  ];
}

/** What is wrong between settings that are each right. */
function crossProblems(values: Values, env: Environment): readonly ConfigProblem[] {
  const isReachable = !isLoopbackName(values.host);
  const isPublic = values.publicUrl !== undefined && !isLoopbackUrl(values.publicUrl);
  const hasIssuer = values.oidcIssuer !== undefined;
  const problems: readonly CrossProblem[] = [
    [
      isReachable && values.publicUrl === undefined,
      'publicUrl',
      'set it to the address that people use, such as https://bandi.example.org: HOST can be reached from other machines',
    ],
    [
      values.hasTrialSignIn === true && (isReachable || isPublic),
      'hasTrialSignIn',
      'turn it off, or listen on 127.0.0.1 only: anybody who reaches the server could be anybody',
    ],
    [
      hasIssuer && values.oidcClientId === undefined,
      'oidcClientId',
      'set it to the name of this server at the provider in BANDOLO_OIDC_ISSUER',
    ],
    [
      !hasIssuer && (values.oidcClientId ?? values.oidcClientSecret) !== undefined,
      'oidcIssuer',
      'set it to the address of the provider, or remove the other BANDOLO_OIDC_ settings',
    ],
    ...bucketProblems(values),
    [
      values.migrationUrl !== undefined && values.databaseUrl === undefined,
      'databaseUrl',
      'set it too, with the login that runs the server; BANDOLO_MIGRATION_URL is only for changing tables',
    ],
    [
      values.bodySuperiorUrl !== undefined && values.bodySuperiorName === undefined,
      'bodySuperiorName',
      'set it to the name of the body whose site is in BANDOLO_BODY_SUPERIOR_URL',
    ],
    [
      values.smtpUrl !== undefined && values.mailFrom === undefined,
      'mailFrom',
      'set it to the address from which messages come; BANDOLO_SMTP_URL alone sends nothing',
    ],
    [
      values.smtpUrl === undefined && (values.mailFrom ?? values.mailReplyTo) !== undefined,
      'smtpUrl',
      'set it to the mail server, such as smtp://mail.example.org, or remove the other BANDOLO_MAIL_ settings',
    ],
    [
      values.databaseConnectionsMax < leastConnections(values.jobsAtOnce),
      'databaseConnectionsMax',
      `make it at least ${leastConnections(values.jobsAtOnce)}: ${values.jobsAtOnce} jobs at once need ${jobConnections(values.jobsAtOnce)}, the decisive acts ${actConnections}, the pages ${leastPageConnections}`,
    ],
    [
      values.sessionIdleMinutes > values.sessionHours * 60,
      'sessionIdleMinutes',
      'make it no longer than BANDOLO_SESSION_HOURS',
    ],
  ];
  return problems
    .filter(([isWrong]) => isWrong)
    .map(([, key, remedy]) => problemOf(settings[key], given(env, settings[key]), remedy));
}

/** Of the connections of a server, a few are only for the decisive acts. */
export const actConnections = 3;
const leastPageConnections = 2;

/** One that listens for jobs, one that looks after them, and one for each at once. */
export function jobConnections(atOnce: number): number {
  return atOnce === 0 ? 0 : atOnce + 2;
}

function leastConnections(atOnce: number): number {
  return actConnections + leastPageConnections + jobConnections(atOnce);
}

const megabyte = 1_000_000;

function configOf(values: Values, env: Environment, folder: string): Config {
  const dataFolder = resolve(folder, values.dataFolder);
  const publicUrl = values.publicUrl ?? httpOrigin(values.host, values.port);
  const oidc = oidcOf(values);
  return {
    host: values.host,
    port: values.port,
    isPortGiven: given(env, settings.port) !== undefined,
    publicUrl,
    trustProxy: values.trustProxy ?? [],
    dataFolder,
    signingKeyFile: resolve(folder, values.signingKeyFile ?? `${dataFolder}/signing-key.pem`),
    filesFolder: resolve(folder, values.filesFolder ?? `${dataFolder}/files`),
    s3: s3Of(values),
    clamd: values.clamd,
    fileLimits: {
      fileBytesMax: values.fileMegabytesMax * megabyte,
      filesMax: values.filesPerApplicationMax,
      bytesMax: values.applicationMegabytesMax * megabyte,
    },
    signatureAnchors:
      values.signatureAnchors === undefined ? undefined : resolve(folder, values.signatureAnchors),
    logLevel: values.logLevel,
    metricsToken: values.metricsToken,
    databaseUrl: values.databaseUrl,
    migrationUrl: values.migrationUrl,
    databaseConnectionsMax: values.databaseConnectionsMax,
    jobsAtOnce: values.jobsAtOnce,
    mail: mailOf(values),
    hasTrialSignIn:
      values.hasTrialSignIn ??
      (oidc === undefined && isLoopbackName(values.host) && isLoopbackUrl(publicUrl)),
    oidc,
    sessionIdleMinutes: values.sessionIdleMinutes,
    sessionHours: values.sessionHours,
    requestsPerMinute: values.requestsPerMinute,
    signInsPerMinute: values.signInsPerMinute,
    registerQueueMax: values.registerQueueMax,
    body: bodyOf(values, folder),
  };
}

function mailOf({ smtpUrl, mailFrom, mailReplyTo }: Values): MailConfig | undefined {
  return smtpUrl === undefined || mailFrom === undefined
    ? undefined
    : { server: smtpUrl, from: mailFrom, replyTo: mailReplyTo };
}

function s3Of({ s3Url, s3Region, s3AccessKey, s3SecretKey }: Values): S3Config | undefined {
  if (s3Url === undefined || s3AccessKey === undefined || s3SecretKey === undefined)
    return undefined;
  const url = s3Url.replace(/\/+$/, '');
  return { url, region: s3Region, accessKeyId: s3AccessKey, secretAccessKey: s3SecretKey };
}

function oidcOf(values: Values): OidcConfig | undefined {
  if (values.oidcIssuer === undefined || values.oidcClientId === undefined) return undefined;
  const standard = settings.oidcClaims.read(settings.oidcClaims.standard);
  return {
    issuer: values.oidcIssuer,
    clientId: values.oidcClientId,
    clientSecret: values.oidcClientSecret,
    scope: values.oidcScope,
    claims: {
      ...(standard.ok ? standard.value : {}),
      ...values.oidcClaims,
    } as OidcConfig['claims'],
    levels: values.oidcLevels,
  };
}

function bodyOf(values: Values, folder: string): BodyConfig {
  return {
    name: values.bodyName,
    tagline: values.bodyTagline,
    logoFile: values.bodyLogo === undefined ? undefined : resolve(folder, values.bodyLogo),
    colour: values.bodyColour,
    address: values.bodyAddress,
    email: values.bodyEmail,
    certifiedEmail: values.bodyCertifiedEmail,
    phone: values.bodyPhone,
    privacyUrl: values.bodyPrivacyUrl,
    legalNotesUrl: values.bodyLegalNotesUrl,
    accessibilityUrl: values.bodyAccessibilityUrl,
    transparencyUrl: values.bodyTransparencyUrl,
    identifier: values.bodyIdentifier,
    superior:
      values.bodySuperiorName === undefined
        ? undefined
        : { name: values.bodySuperiorName, url: values.bodySuperiorUrl },
  };
}

export function httpOrigin(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function isLoopbackUrl(url: string): boolean {
  return isLoopbackName(new URL(url).hostname);
}
