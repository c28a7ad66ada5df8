import type { Language } from '../platform/page/language.ts';

/** What the rules refuse, with the part of the request it is about as a JSON pointer. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly path: string;
}

export interface Refused {
  readonly type: 'refused';
  readonly problems: readonly Refusal[];
}

export function refused(code: RefusalCode, path = ''): Refused {
  return { type: 'refused', problems: [{ code, path }] };
}

type RefusalText = Readonly<Record<Language, string>> & {
  readonly status: 403 | 404 | 409 | 412 | 422;
};

/** Stable codes, what programs are told and what people read. */
export const refusals = {
  'fiscal-code-wrong': {
    status: 422,
    en: 'This is not a valid Italian fiscal code: check each letter and digit.',
    it: 'Il codice fiscale non è valido: controlla ogni lettera e cifra.',
  },
  'fiscal-code-not-of-a-firm': {
    status: 422,
    en: 'A fiscal code of 16 characters belongs to a person: only a firm can have one.',
    it: 'Un codice fiscale di 16 caratteri è di una persona: solo un’impresa può averlo.',
  },
  'vat-number-wrong': {
    status: 422,
    en: 'This is not a valid Italian VAT number: it has 11 digits, the last of which is a check digit.',
    it: 'La partita IVA non è valida: ha 11 cifre, e l’ultima è di controllo.',
  },
  'ateco-wrong': {
    status: 422,
    en: 'An ATECO code has two to six digits separated by points, such as 62.01 or 62.01.00.',
    it: 'Un codice ATECO ha da due a sei cifre separate da punti, come 62.01 o 62.01.00.',
  },
  'digital-domicile-wrong': {
    status: 422,
    en: 'The digital domicile is a certified e-mail address, such as name@pec.example.it.',
    it: 'Il domicilio digitale è un indirizzo PEC, come nome@pec.esempio.it.',
  },
  'size-class-not-of-a-firm': {
    status: 422,
    en: 'Only a firm has a size class.',
    it: 'Solo le imprese hanno una dimensione.',
  },
  'municipality-code-wrong': {
    status: 422,
    en: 'The ISTAT code of a municipality has six digits, such as 015146.',
    it: 'Il codice ISTAT di un comune ha sei cifre, come 015146.',
  },
  'province-wrong': {
    status: 422,
    en: 'A province is written with its two capital letters, such as MI.',
    it: 'La provincia si scrive con la sua sigla di due lettere, come MI.',
  },
  'registered-site-missing': {
    status: 422,
    en: 'Exactly one site is the registered one.',
    it: 'La sede legale deve essere una e una sola.',
  },
  'site-unknown': {
    status: 422,
    en: 'The organisation has no site with this id.',
    it: 'L’organizzazione non ha una sede con questo identificativo.',
  },
  'dates-crossed': {
    status: 422,
    en: 'The end comes before the beginning, or is already past.',
    it: 'La fine viene prima dell’inizio, o è già passata.',
  },
  'date-wrong': {
    status: 422,
    en: 'This is no day of the calendar, or no instant between 1900 and 2200.',
    it: 'Non è un giorno del calendario, o non è tra il 1900 e il 2200.',
  },
  'text-missing': {
    status: 422,
    en: 'This is missing.',
    it: 'Questo dato manca.',
  },
  'already-registered': {
    status: 409,
    en: 'An organisation with this fiscal code or VAT number is already registered. If you represent it, ask its legal representative for a mandate, or write to the body.',
    it: 'Un’organizzazione con questo codice fiscale o partita IVA è già registrata. Se la rappresenti, chiedi una delega al legale rappresentante o scrivi all’ente.',
  },
  'changed-meanwhile': {
    status: 412,
    en: 'Somebody has changed this since you read it: read it again and repeat the change.',
    it: 'Qualcuno ha modificato questi dati dopo che li hai letti: rileggili e ripeti la modifica.',
  },
  'not-for-oneself': {
    status: 403,
    en: 'Nobody can give this to themselves: somebody else has to.',
    it: 'Nessuno può darlo a sé stesso: deve farlo un’altra persona.',
  },
  'not-yours-to-revoke': {
    status: 403,
    en: 'Only a legal representative of the organisation, or the holder, can end this power.',
    it: 'Possono far cessare questo potere solo chi lo ha e un legale rappresentante dell’organizzazione.',
  },
  'power-unknown': {
    status: 404,
    en: 'There is no such power.',
    it: 'Questo potere non esiste.',
  },
  'last-representative': {
    status: 409,
    en: 'An organisation keeps at least one legal representative without an end: name the new one in the same act.',
    it: 'Un’organizzazione ha sempre almeno un legale rappresentante senza scadenza: nomina il nuovo con lo stesso atto.',
  },
  'call-unknown': {
    status: 422,
    en: 'There is no such call.',
    it: 'Questo bando non esiste.',
  },
  'role-unknown': {
    status: 404,
    en: 'There is no such role.',
    it: 'Questo ruolo non esiste.',
  },
  'last-administrator': {
    status: 409,
    en: 'A body keeps at least one administrator without an end: give the role to another person first.',
    it: 'Un ente ha sempre almeno un amministratore senza scadenza: prima dai il ruolo a un’altra persona.',
  },
  'not-a-chamber': {
    status: 422,
    en: 'A programme coordinator coordinates for a chamber: this body is none.',
    it: 'Il referente di programma opera per una camera di commercio: questo ente non lo è.',
  },
  'code-taken': {
    status: 409,
    en: 'There is already a body with this code.',
    it: 'Esiste già un ente con questo codice.',
  },
  'session-unknown': {
    status: 404,
    en: 'You have no such session.',
    it: 'Questa sessione non è tra le tue.',
  },
  'token-makes-no-token': {
    status: 403,
    en: 'A token cannot make further tokens: sign in to make one.',
    it: 'Un token non può crearne altri: accedi per crearne uno.',
  },
  'no-power': {
    status: 404,
    en: 'You have no power over such an organisation.',
    it: 'Non hai poteri per questa organizzazione.',
  },
  'person-unknown': {
    status: 404,
    en: 'There is no such fictional person.',
    it: 'Questa persona inventata non esiste.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type RefusalCode = keyof typeof refusals;
