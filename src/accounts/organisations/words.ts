import type { Organisation } from './organisation.ts';

interface OrganisationWords {
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly noneText: string;
  readonly register: string;
  readonly registerLead: string;
  readonly registered: string;
  readonly edit: string;
  readonly edited: string;
  readonly data: string;
  readonly name: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<Organisation['kind'], string>>;
  readonly fiscalCode: string;
  readonly fiscalCodeHint: string;
  readonly vatNumber: string;
  readonly vatNumberHint: string;
  readonly sizeClass: string;
  readonly sizeClassHint: string;
  readonly sizes: Readonly<Record<NonNullable<Organisation['sizeClass']>, string>>;
  readonly notGiven: string;
  readonly ateco: string;
  readonly atecoHint: string;
  readonly digitalDomicile: string;
  readonly digitalDomicileHint: string;
  readonly registeredSite: string;
  readonly declaration: string;
  readonly declarationHint: string;
  readonly sites: string;
  readonly site: string;
  readonly addSite: string;
  readonly editSite: string;
  readonly removeSite: string;
  readonly siteAdded: string;
  readonly siteEdited: string;
  readonly siteRemoved: string;
  readonly municipality: string;
  readonly municipalityCode: string;
  readonly municipalityCodeHint: string;
  readonly province: string;
  readonly provinceHint: string;
  readonly address: string;
  readonly activeSince: string;
  readonly activeUntil: string;
  readonly isRegistered: string;
  readonly registeredTag: string;
  readonly people: string;
  readonly peopleLead: string;
  readonly person: string;
  readonly power: string;
  readonly can: string;
  readonly call: string;
  readonly span: string;
  readonly action: string;
  readonly toCome: string;
  readonly you: string;
  readonly evidence: string;
  readonly end: string;
  readonly ended: string;
  readonly giveMandate: string;
  readonly giveMandateLead: string;
  readonly mandateGiven: string;
  readonly scopes: string;
  readonly scopeHints: Readonly<Record<'read' | 'edit' | 'consent' | 'submit', string>>;
  readonly mandateEvidence: string;
  readonly mandateEvidenceHint: string;
  readonly addRepresentative: string;
  readonly addRepresentativeLead: string;
  readonly representativeAdded: string;
  readonly appointment: string;
  readonly appointmentHint: string;
  readonly replaces: string;
  readonly replacesHint: string;
  readonly nobodyReplaced: string;
  readonly save: string;
  readonly stale: string;
  readonly scopesMissing: string;
}

const it: OrganisationWords = {
  title: 'Le mie organizzazioni',
  lead: 'Imprese ed enti per cui puoi agire, come legale rappresentante o con una delega.',
  none: 'Non puoi ancora agire per nessuna organizzazione',
  noneText:
    'Registra la tua, oppure chiedi una delega a chi la rappresenta: comparirà qui da sola.',
  register: 'Registra un’organizzazione',
  registerLead:
    'Chi la registra dichiara di rappresentarla: la dichiarazione è conservata parola per parola e può essere controllata.',
  registered: 'Organizzazione registrata.',
  edit: 'Modifica i dati',
  edited: 'Dati salvati.',
  data: 'Dati',
  name: 'Denominazione',
  kind: 'Tipo',
  kinds: {
    firm: 'Impresa',
    'public-body': 'Ente pubblico',
    'non-profit': 'Ente senza scopo di lucro',
    other: 'Altro',
  },
  fiscalCode: 'Codice fiscale',
  fiscalCodeHint:
    '11 cifre; 16 caratteri per un’impresa individuale. In seguito non si può cambiare.',
  vatNumber: 'Partita IVA',
  vatNumberHint: '11 cifre',
  sizeClass: 'Dimensione',
  sizeClassHint: 'Solo per le imprese, secondo la Raccomandazione 2003/361/CE.',
  sizes: { micro: 'Micro', small: 'Piccola', medium: 'Media', large: 'Grande' },
  notGiven: 'non indicato',
  ateco: 'Codici ATECO',
  atecoHint: 'Separati da virgole: 10.61.10, 46.21',
  digitalDomicile: 'Domicilio digitale (PEC)',
  digitalDomicileHint: 'Dove arrivano le comunicazioni ufficiali.',
  registeredSite: 'Sede legale',
  declaration: 'Dichiarazione di chi la registra',
  declarationHint:
    'A quale titolo la rappresenti, per esempio: «Sono l’amministratore unico (art. 46 D.P.R. 445/2000)».',
  sites: 'Sedi',
  site: 'Sede',
  addSite: 'Aggiungi una sede',
  editSite: 'Modifica',
  removeSite: 'Togli',
  siteAdded: 'Sede aggiunta.',
  siteEdited: 'Sede salvata.',
  siteRemoved: 'Sede tolta.',
  municipality: 'Comune',
  municipalityCode: 'Codice ISTAT del comune',
  municipalityCodeHint: '6 cifre, per esempio 015146',
  province: 'Provincia',
  provinceHint: 'Sigla di due lettere',
  address: 'Indirizzo',
  activeSince: 'Attiva dal',
  activeUntil: 'Attiva fino al',
  isRegistered: 'È la sede legale',
  registeredTag: 'legale',
  people: 'Chi può agire',
  peopleLead: 'Legali rappresentanti e deleghe, in vigore o future.',
  person: 'Persona',
  power: 'Potere',
  can: 'Può',
  call: 'Bando',
  span: 'Periodo',
  action: 'Azione',
  toCome: 'non ancora in vigore',
  you: 'tu',
  evidence: 'Titolo',
  end: 'Revoca',
  ended: 'Potere revocato, con effetto immediato.',
  giveMandate: 'Dai una delega',
  giveMandateLead:
    'La persona delegata agisce per l’organizzazione entro questi limiti. Non può dare altre deleghe. Se non ha mai effettuato l’accesso, troverà la delega al primo.',
  mandateGiven: 'Delega registrata.',
  scopes: 'Che cosa può fare',
  scopeHints: {
    read: 'vede le domande e i documenti; compreso in ogni delega',
    edit: 'prepara le domande',
    consent: 'dà il consenso dell’organizzazione come partner',
    submit: 'presenta e ritira le domande',
  },
  mandateEvidence: 'Atto su cui si fonda',
  mandateEvidenceHint: 'Per esempio: procura del 3 marzo 2026',
  addRepresentative: 'Aggiungi o sostituisci un legale rappresentante',
  addRepresentativeLead: 'Il legale rappresentante può fare tutto, e dà le deleghe.',
  representativeAdded: 'Legale rappresentante registrato.',
  appointment: 'Atto di nomina',
  appointmentHint: 'Per esempio: verbale dell’assemblea del 3 marzo 2026',
  replaces: 'Prende il posto di',
  replacesHint: 'Il potere di chi viene sostituito cessa subito.',
  nobodyReplaced: 'Nessuno: si aggiunge',
  save: 'Salva',
  stale:
    'Qualcuno ha modificato i dati nel frattempo. Qui sotto ci sono i tuoi: ricontrollali e salva di nuovo.',
  scopesMissing: 'Scegli almeno un’opzione.',
};

const en: OrganisationWords = {
  title: 'My organisations',
  lead: 'Firms and bodies for which you can act, as legal representative or with a mandate.',
  none: 'You cannot act for any organisation yet',
  noneText:
    'Register yours, or ask whoever represents it for a mandate: it will appear here by itself.',
  register: 'Register an organisation',
  registerLead:
    'Whoever registers it declares that they represent it: the declaration is kept word for word and can be checked.',
  registered: 'Organisation registered.',
  edit: 'Edit the data',
  edited: 'Data saved.',
  data: 'Data',
  name: 'Name',
  kind: 'Kind',
  kinds: {
    firm: 'Firm',
    'public-body': 'Public body',
    'non-profit': 'Non-profit body',
    other: 'Other',
  },
  fiscalCode: 'Fiscal code',
  fiscalCodeHint: '11 digits; 16 characters for a sole trader. It cannot be changed later.',
  vatNumber: 'VAT number',
  vatNumberHint: '11 digits',
  sizeClass: 'Size',
  sizeClassHint: 'Only for firms, under Recommendation 2003/361/EC.',
  sizes: { micro: 'Micro', small: 'Small', medium: 'Medium', large: 'Large' },
  notGiven: 'not given',
  ateco: 'ATECO codes',
  atecoHint: 'Separated by commas: 10.61.10, 46.21',
  digitalDomicile: 'Digital domicile (certified e-mail)',
  digitalDomicileHint: 'Where official communications arrive.',
  registeredSite: 'Registered site',
  declaration: 'Declaration of whoever registers it',
  declarationHint:
    'In what capacity you represent it, for example: “I am the sole director (art. 46 D.P.R. 445/2000)”.',
  sites: 'Sites',
  site: 'Site',
  addSite: 'Add a site',
  editSite: 'Edit',
  removeSite: 'Remove',
  siteAdded: 'Site added.',
  siteEdited: 'Site saved.',
  siteRemoved: 'Site removed.',
  municipality: 'Municipality',
  municipalityCode: 'ISTAT code of the municipality',
  municipalityCodeHint: '6 digits, for example 015146',
  province: 'Province',
  provinceHint: 'Two letters',
  address: 'Address',
  activeSince: 'Active since',
  activeUntil: 'Active until',
  isRegistered: 'It is the registered site',
  registeredTag: 'registered',
  people: 'Who may act',
  peopleLead: 'Legal representatives and mandates, in force or to come.',
  person: 'Person',
  power: 'Power',
  can: 'Can',
  call: 'Call',
  span: 'Period',
  action: 'Action',
  toCome: 'not yet in force',
  you: 'you',
  evidence: 'Basis',
  end: 'Revoke',
  ended: 'Power revoked, with immediate effect.',
  giveMandate: 'Give a mandate',
  giveMandateLead:
    'The person acts for the organisation within these limits. They cannot give further mandates. If they have never signed in, they find the mandate when they do.',
  mandateGiven: 'Mandate given.',
  scopes: 'What they can do',
  scopeHints: {
    read: 'sees applications and documents; part of every mandate',
    edit: 'prepares applications',
    consent: 'gives the consent of the organisation as a partner',
    submit: 'submits and withdraws applications',
  },
  mandateEvidence: 'Act on which it rests',
  mandateEvidenceHint: 'For example: power of attorney of 3 March 2026',
  addRepresentative: 'Add or replace a legal representative',
  addRepresentativeLead: 'A legal representative can do everything, and gives mandates.',
  representativeAdded: 'Legal representative recorded.',
  appointment: 'Act of appointment',
  appointmentHint: 'For example: minutes of the meeting of 3 March 2026',
  replaces: 'Takes the place of',
  replacesHint: 'The power of whoever is replaced ends at once.',
  nobodyReplaced: 'Nobody: they are added',
  save: 'Save',
  stale: 'Somebody has changed the data meanwhile: yours are below; check them and save again.',
  scopesMissing: 'Choose at least one option.',
};

export const organisationWords = { it, en } as const;
