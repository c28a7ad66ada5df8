import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import {
  formatConfigProblem,
  hiddenText,
  readConfig,
  settingEntries,
  type Config,
} from './config.ts';
import { settings } from './settings.ts';

type Environment = Readonly<Record<string, string>>;

function configOf(env: Environment): Config {
  const reading = readConfig(env, '/srv');
  if (reading.type === 'refused') throw new Error(reading.problems.map(formatConfigProblem).join());
  return reading.config;
}

function problemsOf(env: Environment): readonly string[] {
  const reading = readConfig(env, '/srv');
  return reading.type === 'refused' ? reading.problems.map(formatConfigProblem) : [];
}

test('an empty environment is a trial on this machine', () => {
  expect(configOf({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    isPortGiven: false,
    publicUrl: 'http://127.0.0.1:3000',
    dataFolder: resolve('/srv/.bandolo'),
    signingKeyFile: resolve('/srv/.bandolo/signing-key.pem'),
    databaseUrl: undefined,
    hasTrialSignIn: true,
    oidc: undefined,
    sessionIdleMinutes: 30,
    sessionHours: 8,
    trustProxy: [],
  });
  expect(configOf({ HOST: '::1', PORT: '4000' }).publicUrl).toBe('http://[::1]:4000');
  expect(configOf({ PORT: ' ', BANDOLO_DATA: '' })).toEqual(configOf({}));
});

test('a server for everybody has an address, a provider and no trial sign-in', () => {
  const config = configOf({
    HOST: '0.0.0.0',
    BANDOLO_PUBLIC_URL: 'https://bandi.example.org/',
    BANDOLO_OIDC_ISSUER: 'https://login.example.org',
    BANDOLO_OIDC_CLIENT_ID: 'bandolo',
    BANDOLO_OIDC_CLAIMS: '{"fiscalNumber":"cf"}',
    BANDOLO_TRUST_PROXY: '10.0.0.5, 10.1.0.0/16 fd00::/8',
  });
  expect(config.publicUrl).toBe('https://bandi.example.org');
  expect(config.hasTrialSignIn).toBe(false);
  expect(config.trustProxy).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
  expect(config.oidc?.claims).toMatchObject({ fiscalNumber: 'cf', givenName: 'given_name' });
  expect(configOf({ BANDOLO_PUBLIC_URL: 'https://bandi.example.org' }).hasTrialSignIn).toBe(false);
});

test.each<readonly [Environment, string]>([
  [{ PORT: 'http' }, 'PORT is "http": give a whole number from 0 to 65535, such as 3000'],
  [{ PORT: '70000' }, 'PORT is "70000": give a whole number from 0 to 65535, such as 3000'],
  [{ HOST: 'http://localhost' }, 'HOST is "http://localhost": give an address or a name'],
  [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL is "(hidden)": give the address of a PostgreSQL'],
  [{ BANDOLO_TRIAL: 'yes' }, 'BANDOLO_TRIAL is "yes": give on or off'],
  [{ BANDOLO_LOG: 'loud' }, 'BANDOLO_LOG is "loud": give one of fatal, error'],
  [{ BANDOLO_TRUST_PROXY: '10.0.0.0/40' }, 'BANDOLO_TRUST_PROXY is "10.0.0.0/40": give addresses'],
  [{ BANDOLO_TRUST_PROXY: '0.0.0.0/0' }, 'BANDOLO_TRUST_PROXY is "0.0.0.0/0": give addresses'],
  [{ BANDOLO_PUBLIC_URL: 'http://a.org' }, 'BANDOLO_PUBLIC_URL is "http://a.org": give an https'],
  [{ BANDOLO_PUBLIC_URL: 'https://a.org/x' }, 'give an https address without a path'],
  [{ BANDOLO_OIDC_CLAIMS: '{"cf":"x"}' }, 'give a JSON object with names for fiscalNumber'],
  [{ BANDOLO_BODY_PRIVACY: '//evil.org' }, 'give a path such as /privacy'],
  [{ BANDOLO_BODY_COLOUR: 'blue' }, 'BANDOLO_BODY_COLOUR is "blue": give a colour as # and six'],
  [
    { BANDOLO_BODY_COLOUR: '#3399ff' },
    'BANDOLO_BODY_COLOUR is "#3399ff": give a darker colour, such as #2878c9: white on this one has a contrast of 2.94:1',
  ],
  [{ BANDOLO_BODY_EMAIL: 'nobody' }, 'give an address of e-mail'],
  [
    { BANDOLO_SESION_HOURS: '4' },
    'BANDOLO_SESION_HOURS: there is no such setting; did you mean BANDOLO_SESSION_HOURS?',
  ],
  [{ BANDOLO_WHATEVER_ELSE: '1' }, 'there is no such setting; `bandolo config` lists them all'],
  [{ HOST: '0.0.0.0' }, 'BANDOLO_PUBLIC_URL: set it to the address that people use'],
  [
    { HOST: '0.0.0.0', BANDOLO_PUBLIC_URL: 'https://a.org', BANDOLO_TRIAL: 'on' },
    'BANDOLO_TRIAL is "on": turn it off',
  ],
  [{ BANDOLO_PUBLIC_URL: 'https://a.org', BANDOLO_TRIAL: 'on' }, 'anybody who reaches the server'],
  [{ BANDOLO_OIDC_ISSUER: 'https://a.org' }, 'BANDOLO_OIDC_CLIENT_ID: set it to the name'],
  [{ BANDOLO_OIDC_CLIENT_ID: 'x' }, 'BANDOLO_OIDC_ISSUER: set it to the address of the provider'],
  [{ BANDOLO_MIGRATION_URL: 'postgres://a@b/c' }, 'DATABASE_URL: set it too'],
  [{ BANDOLO_SESSION_IDLE_MINUTES: '120', BANDOLO_SESSION_HOURS: '1' }, 'make it no longer than'],
  [{ BANDOLO_BODY_SUPERIOR_URL: 'https://a.org' }, 'BANDOLO_BODY_SUPERIOR_NAME: set it'],
])('%o is refused with a remedy', (env, said) => {
  expect(problemsOf(env).join('\n')).toContain(said);
});

test('the lightest colour on which white can be read is taken, the next is not, and the proposed one is', () => {
  const colourOf = (text: string) => readConfig({ BANDOLO_BODY_COLOUR: text });
  expect(colourOf('#767676').type).toBe('config');
  expect(colourOf('#777777').type).toBe('refused');
  for (const colour of ['#ffffff', '#ffff00', '#ff0000', '#00ff00', '#3399ff', '#777777']) {
    const [, proposed = ''] =
      /such as (#[0-9a-f]{6})/.exec(problemsOf({ BANDOLO_BODY_COLOUR: colour }).join('')) ?? [];
    expect(colourOf(proposed)).toMatchObject({ config: { body: { colour: proposed } } });
  }
});

test('everything that is wrong is said at once', () => {
  const said = problemsOf({ PORT: 'x', BANDOLO_TRIAL: 'x', BANDOLO_PORT: '1' });
  expect(said).toHaveLength(3);
});

test('no secret is repeated', () => {
  const said = problemsOf({
    DATABASE_URL: 'postgresql:nonsense-with-hunter2',
    BANDOLO_MIGRATION_URL: 'hunter2',
  }).join('\n');
  expect(said).toContain('DATABASE_URL');
  expect(said).not.toContain('hunter2');
  const url = 'postgres://bandolo:hunter2@db.example.org/bandolo?sslpassword=hunter2';
  expect(hiddenText(settings.databaseUrl, url)).toBe(
    'postgres://bandolo:hidden@db.example.org/bandolo?hidden',
  );
  expect(hiddenText(settings.metricsToken, 'hunter2')).toBe('(hidden)');
});

test('the documentation lists every setting as the program knows it', () => {
  const text = readFileSync('docs/configuration.md', 'utf8');
  const rows = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, 4)
        .map((cell) => cell.trim()),
    );
  const wanted = settingEntries().map(([, { name, standard, standardAbout, about, isSecret }]) => [
    `\`${name}\``,
    standardAbout ?? `\`${standard}\``,
    isSecret === true ? `${about} Secret.` : about,
  ]);
  expect(rows).toEqual(wanted);
});

test('a mail server is an address with a name and a password, and needs a sender', () => {
  const from = { BANDOLO_MAIL_FROM: 'bandi@example.org' };
  const mailOf = (url: string) => configOf({ ...from, BANDOLO_SMTP_URL: url }).mail?.server;
  expect(mailOf('smtp://ada:p%40ss%2Fword@mail.example.org')).toEqual({
    host: 'mail.example.org',
    port: 587,
    isSecure: false,
    login: { user: 'ada', password: 'p@ss/word' },
  });
  expect(mailOf('smtps://mail.example.org')).toMatchObject({ port: 465, isSecure: true });
  expect(mailOf('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25, login: undefined });
  for (const wrong of [
    'mail.example.org',
    'http://a',
    'smtp://',
    'smtp://a/b',
    'smtp://a?tls=no',
    'smtp://:p@a',
    'smtp://%E0%A4%A@a',
  ])
    expect(problemsOf({ ...from, BANDOLO_SMTP_URL: wrong }), wrong).toHaveLength(1);
  expect(problemsOf({ BANDOLO_SMTP_URL: 'smtp://a.example.org' })).toEqual([
    'BANDOLO_MAIL_FROM: set it to the address from which messages come; BANDOLO_SMTP_URL alone sends nothing',
  ]);
  expect(problemsOf({ BANDOLO_MAIL_REPLY_TO: 'a@example.org' })[0]).toMatch(
    /^BANDOLO_SMTP_URL: set it/,
  );
  const wrong = problemsOf({ ...from, BANDOLO_SMTP_URL: 'smtp://ada:hunter2@a/b' });
  expect(wrong.join()).not.toContain('hunter2');
  expect(hiddenText(settings.smtpUrl, 'smtp://ada:hunter2@a.example.org')).toBe(
    'smtp://ada:hidden@a.example.org',
  );
});

test('jobs leave connections for pages and acts, and can be left to other servers', () => {
  expect(configOf({ BANDOLO_JOBS: '0', BANDOLO_DATABASE_CONNECTIONS: '5' }).jobsAtOnce).toBe(0);
  expect(problemsOf({ BANDOLO_JOBS: '4', BANDOLO_DATABASE_CONNECTIONS: '10' })).toEqual([
    'BANDOLO_DATABASE_CONNECTIONS is "10": make it at least 11: 4 jobs at once need 6, the decisive acts 3, the pages 2',
  ]);
});
