/** What would run in a browser if a page showed it as it is. */
export const scripts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
  '</textarea></title><script>alert(1)</script>',
  'javascript:alert(1)//<script>alert(1)</script>',
  '<svg/onload=alert(1)>',
] as const;

/** Any of them as markup; escaped, none of these is left. */
export const liveMarkup =
  /<script>alert|<img src=x|<svg\/onload|" onmouseover="alert|(?:href|src|action)="javascript:/i;
/** One of them, made harmless. */
export const deadMarkup = /&lt;(?:script|img src=x|svg\/onload)|&quot; onmouseover/;

export const queries = [
  "'; drop table application; --",
  "' or '1'='1",
  '1; select pg_sleep(5)',
  '%_\\',
  '$1',
  'null',
] as const;

export const texts = [
  '',
  ' ',
  '\u202egnirts',
  '\ufeff',
  'e\u0301'.repeat(200),
  '👩‍👩‍👧‍👦',
  '{{7*7}}',
  '../../etc/passwd',
  'a\r\nset-cookie: x=1',
  '__proto__',
  'constructor',
  'a'.repeat(20_000),
] as const;

/** What every object has, and no form should find. */
export const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];

/** No instants or days, or such as no database keeps. */
export const times = [
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '9999-12-31',
  '9999-12-31T23:59:60Z',
  '2025-02-30',
  '2025-01',
  '2025-02-30T10:00:00Z',
  '2025-13-01T00:00:00.000Z',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '2025-01-01T24:00:00Z',
  '10:61',
  '24:00',
  'infinity',
  'now',
] as const;

export const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.1,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { toString: 1, valueOf: null },
  { length: 1e9 },
  { $ne: null },
];

/** What no reply may tell: the inside of the program, the database, the machine. */
export const leaks: readonly RegExp[] = [
  /\bat [^\n]*[./][cm]?[tj]sx?:\d+/,
  /node_modules|node:internal/,
  /\bsrc\/[\w/-]+\.tsx?\b/,
  new RegExp(process.cwd().replaceAll(/[^\w/-]/g, String.raw`\$&`)),
  /select "\w+"|insert into "|update "\w+" set|delete from "/,
  /syntax error at or near|violates [\w-]+ constraint|duplicate key value|invalid input syntax/,
  /relation "\w+" does not exist|column "[\w.]+" /,
  /TypeError|RangeError|ReferenceError|Cannot read prop|is not a function/,
  /postgres(?:ql)?:\/\//,
];
