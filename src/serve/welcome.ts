import type { Config } from '../platform/config.ts';
import type { Services } from '../platform/services.ts';

/** Somebody one can be in a trial. */
export interface TrialPerson {
  readonly name: string;
  /** What they do, in a few words: "legal representative of …". */
  readonly about: string;
}

export interface WelcomeOptions {
  readonly language: 'it' | 'en';
  readonly people: readonly TrialPerson[];
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

interface Listening {
  readonly address: string;
  readonly logFile: string | undefined;
  readonly services: Pick<Services, 'config'>;
}

const peopleShownMax = 12;

const words = {
  it: {
    ready: 'Bandolo è pronto:',
    people: 'In prova si entra senza password, come una di queste persone inventate:',
    more: (count: number) => `e altre ${count}, nella pagina di accesso`,
    api: 'API',
    data: 'dati',
    log: 'registro eventi',
    noSignIn: 'Nessuno può accedere: imposta BANDOLO_OIDC_ISSUER.',
    stop: 'Ctrl+C per fermarlo.',
  },
  en: {
    ready: 'Bandolo is ready:',
    people: 'In a trial one signs in without a password, as one of these invented people:',
    more: (count: number) => `and ${count} more, on the sign-in page`,
    api: 'API',
    data: 'data',
    log: 'log',
    noSignIn: 'Nobody can sign in: set BANDOLO_OIDC_ISSUER.',
    stop: 'Ctrl+C stops it.',
  },
} as const;

/** What the terminal says once the server listens. */
export function welcomeText(
  { address, logFile, services }: Listening,
  { language, people, bold, dim }: WelcomeOptions,
): string {
  const said = words[language];
  const shown = people.slice(0, peopleShownMax);
  const width = Math.max(0, ...shown.map(({ name }) => name.length));
  const places: readonly (readonly [string, string])[] = [
    [said.api, `${address}/api/docs`],
    ...(services.config.databaseUrl === undefined
      ? ([[said.data, services.config.dataFolder]] as const)
      : []),
    ...(logFile === undefined ? [] : ([[said.log, logFile]] as const)),
  ];
  const placeWidth = Math.max(...places.map(([name]) => name.length));
  return [
    '',
    `  ${said.ready} ${bold(address)}`,
    '',
    ...(shown.length === 0
      ? []
      : [
          `  ${said.people}`,
          ...shown.map(({ name, about }) => `    ${name.padEnd(width)}  ${dim(about)}`),
          ...(people.length > shown.length
            ? [`    ${dim(said.more(people.length - shown.length))}`]
            : []),
          '',
        ]),
    ...(canSignIn(services.config) ? [] : [`  ${said.noSignIn}`, '']),
    ...places.map(([name, place]) => `  ${dim(name.padEnd(placeWidth))}  ${place}`),
    '',
    `  ${said.stop}`,
    '',
  ].join('\n');
}

function canSignIn({ oidc, hasTrialSignIn }: Config): boolean {
  return oidc !== undefined || hasTrialSignIn;
}
