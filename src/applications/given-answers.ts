import { hearAnswers, type HeardAnswers, type PublishedVersion } from '../calls/index.ts';
import type { Language } from '../platform/page/index.ts';
import type { DraftContent } from './draft.ts';

type AnsweredPartner = NonNullable<HeardAnswers['answers']['partners']>[number];

/** Answers of the interview with which an application begins. */
export interface GivenAnswers extends HeardAnswers {
  /** As the address carried them. */
  readonly text: string;
  /** Partners besides the lead, whose organisations are still to be named. */
  readonly others: readonly OtherPartner[];
}

export interface OtherPartner {
  /** Of the field in which its fiscal code is written. */
  readonly field: string;
  readonly title: string;
  readonly partner: AnsweredPartner;
}

/** Nothing when no answers were given, or none that these rules can read. */
export function readGiven(
  { call }: PublishedVersion,
  slug: string,
  {
    text,
    line,
    language,
  }: { readonly text: string; readonly line: string; readonly language: Language },
): GivenAnswers | undefined {
  if (text === '') return undefined;
  const heard = hearAnswers({ slug, rules: call }, text, { line, language });
  if (heard.said.length === 0) return undefined;
  const { partnership } = call.document;
  const partners = heard.answers.partners ?? [];
  const lead = leadIndex(heard, call.document);
  const titles = new Map(partnership?.roles.map(({ id, label }) => [id, label[language]]));
  const others = partners.flatMap((partner, index): readonly OtherPartner[] =>
    index === lead
      ? []
      : [
          {
            field: `partner-${index}`,
            title: `${titles.get(partner.role) ?? partner.role} (${index + 1})`,
            partner,
          },
        ],
  );
  return { ...heard, text, others };
}

/** The content of a draft with these answers; a partner whose organisation is not named is left out. */
export function contentOf(
  { answers, others }: GivenAnswers,
  {
    leadId,
    document,
    organisationOf,
  }: {
    readonly leadId: string;
    readonly document: PublishedVersion['call']['document'];
    /** What was written in the field of a partner. */
    readonly organisationOf: (field: string) => string;
  },
): DraftContent {
  const { facts, partners, costs } = answers;
  const role = document.partnership?.roles.find(({ lead }) => lead)?.id;
  const index = leadIndex({ answers }, document);
  const own = index === undefined ? undefined : partners?.[index];
  const named = others.flatMap(({ field, partner }) => {
    const organisation = organisationOf(field);
    return organisation === '' ? [] : [{ ...partner, id: organisation }];
  });
  return {
    facts,
    ...(role === undefined || partners === undefined
      ? {}
      : { partners: [{ role, ...own, id: leadId }, ...named] }),
    ...(costs === undefined ? {} : { costs }),
  };
}

/** The first of those who have the role of the lead. */
function leadIndex(
  { answers }: Pick<HeardAnswers, 'answers'>,
  { partnership }: PublishedVersion['call']['document'],
): number | undefined {
  const role = partnership?.roles.find(({ lead }) => lead)?.id;
  const index = (answers.partners ?? []).findIndex((partner) => partner.role === role);
  return index === -1 ? undefined : index;
}
