import { actFormRecipes } from './act-recipes.ts';
import { panelFormRecipes } from './panel-recipes.ts';
import { vatNumber } from '../support/people.ts';
import { rankingFormRecipes } from './ranking-recipes.ts';
import { evaluationFormRecipes } from './evaluation-recipes.ts';
import { call, holder, inHours, organisation, site, type FormRecipe } from './recipe.ts';

const day = (text: string) => text.slice(0, 10);

/** What people send with the forms of pages. */
export const formRecipes: readonly FormRecipe[] = [
  ...actFormRecipes,
  ...evaluationFormRecipes,
  ...rankingFormRecipes,
  {
    route: 'POST /examination/steps',
    who: 'officer',
    valid: ({ slug, ground }) => ({ step: 'begin', item: [`${slug}~${ground.asked}`] }),
  },
  {
    route: 'POST /examination/filters',
    who: 'officer',
    valid: ({ slug }) => ({ name: 'In ritardo', view: 'all', call: slug }),
  },
  { route: 'POST /examination/filters/removal', who: 'officer', valid: () => ({ removed: 'x' }) },
  {
    route: 'POST /calls/:call/examination/rotations',
    who: 'officer',
    valid: ({ ids }) => ({ officers: [ids.officer] }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/assignment',
    who: 'officer',
    valid: ({ ids }, turn) => ({ officer: ids.officer, reason: `Motivo ${turn}` }),
  },
  {
    route: 'POST /sign-in/trial',
    who: 'nobody',
    valid: ({ ids }) => ({ person: ids.plain, 'return-to': '/calls' }),
  },
  { route: 'POST /sign-out', who: 'stranger', valid: () => ({}) },
  { route: 'POST /sign-out/everywhere', who: 'stranger', valid: () => ({}) },
  { route: 'POST /account/sessions/:session/end', who: 'plain', valid: () => ({}) },
  { route: 'POST /session/extension', who: 'plain', valid: () => ({}) },
  {
    route: 'POST /session/acting-for',
    who: 'representative',
    valid: ({ leadId }) => ({ organisation: leadId }),
  },
  {
    route: 'POST /account/tokens',
    who: 'plain',
    valid: (_, turn) => ({ label: `Nightly ${turn}`, days: '30' }),
  },
  {
    route: 'POST /organisations/new',
    who: 'plain',
    valid: (_, turn) => ({
      ...organisation(turn),
      ...site,
      fiscalCode: vatNumber(500_000 + turn),
      ateco: '10.61.10',
      digitalDomicile: 'mulino@pec.example.it',
      declaration: 'Dichiaro di essere l’amministratore unico.',
    }),
  },
  {
    route: 'POST /organisations/:organisation/edit',
    who: 'representative',
    valid: (_, turn) => ({ ...organisation(turn), ateco: '10.61.10', revision: '@revision@' }),
  },
  {
    route: 'POST /organisations/:organisation/sites/new',
    who: 'representative',
    valid: () => ({ ...site, revision: '@revision@' }),
  },
  {
    route: 'POST /organisations/:organisation/sites/:site',
    who: 'representative',
    valid: () => ({ ...site, revision: '@revision@' }),
  },
  {
    route: 'POST /organisations/:organisation/sites/:site/removal',
    who: 'representative',
    valid: () => ({ revision: '@revision@' }),
  },
  {
    route: 'POST /organisations/:organisation/mandates/new',
    who: 'representative',
    valid: ({ slug }, turn) => ({
      ...holder(turn),
      call: slug,
      evidence: 'Delega',
      scopes: ['read', 'edit'],
    }),
  },
  {
    route: 'POST /organisations/:organisation/legal-representatives/new',
    who: 'representative',
    valid: (_, turn) => ({ ...holder(turn), evidence: 'Verbale' }),
  },
  {
    route: 'POST /organisations/:organisation/powers/:power/revocation',
    who: 'representative',
    valid: () => ({}),
  },
  {
    route: 'POST /bodies/:body/roles/new',
    who: 'administrator',
    valid: (_, turn) => ({ ...holder(turn), role: 'evaluator', ground: 'Ordine 12' }),
  },
  {
    route: 'POST /bodies/:body/roles/:role/revocation',
    who: 'administrator',
    valid: () => ({ ground: 'Ordine 13' }),
  },
  {
    route: 'POST /bodies/:body/bodies/new',
    who: 'administrator',
    valid: (_, turn) => ({ code: `unione-${turn}`, name: 'Unione di Fantasia', kind: 'union' }),
  },
  {
    route: 'POST /bodies/:body/publish',
    who: 'author',
    valid: (_, turn) => ({
      mode: 'live',
      resubmission: 'yes',
      ground: 'Decreto n. 12',
      definition: call(turn),
      step: 'publish',
    }),
  },
  {
    route: 'POST /calls/:call/amend',
    who: 'author',
    valid: ({ amendment }) => ({
      ground: 'Decreto n. 31',
      definition: amendment,
      replaces: '2',
      step: 'check',
    }),
  },
  {
    route: 'POST /calls/:call/extend',
    who: 'officer',
    valid: () => ({
      ground: 'Decreto n. 31',
      'closes-day': day(inHours(25_000)),
      'closes-time': '10:00',
    }),
  },
  {
    route: 'POST /calls/:call/rehearsal-term',
    who: 'officer',
    valid: () => ({
      ground: 'Prova generale',
      'opens-day': day(inHours(-48)),
      'opens-time': '10:00',
      'closes-day': day(inHours(900)),
      'closes-time': '10:00',
    }),
  },
  {
    route: 'POST /calls/:call/applications',
    who: 'representative',
    valid: ({ leadId }) => ({ lead: leadId, title: 'Lampioni', line: 'light' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/edit',
    who: 'representative',
    valid: () => ({
      title: 'Lampioni',
      text: 'line: light\nfacts:\n  village: Ores\n',
      tag: '@tag@',
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/sections/:section',
    who: 'representative',
    valid: () => ({ seen: '{"title":"Lampioni"}', title: 'Lampioni di Ores' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/freeze',
    who: 'representative',
    valid: () => ({ tag: '@tag@' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/partnership/invitations',
    who: 'representative',
    valid: (_, turn) => ({
      email: `ada.${turn}@example.org`,
      fiscalCode: '',
      role: 'workshop',
      replaces: '',
      planned: '1.000,00',
      language: 'it',
    }),
  },
  {
    route: 'POST /invitations/:key/acceptance',
    who: 'partner',
    valid: ({ partnerId }) => ({ organisation: partnerId }),
  },
  {
    route: 'POST /invitations/:key/refusal',
    who: 'partner',
    valid: () => ({ reason: 'Abbiamo altri impegni.' }),
  },
  {
    route: 'POST /account/messages',
    who: 'plain',
    valid: () => ({ language: 'it', reminders: 'on' }),
  },
  {
    route: 'POST /outbox/:message',
    who: 'administrator',
    valid: () => ({ act: 'retry' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/consents',
    who: 'representative',
    valid: ({ leadId, ready }) => ({ organisation: leadId, hash: ready.hash }),
  },
  {
    route: 'POST /calls/:call/applications/:application/consents/:organisation/withdrawal',
    who: 'representative',
    valid: () => ({}),
  },
  {
    route: 'POST /calls/:call/applications/:application/submission',
    who: 'representative',
    valid: ({ submitted }) => ({ snapshotHash: submitted.hash }),
  },
  {
    route: 'POST /calls/:call/applications/:application/withdrawal',
    who: 'representative',
    valid: () => ({ number: '1', reason: 'Un partner ha rinunciato.' }),
  },
  {
    route: 'POST /calls/:call/incidents/new',
    who: 'officer',
    valid: () => ({
      'begins-day': day(inHours(-72)),
      'begins-time': '10:00:00',
      'ends-day': day(inHours(-72)),
      'ends-time': '10:05:00',
      title: 'Il database non risponde',
      description: 'Nessuno ha potuto presentare.',
      'activity-minutes': '30',
      outside: 'Lo dice il fornitore.',
    }),
  },
  {
    route: 'POST /calls/:call/incidents/:incident/add',
    who: 'officer',
    valid: ({ ready }) => ({ application: ready.id, reason: 'Ha telefonato.' }),
  },
  {
    route: 'POST /calls/:call/incidents/:incident/remedy',
    who: 'officer',
    valid: () => ({
      kind: 'admission',
      'until-day': day(inHours(90_000)),
      'until-time': '10:00',
      ground: 'Decreto n. 31',
    }),
  },
  {
    route: 'POST /fits',
    who: 'nobody',
    valid: (_, turn) => ({ a: '', q: 'bees fact hives', act: 'answer', v: String(turn) }),
  },
  {
    route: 'POST /calls/:call/fits',
    who: 'nobody',
    valid: (_, turn) => ({ a: '', q: 'bees fact hives', act: 'answer', v: String(turn) }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/findings',
    who: 'officer',
    valid: (_, turn) => ({
      revision: '90000',
      group: 'formal',
      'value.fact.onLake': 'clarify',
      'note.fact.onLake': `Carta ${turn}`,
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/subjects/:kind/:subject',
    who: 'officer',
    valid: (_, turn) => ({
      revision: '90000',
      'value.requirement.lamp-plan': 'clarify',
      'note.requirement.lamp-plan': `Piano ${turn}`,
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/costs/:category',
    who: 'officer',
    valid: (_, turn) => ({
      revision: '90000',
      'value.cost.poles': '1.000,00',
      'note.cost.poles': `Fattura ${turn}`,
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/findings/:number/confirmation',
    who: 'officer',
    valid: (_, _turn, { number = '1' }) => ({ agrees: 'no', [`second-${number}`]: 'Non risulta.' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/phases/:phase/conclusion',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({ revision, note: 'Verificata.' }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/outcome',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({
      revision,
      outcome: 'with-reserve',
      own: 'Manca il CUP.',
      observations: '',
      ground: 'Art. 4',
      note: '',
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/reopening',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({
      revision,
      ground: 'Ordinanza n. 45',
      phase: 'formal',
    }),
  },
  {
    route: 'POST /calls/:call/applications/:application/examination/reserve-lifting',
    who: 'officer',
    valid: (_, _turn, { revision = '1' }) => ({ revision, 'lift-ground': 'Nota n. 45' }),
  },
  ...panelFormRecipes,
];
