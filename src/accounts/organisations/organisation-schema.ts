import { Type } from 'typebox';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { callSlugSchema, scopeSchema } from '../sessions/session-schema.ts';
import { atecoMax, organisationKinds, sitesMax, sizeClasses } from './organisation.ts';

const siteMembers = {
  municipalityCode: textSchema('ISTAT code of the municipality, six digits.', 6, '015146'),
  municipality: textSchema('Name of the municipality.', 100, 'Milano'),
  province: textSchema('Two capital letters.', 2, 'MI'),
  address: textSchema('Street and number.', 200, 'Via dei Mulini 1'),
  isRegistered: Type.Boolean({ description: 'Whether it is the registered one; one site is.' }),
  activeSince: Type.Optional(daySchema('First day of activity.')),
  activeUntil: Type.Optional(daySchema('Last day of activity.')),
};

const contentMembers = {
  kind: Type.Enum([...organisationKinds], { description: 'What it is.' }),
  name: textSchema('Name, as registered.', 300, 'Mulino Fantasia S.r.l.'),
  vatNumber: Type.Optional(textSchema('VAT number, eleven digits.', 20, '01234567897')),
  sizeClass: Type.Optional(
    Type.Enum([...sizeClasses], { description: 'Size of a firm, EU Recommendation 2003/361.' }),
  ),
  ateco: Type.Array(textSchema('ATECO code.', 8, '10.61.10'), { maxItems: atecoMax }),
  digitalDomicile: Type.Optional(
    textSchema('Address of certified e-mail.', 200, 'mulino@pec.example.it'),
  ),
};

const example = {
  kind: 'firm',
  name: 'Mulino Fantasia S.r.l.',
  vatNumber: '01234567897',
  sizeClass: 'small',
  ateco: ['10.61.10'],
  digitalDomicile: 'mulino@pec.example.it',
  sites: [
    {
      municipalityCode: '015146',
      municipality: 'Milano',
      province: 'MI',
      address: 'Via dei Mulini 1',
      isRegistered: true,
      activeSince: '2012-05-07',
    },
  ],
};

const siteInput = strictObject({
  id: Type.Optional(uuidSchema('Of a site that is there already; left out for a new one.')),
  ...siteMembers,
});

const sitesInput = Type.Array(siteInput, {
  maxItems: sitesMax,
  description: 'Every site; one that is left out is removed.',
});

export const contentInput = strictObject({ ...contentMembers, sites: sitesInput }, example);

export const organisationInput = strictObject(
  {
    fiscalCode: textSchema(
      'Fiscal code: eleven digits, or sixteen characters for a firm that is one person.',
      20,
      '01234567897',
    ),
    ...contentMembers,
    sites: sitesInput,
    declaration: textSchema(
      'The declaration of who registers it that they represent it; kept word for word as evidence.',
      2000,
      'I declare that I am the sole director of Mulino Fantasia S.r.l. (art. 46 D.P.R. 445/2000).',
    ),
  },
  {
    fiscalCode: '01234567897',
    ...example,
    declaration: 'I declare that I am the sole director (art. 46 D.P.R. 445/2000).',
  },
);

export const organisationSchema = strictObject({
  id: uuidSchema('Of the organisation.'),
  fiscalCode: Type.String(),
  ...contentMembers,
  fictional: Type.Boolean({ description: 'Invented, for trying things out.' }),
  revision: Type.Integer({ description: 'Grows with each change; the ETag names it.' }),
  sites: Type.Array(strictObject({ id: uuidSchema('Of the site.'), ...siteMembers })),
});

export const organisationItem = strictObject({
  id: uuidSchema('Of the organisation.'),
  name: Type.String(),
  kind: Type.Enum([...organisationKinds]),
  fiscalCode: Type.String(),
  fictional: Type.Boolean(),
});

export const organisationParams = strictObject({
  organisation: uuidSchema('The organisation.'),
});
export const powerParams = strictObject({
  organisation: uuidSchema('The organisation.'),
  power: uuidSchema('The power.'),
});

const holderMembers = {
  fiscalCode: textSchema(
    'Fiscal code of the person; who has never signed in can be named too.',
    20,
    'RSSMRA85T10A562S',
  ),
  givenName: textSchema('Given name, as you know it.', 100, 'Maria'),
  familyName: textSchema('Surname, as you know it.', 100, 'Rossi'),
};

const spanMembers = {
  validFrom: Type.Optional(instantSchema('First instant; at once when left out.')),
  validUntil: Type.Optional(
    instantSchema('First instant at which it no longer holds; no end when left out.'),
  ),
};

export const mandateInput = strictObject(
  {
    ...holderMembers,
    scopes: Type.Array(scopeSchema, { minItems: 1, maxItems: 4, uniqueItems: true }),
    call: Type.Optional(callSlugSchema),
    ...spanMembers,
    evidence: Type.Optional(textSchema('The act it rests on.', 2000, 'Board of 3 March 2025')),
  },
  {
    fiscalCode: 'RSSMRA85T10A562S',
    givenName: 'Maria',
    familyName: 'Rossi',
    scopes: ['read', 'edit'],
    validUntil: '2026-01-01T00:00:00Z',
  },
);

export const representativeInput = strictObject(
  {
    ...holderMembers,
    ...spanMembers,
    evidence: textSchema('The act of appointment.', 2000, 'Minutes of the meeting of 3 March 2025'),
    replaces: Type.Optional(uuidSchema('The power of the representative whose place is taken.')),
  },
  {
    fiscalCode: 'RSSMRA85T10A562S',
    givenName: 'Maria',
    familyName: 'Rossi',
    evidence: 'Minutes of the meeting of 3 March 2025',
  },
);

export const givenSchema = strictObject({ id: uuidSchema('Of what was given.') });

export const powerSchema = strictObject({
  id: uuidSchema('Of the power.'),
  kind: Type.Enum(['legal-representative', 'mandate']),
  name: Type.String({ description: 'As written by who gave the power.' }),
  fiscalCode: Type.Optional(
    Type.String({ description: 'Only for who represents the organisation.' }),
  ),
  isOwn: Type.Boolean({ description: 'Whether it is held by who asks.' }),
  scopes: Type.Array(scopeSchema),
  call: Type.Optional(callSlugSchema),
  validFrom: instantSchema('First instant.'),
  validUntil: Type.Optional(instantSchema('First instant at which it no longer holds.')),
  evidence: Type.Optional(
    Type.String({ description: 'What it rests on; only for who represents the organisation.' }),
  ),
});
