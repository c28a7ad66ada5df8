import { Type, type Static, type TProperties } from 'typebox';
import { bodyKinds, organisationKinds, roles, scopes, sizeClasses } from '../accounts/index.ts';

const strict = <P extends TProperties>(members: P) =>
  Type.Object(members, { additionalProperties: false });
const text = () => Type.String({ minLength: 1 });
/** Stands in the files instead of ids. */
const key = () => Type.String({ pattern: '^[a-z0-9-]{2,40}$' });
/** Relative to the load: `-35m`, `+3h`, `now`; see `instantOf`. */
const relative = () => Type.String({ pattern: '^(now|[+-]\\d{1,4}[mhd])$' });
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const localized = () => strict({ it: text(), en: text() });
/** Every file says of itself that it is invented. */
const fictional = Type.Literal(true);

export const BodiesSchema = strict({
  fictional,
  bodies: Type.Array(
    strict({
      code: key(),
      name: text(),
      kind: Type.Enum([...bodyKinds]),
      parent: Type.Optional(key()),
      administrator: Type.Optional(key()),
    }),
  ),
});

const role = strict({
  role: Type.Enum([...roles]),
  body: key(),
  /** The definition of a rehearsed call, for a role in that one only. */
  call: Type.Optional(key()),
});

const mandate = strict({
  organisation: key(),
  scopes: Type.Array(Type.Enum([...scopes]), { minItems: 1 }),
  call: Type.Optional(key()),
  from: Type.Optional(relative()),
  until: Type.Optional(relative()),
  evidence: text(),
  isRevoked: Type.Optional(Type.Literal(true)),
});

export const PeopleSchema = strict({
  fictional,
  people: Type.Array(
    strict({
      key: key(),
      givenName: text(),
      familyName: text(),
      fiscalCode: text(),
      about: localized(),
      roles: Type.Optional(Type.Array(role)),
      mandates: Type.Optional(Type.Array(mandate)),
    }),
  ),
});

export const OrganisationsSchema = strict({
  fictional,
  declaration: text(),
  organisations: Type.Array(
    strict({
      key: key(),
      kind: Type.Enum([...organisationKinds]),
      name: text(),
      fiscalCode: text(),
      vatNumber: Type.Optional(text()),
      sizeClass: Type.Optional(Type.Enum([...sizeClasses])),
      ateco: Type.Array(text()),
      digitalDomicile: text(),
      representative: key(),
      /** The first is the registered one. */
      sites: Type.Array(
        strict({
          municipalityCode: text(),
          municipality: text(),
          province: text(),
          address: text(),
          activeSince: day(),
        }),
        { minItems: 1 },
      ),
    }),
  ),
});

const incident = strict({
  began: relative(),
  ended: relative(),
  title: text(),
  description: text(),
  evidence: text(),
  /** Applications by their titles. */
  touched: Type.Array(strict({ title: text(), reason: text() })),
});

export const CallsSchema = strict({
  fictional,
  ground: text(),
  /** Until when every rehearsal is open while its applications are filled in. */
  loading: relative(),
  calls: Type.Array(
    strict({
      definition: key(),
      body: key(),
      resubmission: Type.Boolean(),
      /** Its definition lies among the files of the trial, and is published for nothing else. */
      isOfTrial: Type.Optional(Type.Literal(true)),
      opens: relative(),
      closes: relative(),
      incident: Type.Optional(incident),
    }),
  ),
});

const answers = Type.Record(Type.String(), Type.Unknown());
const amounts = Type.Record(Type.String(), Type.String());

const texts = {
  line: Type.Optional(text()),
  facts: Type.Optional(answers),
  costs: Type.Optional(amounts),
};

export const goals = ['draft', 'frozen', 'ready', 'submitted', 'withdrawn', 'resubmitted'] as const;

export const ApplicationsSchema = strict({
  fictional,
  call: key(),
  /** Whether costs are declared as a whole or are those of the lead. */
  costsOf: Type.Enum(['application', 'lead']),
  roles: strict({ lead: text(), other: text() }),
  /** For aliases only. */
  served: Type.Optional(Type.Unknown()),
  organisations: Type.Record(
    Type.String(),
    strict({
      role: Type.Optional(text()),
      facts: answers,
      costs: Type.Optional(amounts),
    }),
  ),
  patterns: Type.Record(Type.String(), strict(texts)),
  applications: Type.Array(
    strict({
      ...texts,
      pattern: Type.Optional(text()),
      /** How far it gets. */
      reaches: Type.Enum([...goals]),
      lead: key(),
      title: text(),
      with: Type.Optional(Type.Array(key())),
      /** Who writes it, when not the representative of the lead. */
      by: Type.Optional(key()),
      withoutConsentOf: Type.Optional(Type.Array(key())),
      /** Why it is withdrawn. */
      reason: Type.Optional(text()),
      /** What is different when it is submitted again. */
      again: Type.Optional(
        strict({
          title: Type.Optional(text()),
          facts: Type.Optional(answers),
          costs: Type.Optional(amounts),
        }),
      ),
    }),
  ),
});

export type TrialBody = Static<typeof BodiesSchema>['bodies'][number];
export type TrialPerson = Static<typeof PeopleSchema>['people'][number];
export type TrialMandate = NonNullable<TrialPerson['mandates']>[number];
export type TrialOrganisation = Static<typeof OrganisationsSchema>['organisations'][number];
export type TrialCall = Static<typeof CallsSchema>['calls'][number];
export type TrialIncident = Static<typeof incident>;
export type TrialApplications = Static<typeof ApplicationsSchema>;
export type TrialApplication = TrialApplications['applications'][number];
