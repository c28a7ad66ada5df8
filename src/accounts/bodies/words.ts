import type { Body } from './role.ts';

interface BodyWords {
  readonly title: string;
  readonly lead: string;
  readonly name: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<Body['kind'], string>>;
  readonly parent: string;
  readonly none: string;
  readonly noParent: string;
  readonly code: string;
  readonly codeHint: string;
  readonly codeWrong: string;
  readonly fiscalCode: string;
  readonly people: (body: string) => string;
  readonly peopleLead: string;
  readonly peopleLink: string;
  readonly role: string;
  readonly person: string;
  readonly call: string;
  readonly span: string;
  readonly ground: string;
  readonly groundHint: string;
  readonly action: string;
  readonly you: string;
  readonly noRoles: string;
  readonly give: string;
  readonly giveLead: string;
  readonly given: string;
  readonly revoke: string;
  readonly revokeTitle: string;
  readonly revokeLead: string;
  readonly revoked: string;
  readonly addBody: string;
  readonly addBodyLead: string;
  readonly bodyAdded: string;
  readonly save: string;
}

const it: BodyWords = {
  title: 'Enti',
  lead: 'Gli enti che pubblicano e gestiscono i bandi di questo sito.',
  name: 'Denominazione',
  kind: 'Tipo',
  kinds: {
    authority: 'Amministrazione',
    union: 'Unione di camere',
    chamber: 'Camera di commercio',
    other: 'Altro',
  },
  parent: 'Fa parte di',
  none: 'Non ci sono ancora enti',
  noParent: 'nessuno',
  code: 'Codice',
  codeHint: 'Come compare negli indirizzi: lettere minuscole, cifre e trattini.',
  codeWrong: 'Da 2 a 60 lettere minuscole, cifre o trattini.',
  fiscalCode: 'Codice fiscale',
  people: (body) => `Persone e ruoli: ${body}`,
  peopleLead: 'Chi ha un ruolo in questo ente, in base a quale atto e fino a quando.',
  peopleLink: 'Persone e ruoli',
  role: 'Ruolo',
  person: 'Persona',
  call: 'Bando',
  span: 'Periodo',
  ground: 'Atto su cui si fonda',
  groundHint: 'Per esempio: determinazione 12/2026',
  action: 'Azione',
  you: 'tu',
  noRoles: 'Nessuno ha ancora un ruolo',
  give: 'Assegna un ruolo',
  giveLead:
    'A una persona, indicata con il codice fiscale: se non ha mai effettuato l’accesso, troverà il ruolo al primo. Nessuno può dare un ruolo a sé stesso.',
  given: 'Ruolo assegnato.',
  revoke: 'Revoca',
  revokeTitle: 'Revoca il ruolo',
  revokeLead: 'Il ruolo cessa subito. Ciò che è stato fatto finora resta valido.',
  revoked: 'Ruolo revocato, con effetto immediato.',
  addBody: 'Aggiungi un ente',
  addBodyLead: 'Gli amministratori di questo ente amministrano anche quello nuovo.',
  bodyAdded: 'Ente aggiunto.',
  save: 'Salva',
};

const en: BodyWords = {
  title: 'Bodies',
  lead: 'The bodies that publish and run calls on this site.',
  name: 'Name',
  kind: 'Kind',
  kinds: {
    authority: 'Authority',
    union: 'Union of chambers',
    chamber: 'Chamber of commerce',
    other: 'Other',
  },
  parent: 'Part of',
  none: 'There are no bodies yet',
  noParent: 'none',
  code: 'Code',
  codeHint: 'As in addresses: lower-case letters, digits and hyphens.',
  codeWrong: 'From 2 to 60 lower-case letters, digits or hyphens.',
  fiscalCode: 'Fiscal code',
  people: (body) => `People and roles: ${body}`,
  peopleLead: 'Who has a role in this body, on which act it rests and until when.',
  peopleLink: 'People and roles',
  role: 'Role',
  person: 'Person',
  call: 'Call',
  span: 'Period',
  ground: 'Act on which it rests',
  groundHint: 'For example: order 12/2026',
  action: 'Action',
  you: 'you',
  noRoles: 'Nobody has a role yet',
  give: 'Give a role',
  giveLead:
    'To a person, named by fiscal code: if they have never signed in, they find the role when they do. Nobody can give one to themselves.',
  given: 'Role given.',
  revoke: 'Revoke',
  revokeTitle: 'Revoke the role',
  revokeLead: 'The role ends at once. What was done until now stays valid.',
  revoked: 'Role revoked, with immediate effect.',
  addBody: 'Add a body',
  addBodyLead: 'The administrators of this body administer the new one too.',
  bodyAdded: 'Body added.',
  save: 'Save',
};

export const bodyWords = { it, en } as const;
