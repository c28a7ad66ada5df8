import { actApiRecipes } from './act-recipes.ts';
import { panelApiRecipes } from './panel-recipes.ts';
import { vatNumber } from '../support/people.ts';
import { rankingApiRecipes } from './ranking-recipes.ts';
import { evaluationApiRecipes } from './evaluation-recipes.ts';
import { call, holder, inHours, organisation, site, type Recipe } from './recipe.ts';

/** What programs send. */
export const apiRecipes: readonly Recipe[] = [
  ...actApiRecipes,
  ...evaluationApiRecipes,
  ...rankingApiRecipes,
  ...panelApiRecipes,
  {
    route: 'POST /api/v1/calls/:call/applications/:application/examination/assignment',
    who: 'officer',
    valid: ({ ids }, turn) => ({ officer: ids.officer, reason: `Reason ${turn}` }),
  },
  {
    route: 'POST /api/v1/calls/:call/examination-rotations',
    who: 'officer',
    valid: ({ ids }) => ({ officers: [ids.officer] }),
  },
  {
    route: 'POST /api/v1/examination-steps',
    who: 'officer',
    valid: ({ slug, ground }) => ({
      step: 'begin',
      items: [{ call: slug, application: ground.asked }],
    }),
  },
  {
    route: 'PUT /api/v1/examination-filters/:name',
    who: 'officer',
    valid: ({ slug }) => ({ view: 'all', call: slug, text: 'lampioni' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/documents/:slot/uploads',
    who: 'representative',
    valid: (_, turn) => ({
      name: 'piano.pdf',
      bytes: 1000,
      sha256: turn.toString(16).padStart(64, '0'),
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/invitations',
    who: 'representative',
    valid: (_, turn) => ({ email: `ada.${turn}@example.org`, role: 'workshop', plannedCents: 100 }),
  },
  {
    route: 'POST /api/v1/invitations/:key/refusal',
    who: 'partner',
    valid: () => ({ reason: 'Abbiamo altri impegni.' }),
  },
  {
    route: 'POST /api/v1/invitations/:key/acceptance',
    who: 'partner',
    valid: ({ partnerId }) => ({ organisation: partnerId }),
  },
  {
    route: 'POST /api/v1/tokens',
    who: 'plain',
    valid: (_, turn) => ({ label: `Nightly ${turn}`, days: 30 }),
  },
  {
    route: 'PUT /api/v1/session/acting-for',
    who: 'representative',
    valid: ({ leadId }) => ({ organisation: leadId }),
  },
  {
    route: 'POST /api/v1/trial-sessions',
    who: 'nobody',
    valid: ({ ids }) => ({ person: ids.plain }),
  },
  {
    route: 'POST /api/v1/organisations',
    who: 'plain',
    valid: (_, turn) => ({
      ...organisation(turn),
      fiscalCode: vatNumber(500_000 + turn),
      ateco: ['10.61.10'],
      digitalDomicile: 'mulino@pec.example.it',
      sites: [{ ...site, isRegistered: true }],
      declaration: 'I declare that I am the sole director.',
    }),
  },
  {
    route: 'PUT /api/v1/organisations/:organisation',
    who: 'representative',
    valid: (_, turn) => ({
      ...organisation(turn),
      ateco: ['10.61.10'],
      sites: [{ ...site, isRegistered: true }],
    }),
  },
  {
    route: 'POST /api/v1/organisations/:organisation/mandates',
    who: 'representative',
    valid: ({ slug }, turn) => ({
      ...holder(turn),
      scopes: ['read', 'edit'],
      call: slug,
      validUntil: inHours(900),
      evidence: 'Delega',
    }),
  },
  {
    route: 'POST /api/v1/organisations/:organisation/legal-representatives',
    who: 'representative',
    valid: (_, turn) => ({ ...holder(turn), evidence: 'Minutes of the meeting' }),
  },
  {
    route: 'POST /api/v1/bodies/:body/bodies',
    who: 'administrator',
    valid: (_, turn) => ({ code: `camera-${turn}`, name: 'Camera di Fantasia', kind: 'chamber' }),
  },
  {
    route: 'POST /api/v1/bodies/:body/roles',
    who: 'administrator',
    valid: ({ slug }, turn) => ({
      ...holder(turn),
      role: 'evaluator',
      call: slug,
      ground: 'Order 12/2025',
    }),
  },
  {
    route: 'POST /api/v1/bodies/:body/roles/:role/revocation',
    who: 'administrator',
    valid: () => ({ ground: 'Order 13/2025' }),
  },
  {
    route: 'POST /api/v1/bodies/:body/calls',
    who: 'author',
    valid: (_, turn) => ({
      mode: 'live',
      resubmission: true,
      ground: 'Decreto n. 12',
      definition: call(turn),
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/versions',
    who: 'author',
    valid: ({ amendment, decisions }) => ({
      replaces: 2,
      ground: 'Decreto n. 31',
      definition: amendment,
      decisions: [{ file: 'decisions.yaml', text: decisions }],
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/extensions',
    who: 'officer',
    valid: (_, turn) => ({ closesAt: inHours(9000 + turn), ground: 'Decreto n. 31' }),
  },
  {
    route: 'POST /api/v1/calls/:call/rehearsal-terms',
    who: 'officer',
    valid: (_, turn) => ({
      opensAt: inHours(-3),
      closesAt: inHours(9000 + turn),
      ground: 'Prova generale',
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications',
    who: 'representative',
    valid: ({ leadId, draft }) => ({ lead: leadId, ...draft }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/consents',
    who: 'representative',
    valid: ({ leadId, ready }) => ({ organisation: leadId, hash: ready.hash }),
  },
  {
    route: 'PUT /api/v1/calls/:call/applications/:application',
    who: 'representative',
    valid: ({ draft }, turn) => ({ ...draft, title: `Lampioni ${turn}` }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/submission',
    who: 'representative',
    valid: ({ submitted }) => ({ snapshotHash: submitted.hash }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/withdrawal',
    who: 'representative',
    valid: () => ({ number: 1, reason: 'One of the partners has renounced.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/incidents',
    who: 'officer',
    valid: ({ submitted }, turn) => ({
      beganAt: new Date(Date.now() - 90_000 - turn).toISOString(),
      endedAt: new Date(Date.now() - 30_000).toISOString(),
      title: 'The database did not answer',
      description: 'Nobody could submit.',
      evidenceFromOutside: 'The provider has said so.',
      applications: [{ application: submitted.id, reason: 'Called the help desk.' }],
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/incidents/:incident/touched',
    who: 'officer',
    valid: ({ ready }) => ({ application: ready.id, reason: 'Called the help desk.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/incidents/:incident/remedy',
    who: 'officer',
    valid: () => ({ kind: 'admission', until: inHours(90_000), ground: 'Decreto n. 31' }),
  },
  {
    route: 'POST /api/v1/fits',
    who: 'nobody',
    valid: (_, turn) => ({ facts: { hives: turn }, partners: [{ id: 'one', role: 'lead' }] }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/examination/findings',
    who: 'officer',
    valid: (_, turn) => ({
      findings: [
        {
          kind: 'fact',
          subject: 'onLake',
          says: 'value',
          value: turn % 2 === 0,
          note: `Carta ${turn}`,
          evidence: [],
        },
        { kind: 'requirement', subject: 'lamp-plan', says: 'to-clarify', note: `Piano ${turn}` },
      ],
    }),
  },
  {
    route:
      'POST /api/v1/calls/:call/applications/:application/examination/findings/:number/confirmation',
    who: 'officer',
    valid: () => ({ agrees: false, note: 'Non risulta.' }),
  },
  {
    route:
      'POST /api/v1/calls/:call/applications/:application/examination/phases/:phase/conclusion',
    who: 'officer',
    valid: () => ({ note: 'Verificata.' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/examination/outcome',
    who: 'officer',
    valid: () => ({
      outcome: 'with-reserve',
      reasons: [{ text: 'Manca il CUP.' }],
      observations: 'Nessuna.',
      ground: 'Art. 4',
      note: 'Sentito il responsabile.',
    }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/examination/reopening',
    who: 'officer',
    valid: () => ({ ground: 'Ordinanza n. 45', phase: 'formal' }),
  },
  {
    route: 'POST /api/v1/calls/:call/applications/:application/examination/reserve-lifting',
    who: 'officer',
    valid: () => ({ ground: 'Nota n. 45' }),
  },
];
