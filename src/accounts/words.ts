import { lowerFirst } from '../engine/index.ts';
import type { FieldError, Language } from '../platform/page/index.ts';
import type { Role, Scope } from '../platform/tables.ts';
import { refusals, type Refusal } from './refusal.ts';

/** `1 sede`, `2 sedi`: what a table is headed with. */
function counted(one: string, many: string): (count: number) => string {
  return (count) => `${count} ${count === 1 ? one : many}`;
}

interface CommonWords {
  readonly count: Readonly<
    Record<
      'powers' | 'roles' | 'sessions' | 'tokens' | 'sites' | 'organisations' | 'bodies',
      (count: number) => string
    >
  >;
  readonly roles: Readonly<Record<Role, string>>;
  readonly scopes: Readonly<Record<Scope, string>>;
  readonly powerKinds: Readonly<Record<'legal-representative' | 'mandate', string>>;
  readonly fiscalCode: string;
  readonly fiscalCodeHint: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly from: string;
  readonly until: string;
  readonly untilHint: string;
  readonly noEnd: string;
  readonly everyCall: string;
  readonly callOnly: string;
  readonly callHint: string;
  readonly required: (label: string) => string;
}

const it: CommonWords = {
  count: {
    powers: counted('potere', 'poteri'),
    roles: counted('ruolo', 'ruoli'),
    sessions: counted('sessione aperta', 'sessioni aperte'),
    tokens: counted('token valido', 'token validi'),
    sites: counted('sede', 'sedi'),
    organisations: counted('organizzazione', 'organizzazioni'),
    bodies: counted('ente', 'enti'),
  },
  roles: {
    author: 'Autore del bando',
    officer: 'Istruttore',
    evaluator: 'Valutatore',
    'panel-secretary': 'Segretario del Nucleo',
    signatory: 'Dirigente che firma',
    controller: 'Controllore',
    'programme-coordinator': 'Referente di programma',
    auditor: 'Revisore',
    administrator: 'Amministratore',
  },
  scopes: {
    read: 'vedere',
    edit: 'compilare',
    consent: 'dare il consenso',
    submit: 'presentare',
  },
  powerKinds: { 'legal-representative': 'Legale rappresentante', mandate: 'Delega' },
  fiscalCode: 'Codice fiscale',
  fiscalCodeHint: '16 caratteri, come sulla tessera sanitaria',
  givenName: 'Nome',
  familyName: 'Cognome',
  from: 'Dal giorno',
  until: 'Fino al giorno',
  untilHint: 'Compreso. Lascia vuoto se non c’è scadenza.',
  noEnd: 'senza scadenza',
  everyCall: 'Tutti i bandi',
  callOnly: 'Solo per un bando',
  callHint: 'Il nome del bando, come nel suo indirizzo. Lascia vuoto per tutti.',
  required: (label) => `Manca: ${lowerFirst(label)}`,
};

const en: CommonWords = {
  count: {
    powers: counted('power', 'powers'),
    roles: counted('role', 'roles'),
    sessions: counted('open session', 'open sessions'),
    tokens: counted('valid token', 'valid tokens'),
    sites: counted('site', 'sites'),
    organisations: counted('organisation', 'organisations'),
    bodies: counted('body', 'bodies'),
  },
  roles: {
    author: 'Author of calls',
    officer: 'Officer',
    evaluator: 'Evaluator',
    'panel-secretary': 'Panel secretary',
    signatory: 'Signatory',
    controller: 'Controller',
    'programme-coordinator': 'Programme coordinator',
    auditor: 'Auditor',
    administrator: 'Administrator',
  },
  scopes: { read: 'see', edit: 'fill in', consent: 'consent', submit: 'submit' },
  powerKinds: { 'legal-representative': 'Legal representative', mandate: 'Mandate' },
  fiscalCode: 'Fiscal code',
  fiscalCodeHint: '16 characters, as on the health card',
  givenName: 'Given name',
  familyName: 'Surname',
  from: 'From the day',
  until: 'Until the day',
  untilHint: 'Included. Leave empty if there is no end.',
  noEnd: 'no end',
  everyCall: 'Every call',
  callOnly: 'Only for one call',
  callHint: 'The name of the call, as in its address. Leave empty for every call.',
  required: (label) => `Missing: ${lowerFirst(label)}`,
};

export const commonWords = { it, en } as const;

/** What is wrong with a form: each problem at its field, and what is missing by its name. */
export function fieldErrorsOf(
  problems: readonly Refusal[],
  language: Language,
  {
    fieldOf,
    labels,
  }: {
    /** The field that a pointer into the data names. */
    readonly fieldOf: (path: string) => string;
    readonly labels: Readonly<Record<string, unknown>>;
  },
): readonly FieldError[] {
  return problems.map(({ code, path }) => {
    const field = fieldOf(path);
    const label = labels[field];
    const isMissing = code === 'text-missing' && typeof label === 'string';
    return {
      field,
      message: isMissing ? commonWords[language].required(label) : refusals[code][language],
    };
  });
}
