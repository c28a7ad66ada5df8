import {
  readChoice,
  readClamd,
  readColour,
  readCount,
  readDatabaseUrl,
  readEmail,
  readHost,
  readLink,
  readList,
  readNames,
  readNetworks,
  readOrigin,
  readSmtpUrl,
  readSwitch,
  readText,
  readWebAddress,
  type Setting,
} from './setting.ts';

export const claimNames = ['fiscalNumber', 'givenName', 'familyName', 'email', 'level'] as const;

const serverSettings = {
  host: {
    name: 'HOST',
    about: 'Address on which the server listens.',
    standard: '127.0.0.1',
    read: readHost,
  },
  port: {
    name: 'PORT',
    about: 'Port on which the server listens; 0 takes any that is free.',
    standard: '3000',
    standardAbout: '3000, or the next one that is free',
    read: readCount(0, 65_535, 3000),
  },
  publicUrl: {
    name: 'BANDOLO_PUBLIC_URL',
    about:
      'Address at which people reach the server, without a path; https unless it is this machine.',
    standardAbout: 'http and the address on which it listens, when only this machine reaches that',
    read: readOrigin,
  },
  trustProxy: {
    name: 'BANDOLO_TRUST_PROXY',
    about: 'Addresses or networks of the proxies whose X-Forwarded headers are believed.',
    standardAbout: 'none',
    read: readNetworks,
  },
  dataFolder: {
    name: 'BANDOLO_DATA',
    about: 'Folder for the embedded database, the signing key and the log of the trial.',
    standard: '.bandolo',
    read: readText,
  },
  signingKeyFile: {
    name: 'BANDOLO_SIGNING_KEY',
    about: 'File of the Ed25519 key (PEM) that signs receipts; the same for all servers of a body.',
    standardAbout: 'signing-key.pem in BANDOLO_DATA, made on the first start',
    read: readText,
  },
  filesFolder: {
    name: 'BANDOLO_FILES',
    about: 'Folder of the documents that are handed in; the same for all servers of a body.',
    standardAbout: 'files in BANDOLO_DATA',
    read: readText,
  },
  s3Url: {
    name: 'BANDOLO_S3_URL',
    about:
      'Bucket of a service that speaks S3, in path style, in which documents are kept; they still arrive in BANDOLO_FILES.',
    standardAbout: 'none: documents are kept in BANDOLO_FILES',
    read: readWebAddress,
  },
  s3Region: {
    name: 'BANDOLO_S3_REGION',
    about: 'Region that is signed with each request to the bucket.',
    standard: 'us-east-1',
    read: readText,
  },
  s3AccessKey: {
    name: 'BANDOLO_S3_ACCESS_KEY',
    about: 'Name of the key that may list, read, write and delete in the bucket.',
    standardAbout: 'none',
    read: readText,
  },
  s3SecretKey: {
    name: 'BANDOLO_S3_SECRET_KEY',
    about: 'The secret of that key.',
    standardAbout: 'none',
    isSecret: true,
    read: readText,
  },
  clamd: {
    name: 'BANDOLO_CLAMD',
    about: 'Where the scanner clamd listens, which looks at documents after they were handed in.',
    standardAbout: 'none: documents are not looked at',
    read: readClamd,
  },
  signatureAnchors: {
    name: 'BANDOLO_SIGNATURE_ANCHORS',
    about:
      'Folder of the authorities against which signatures are checked: certificates (.pem, .cer, .der), trusted lists (.xml), lists of revoked certificates (.crl).',
    standardAbout: 'none: consents are given with an account only',
    read: readText,
  },
  logLevel: {
    name: 'BANDOLO_LOG',
    about: 'Least level that is logged, as JSON on standard output.',
    standardAbout: 'info; in a trial, to server.log in BANDOLO_DATA',
    read: readChoice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  metricsToken: {
    name: 'BANDOLO_METRICS_TOKEN',
    about: 'Bearer token that reads /metrics from elsewhere.',
    standardAbout: 'none: only this machine reads them',
    isSecret: true,
    read: readText,
  },
} satisfies Group;

const databaseSettings = {
  databaseUrl: {
    name: 'DATABASE_URL',
    about: 'PostgreSQL 15 or newer, with the login that runs the server.',
    standardAbout: 'none: an embedded PostgreSQL is started',
    isSecret: true,
    read: readDatabaseUrl,
  },
  migrationUrl: {
    name: 'BANDOLO_MIGRATION_URL',
    about: 'The same database with the login that may change its tables.',
    standardAbout: 'none: DATABASE_URL, if its login may',
    isSecret: true,
    read: readDatabaseUrl,
  },
  databaseConnectionsMax: {
    name: 'BANDOLO_DATABASE_CONNECTIONS',
    about: 'Connections to the database that one server opens at most.',
    standard: '14',
    read: readCount(5, 500, 14),
  },
  jobsAtOnce: {
    name: 'BANDOLO_JOBS',
    about:
      'Jobs in the background that one server carries out at once; 0 leaves all of them to other servers.',
    standard: '2',
    read: readCount(0, 50, 2),
  },
} satisfies Group;

const mailSettings = {
  smtpUrl: {
    name: 'BANDOLO_SMTP_URL',
    about:
      'Mail server: smtps:// for TLS at once, smtp:// for STARTTLS, which only a server on this machine may lack.',
    standardAbout: 'none: messages are kept and not sent',
    isSecret: true,
    read: readSmtpUrl,
  },
  mailFrom: {
    name: 'BANDOLO_MAIL_FROM',
    about: 'Address from which messages come; its name is that of the body.',
    standardAbout: 'none; needed with BANDOLO_SMTP_URL',
    read: readEmail,
  },
  mailReplyTo: {
    name: 'BANDOLO_MAIL_REPLY_TO',
    about: 'Address to which answers to messages go.',
    standardAbout: 'none: to BANDOLO_MAIL_FROM',
    read: readEmail,
  },
} satisfies Group;

const signInSettings = {
  hasTrialSignIn: {
    name: 'BANDOLO_TRIAL',
    about:
      'Sign-in as a fictional person without a password; only where no other machine can reach it.',
    standardAbout: 'on when HOST and BANDOLO_PUBLIC_URL are this machine and there is no provider',
    read: readSwitch,
  },
  oidcIssuer: {
    name: 'BANDOLO_OIDC_ISSUER',
    about: 'OpenID Connect provider of identities.',
    standardAbout: 'none',
    read: readWebAddress,
  },
  oidcClientId: {
    name: 'BANDOLO_OIDC_CLIENT_ID',
    about: 'Name of this server at the provider.',
    standardAbout: 'none',
    read: readText,
  },
  oidcClientSecret: {
    name: 'BANDOLO_OIDC_CLIENT_SECRET',
    about: 'Secret of this server at the provider.',
    standardAbout: 'none',
    isSecret: true,
    read: readText,
  },
  oidcScope: {
    name: 'BANDOLO_OIDC_SCOPE',
    about: 'Scopes that are asked for.',
    standard: 'openid profile email',
    read: readText,
  },
  oidcClaims: {
    name: 'BANDOLO_OIDC_CLAIMS',
    about: `Names of the claims, as JSON: ${claimNames.join(', ')}.`,
    standard:
      '{"fiscalNumber":"https://attributes.eid.gov.it/fiscal_number","givenName":"given_name","familyName":"family_name","email":"email","level":"acr"}',
    read: readNames(claimNames, '{"fiscalNumber":"fiscal_number"}'),
  },
  oidcLevels: {
    name: 'BANDOLO_OIDC_LEVEL',
    about: 'Values of the level claim that are accepted, the one asked for first.',
    standard: 'https://www.spid.gov.it/SpidL2 https://www.spid.gov.it/SpidL3',
    read: readList,
  },
  sessionIdleMinutes: {
    name: 'BANDOLO_SESSION_IDLE_MINUTES',
    about: 'Minutes without use after which a session ends.',
    standard: '30',
    read: readCount(1, 720, 30),
  },
  sessionHours: {
    name: 'BANDOLO_SESSION_HOURS',
    about: 'Hours after which a session ends in any case.',
    standard: '8',
    read: readCount(1, 24, 8),
  },
} satisfies Group;

const limitSettings = {
  requestsPerMinute: {
    name: 'BANDOLO_RATE_REQUESTS',
    about: 'Requests a minute from one person, or from one address when nobody is signed in.',
    standard: '600',
    read: readCount(10, 1_000_000, 600),
  },
  signInsPerMinute: {
    name: 'BANDOLO_RATE_SIGN_IN',
    about: 'Attempts to sign in a minute from one address.',
    standard: '30',
    read: readCount(1, 100_000, 30),
  },
  fileMegabytesMax: {
    name: 'BANDOLO_FILE_MEGABYTES',
    about: 'Megabytes of one document at most.',
    standard: '25',
    read: readCount(1, 10_000, 25),
  },
  filesPerApplicationMax: {
    name: 'BANDOLO_APPLICATION_FILES',
    about: 'Documents of one application at most, earlier versions included.',
    standard: '150',
    read: readCount(1, 10_000, 150),
  },
  applicationMegabytesMax: {
    name: 'BANDOLO_APPLICATION_MEGABYTES',
    about: 'Megabytes of all documents of one application at most, earlier versions included.',
    standard: '250',
    read: readCount(1, 100_000, 250),
  },
  registerQueueMax: {
    name: 'BANDOLO_REGISTER_QUEUE_MAX',
    about:
      'Decisive acts that may wait in one server for their commit; the next are asked to come back.',
    standard: '20000',
    read: readCount(1, 1_000_000, 20_000),
  },
} satisfies Group;

const bodySettings = {
  bodyName: {
    name: 'BANDOLO_BODY_NAME',
    about: 'Name of the body that runs the server, at the top of every page.',
    standard: 'Bandolo',
    read: readText,
  },
  bodyTagline: {
    name: 'BANDOLO_BODY_TAGLINE',
    about: 'A few words under the name.',
    standardAbout: 'a sentence in the language of the page',
    read: readText,
  },
  bodyLogo: {
    name: 'BANDOLO_BODY_LOGO',
    about:
      'File of the logo at the top of every page: SVG or PNG, white on the colour of the header.',
    standardAbout: 'the mark of Bandolo',
    read: readText,
  },
  bodyColour: {
    name: 'BANDOLO_BODY_COLOUR',
    about: 'Colour of the header, of buttons and of links; white must be readable on it.',
    standardAbout: '`#0066cc`, the blue of Italian public services',
    read: readColour,
  },
  bodyAddress: {
    name: 'BANDOLO_BODY_ADDRESS',
    about: 'Postal address, at the foot of every page.',
    standardAbout: 'none',
    read: readText,
  },
  bodyEmail: {
    name: 'BANDOLO_BODY_EMAIL',
    about: 'Address of e-mail for questions.',
    standardAbout: 'none',
    read: readEmail,
  },
  bodyCertifiedEmail: {
    name: 'BANDOLO_BODY_CERTIFIED_EMAIL',
    about: 'Address of certified e-mail (PEC).',
    standardAbout: 'none',
    read: readEmail,
  },
  bodyPhone: {
    name: 'BANDOLO_BODY_PHONE',
    about: 'Telephone for questions.',
    standardAbout: 'none',
    read: readText,
  },
  bodyPrivacyUrl: {
    name: 'BANDOLO_BODY_PRIVACY',
    about: 'Page on the protection of personal data.',
    standard: '/privacy',
    read: readLink,
  },
  bodyLegalNotesUrl: {
    name: 'BANDOLO_BODY_LEGAL_NOTES',
    about: 'Page of the legal notes.',
    standard: '/legal-notes',
    read: readLink,
  },
  bodyAccessibilityUrl: {
    name: 'BANDOLO_BODY_ACCESSIBILITY',
    about: 'The declaration of accessibility.',
    standard: '/accessibility',
    read: readLink,
  },
  bodyTransparencyUrl: {
    name: 'BANDOLO_BODY_TRANSPARENCY',
    about: 'The section "Amministrazione trasparente" of the body.',
    standardAbout: 'none',
    read: readLink,
  },
  bodyIdentifier: {
    name: 'BANDOLO_BODY_IDENTIFIER',
    about:
      'Code of the body in the index of public administrations (IPA), for the catalogue of open data.',
    standardAbout: 'none',
    read: readText,
  },
  bodySuperiorName: {
    name: 'BANDOLO_BODY_SUPERIOR_NAME',
    about: 'Body to which this one belongs, in the first line of every page.',
    standardAbout: 'none',
    read: readText,
  },
  bodySuperiorUrl: {
    name: 'BANDOLO_BODY_SUPERIOR_URL',
    about: 'Its site.',
    standardAbout: 'none',
    read: readWebAddress,
  },
} satisfies Group;

type Group = Readonly<Record<string, Setting<unknown>>>;

/** Every variable that the server reads, in the order in which they are documented. */
export const settings = {
  ...serverSettings,
  ...databaseSettings,
  ...mailSettings,
  ...signInSettings,
  ...limitSettings,
  ...bodySettings,
} as const;

export type SettingKey = keyof typeof settings;

/** Variables that are not settings of the server but carry the same prefix. */
export const otherVariables: readonly string[] = ['BANDOLO_DEBUG'];
