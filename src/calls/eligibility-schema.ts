import { Type } from 'typebox';
import { about, Condition, exactly, Id, Lines, orGap } from './basic-schema.ts';
import { ArticleOfRule, Evidence, Require, Title, When } from './fact-schema.ts';

const Effect = Type.Enum(['exclude', 'reserve', 'warn'], {
  description: 'What follows when it is not met, for example `exclude`.',
});

export const PhaseSchema = Type.Object(
  {
    id: about(Id, 'How requirements name it, for example `formal`.'),
    title: Title,
    article: ArticleOfRule,
    by: Type.Optional(
      Type.Enum(['office', 'panel'], {
        description: 'Who decides it, by checks or by a score; the office if left out: `panel`.',
      }),
    ),
  },
  { ...exactly, title: 'Phase' },
);

const ExceptionSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `young-firms`.'),
    article: ArticleOfRule,
    when: about(Condition, 'Where it takes the place of the requirement: `ageMonths < 24`.'),
    require: Require,
  },
  { ...exactly, title: 'Exception' },
);

export const RequirementSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `site-in-territory`.'),
    phase: Type.Optional(about(Id, 'The phase in which it is checked, for example `formal`.')),
    level: Type.Enum(['project', 'partnership', 'partner'], {
      description: 'Whether it is asked of the project, the partnership, or each partner.',
    }),
    title: Title,
    article: ArticleOfRule,
    lines: Type.Optional(Lines),
    when: Type.Optional(When),
    require: Require,
    effect: Effect,
    curable: Type.Boolean({ description: 'Whether a clarification request may cure it: `false`.' }),
    evidence: Evidence,
    exceptions: Type.Optional(
      Type.Array(ExceptionSchema, {
        description: 'Each replaces the requirement where its own `when` holds.',
      }),
    ),
  },
  { ...exactly, title: 'Requirement' },
);

const RoleSchema = Type.Object(
  {
    id: about(Id, 'How applications name it, for example `lead`.'),
    label: about(Title, 'The name people see, for example { it: "Capofila", en: "Lead" }.'),
    article: ArticleOfRule,
    beneficiary: Type.Boolean({ description: 'Whether the role may receive money: `true`.' }),
    lead: Type.Optional(Type.Boolean({ description: 'True for the role that leads: `true`.' })),
  },
  { ...exactly, title: 'Role' },
);

const MinimumSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `three-smes`.'),
    title: Title,
    article: ArticleOfRule,
    where: about(Condition, 'Which partners count, for example `partner.role == "sme"`.'),
    atLeast: orGap(Type.Integer({ minimum: 0 }), 'How many are needed at least, for example `3`.'),
    curable: Type.Boolean({ description: 'Whether a clarification request may cure it: `false`.' }),
  },
  { ...exactly, title: 'Minimum' },
);

export const PartnershipSchema = Type.Object(
  {
    article: ArticleOfRule,
    roles: Type.Array(RoleSchema, {
      minItems: 1,
      description: 'What a partner can be, for example `lead` and `sme`.',
    }),
    minimum: Type.Array(MinimumSchema, {
      description: 'The smallest compositions allowed; `[]` when there is none.',
    }),
    costsConfidential: Type.Optional(
      Type.Boolean({ description: 'True when partners may not see each other’s costs: `true`.' }),
    ),
  },
  { ...exactly, description: 'Who may take part together; left out for single applicants.' },
);

export const UniquenessSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `one-per-applicant`.'),
    article: ArticleOfRule,
    title: Title,
    per: orGap(
      Type.Array(Type.Enum(['applicant', 'lead', 'partner', 'line', 'subline']), { minItems: 1 }),
      'At most one application for each combination of these: `[applicant, line]`.',
    ),
  },
  { ...exactly, title: 'Uniqueness' },
);

export const LaterRuleSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `no-lower-score`.'),
    title: Title,
    article: ArticleOfRule,
    lines: Type.Optional(Lines),
    when: Type.Optional(When),
    require: about(Condition, 'What must hold, for example `after.net >= before.net`.'),
    effect: Effect,
    evidence: Type.Optional(Evidence),
  },
  { ...exactly, title: 'LaterRule' },
);

const PaperUploadSchema = Type.Object(
  {
    required: Type.Boolean({
      description:
        'Whether an application for which it is due cannot be finished without it: `true`.',
    }),
    kinds: Type.Optional(
      Type.Array(
        Type.Enum(['pdf', 'p7m', 'png', 'jpeg', 'xlsx', 'docx', 'odt', 'ods', 'text', 'zip']),
        {
          minItems: 1,
          description: 'The kinds of file that are taken; all but `zip` if left out: `[pdf, p7m]`.',
        },
      ),
    ),
  },
  {
    ...exactly,
    title: 'PaperUpload',
    description: 'How its file is handed in with the application; optional if left out.',
  },
);

export const RequiredPaperSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `business-plan`.'),
    phase: Type.Optional(
      about(Id, 'The phase in which it is checked; the first if left out: `formal`.'),
    ),
    title: Title,
    article: ArticleOfRule,
    level: Type.Enum(['project', 'partner'], {
      description: 'Whether it is handed in once or by each partner: `project`.',
    }),
    lines: Type.Optional(Lines),
    when: Type.Optional(When),
    signedBy: Type.Optional(
      Type.Enum(['lead', 'each-partner'], { description: 'Who signs it, for example `lead`.' }),
    ),
    curable: orGap(Type.Boolean(), 'Whether it may be handed in later on request: `true`.'),
    upload: Type.Optional(PaperUploadSchema),
  },
  { ...exactly, title: 'RequiredPaper' },
);
