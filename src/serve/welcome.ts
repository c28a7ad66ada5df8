import type { Services } from '../platform/services.ts';
import type { PersonToBe } from '../trial/index.ts';

export interface WelcomeOptions {
  readonly language: 'it' | 'en';
  readonly people: readonly PersonToBe[];
  /** How wide the terminal is. */
  readonly columns: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

interface Listening {
  readonly address: string;
  readonly logFile: string | undefined;
  readonly services: Pick<Services, 'config'>;
}

const words = {
  it: {
    ready: 'Bandolo è pronto:',
    people: 'Si entra senza password, come una di queste persone inventate.',
    offices: 'Negli uffici',
    applicants: 'Tra chi partecipa ai bandi',
    api: 'API',
    data: 'dati',
    log: 'registro eventi',
    noSignIn: 'Nessuno può accedere: imposta BANDOLO_OIDC_ISSUER.',
    nobody: 'Non ci sono persone inventate con cui entrare.',
    stop: 'Ctrl+C per fermarlo.',
  },
  en: {
    ready: 'Bandolo is ready:',
    people: 'One signs in without a password, as one of these invented people.',
    offices: 'In the offices',
    applicants: 'Among those who apply',
    api: 'API',
    data: 'data',
    log: 'log',
    noSignIn: 'Nobody can sign in: set BANDOLO_OIDC_ISSUER.',
    nobody: 'There are no invented people to sign in as.',
    stop: 'Ctrl+C stops it.',
  },
} as const;

/** What the terminal says once the server listens; the address comes last, where it is seen. */
export function welcomeText(listening: Listening, options: WelcomeOptions): string {
  const { language, people, bold } = options;
  const said = words[language];
  const { config } = listening.services;
  return [
    '',
    ...(people.length === 0 ? [] : [`  ${said.people}`, '']),
    ...peopleLines(said.offices, { ...options, people: people.filter((each) => each.isOffice) }),
    ...peopleLines(said.applicants, {
      ...options,
      people: people.filter((each) => !each.isOffice),
    }),
    ...(config.hasTrialSignIn && people.length === 0 ? [`  ${said.nobody}`, ''] : []),
    ...(config.oidc === undefined && !config.hasTrialSignIn ? [`  ${said.noSignIn}`, ''] : []),
    ...placeLines(listening, options),
    '',
    `  ${said.ready} ${bold(listening.address)}`,
    `  ${said.stop}`,
    '',
  ].join('\n');
}

const aboutMin = 40;

/** Each name, with what one can do as them beside it, or below it in a narrow terminal. */
function peopleLines(
  title: string,
  { people, language, columns, bold, dim }: WelcomeOptions,
): readonly string[] {
  if (people.length === 0) return [];
  const indent = Math.max(...people.map(({ name }) => name.length)) + 6;
  const isBeside = columns - indent >= aboutMin;
  const lines = people.flatMap(({ name, about }) => {
    const [first = '', ...rest] = wrapped(about[language], columns - (isBeside ? indent : 6));
    if (isBeside)
      return [
        `    ${name.padEnd(indent - 4)}${dim(first)}`,
        ...rest.map((line) => ' '.repeat(indent) + dim(line)),
      ];
    return [`    ${name}`, ...[first, ...rest].map((line) => `      ${dim(line)}`)];
  });
  return [`  ${bold(title)}`, ...lines, ''];
}

function placeLines(
  { address, logFile, services: { config } }: Listening,
  { language, dim }: WelcomeOptions,
): readonly string[] {
  const said = words[language];
  const places: readonly (readonly [string, string])[] = [
    [said.api, `${address}/api/docs`],
    ...(config.databaseUrl === undefined ? ([[said.data, config.dataFolder]] as const) : []),
    ...(logFile === undefined ? [] : ([[said.log, logFile]] as const)),
  ];
  const width = Math.max(...places.map(([name]) => name.length));
  return places.map(([name, place]) => `  ${dim(name.padEnd(width))}  ${place}`);
}

/** Whole words in lines of at most so many columns. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
