import {
  assessmentToJson,
  findForeignAnswers,
  findMissingAnswers,
  type ApplicationDocument,
  type AssessmentJson,
  type Call,
  type Localized,
  type MissingAnswer,
  type Prepared,
} from '../engine/index.ts';
import { assessContent } from './assess-content.ts';
import { unfinishedItems } from './cost-items.ts';
import type { HandedIn } from './documents/handed-in.ts';
import { missingDocuments, slotsOf } from './documents/slots.ts';
import type { DraftContent, DraftProblem } from './draft.ts';

/** A rule that the application does not meet, or that cannot be answered yet. It keeps nobody from submitting. */
export interface CheckWarning {
  readonly code: 'requirement-not-met' | 'requirement-open' | 'exceptions-clash';
  readonly requirement: string;
  /** Of the smallest project that is admitted there is none. */
  readonly title: Localized | undefined;
  readonly article: string;
}

export interface ApplicationCheck {
  /** What keeps the text from being frozen: it could not be read, or a paper with holes would be handed in. */
  readonly problems: readonly DraftProblem[];
  /** What the rules would say of it today; who applies decides. */
  readonly warnings: readonly CheckWarning[];
  readonly assessment: AssessmentJson | undefined;
}

/** The part of an application that the rules look at. */
export interface CheckedDraft {
  readonly id: string;
  readonly lead: { readonly id: string };
  readonly content: DraftContent;
  readonly documents: readonly HandedIn[];
}

/**
 * Runs the rules of the call over a draft. Everybody may submit, even what the rules will not admit: that is
 * decided in the examination, with its guarantees. Only what cannot be read, or is not answered, must wait.
 */
export function checkDraft(call: Call, draft: CheckedDraft): ApplicationCheck {
  const { id, lead, content, documents } = draft;
  const application: ApplicationDocument = { ...content, id };
  const assessed = assessContent(call, { id, content });
  if (assessed.type === 'unreadable')
    return { problems: assessed.problems.map(inContent), warnings: [], assessment: undefined };
  const { prepared } = assessed;
  const problems = [
    ...leadProblems(call, lead.id, content),
    ...findMissingAnswers(prepared, application).map(missing),
    ...findForeignAnswers(prepared, application).map(({ fact, path }) =>
      inContent({
        code: 'not-yours-to-say',
        path,
        message: `"${fact.id}" is given by the ${fact.proof}, not by who applies`,
      }),
    ),
    ...unfinishedItems(content),
    ...missingDocuments(slotsOf(call, draft), documents),
  ];
  if (assessed.type === 'too-large')
    return { problems: [...problems, figureTooLarge], warnings: [], assessment: undefined };
  const assessment = assessmentToJson(assessed.assessment);
  return { problems, warnings: warningsOf(prepared, assessment), assessment };
}

const figureTooLarge: DraftProblem = {
  code: 'figure-too-large',
  path: ['content', 'costs'],
  message: 'found amounts too large to be counted exactly',
};

function inContent(problem: DraftProblem): DraftProblem {
  return { ...problem, path: ['content', ...problem.path] };
}

function missing({ kind, path, fact }: MissingAnswer): DraftProblem {
  const said = fact ? `"${fact.id}" is not answered` : `no ${kind} are listed`;
  return inContent({ code: `${kind}-missing`, path, message: said });
}

/** Who applies must be in the partnership, in the role of the lead. */
function leadProblems(
  call: Call,
  leadId: string,
  { partners = [] }: DraftContent,
): readonly DraftProblem[] {
  const roles = call.document.partnership?.roles.filter(({ lead }) => lead).map(({ id }) => id);
  if (!roles?.length || partners.length === 0) return [];
  const index = partners.findIndex(({ id }) => id === leadId);
  const expected = `the lead with the role ${roles.join(' or ')}`;
  if (index < 0)
    return [
      inContent({
        code: 'lead-not-listed',
        path: ['partners'],
        message: 'found partners without the lead',
        expected,
      }),
    ];
  const role = partners[index]?.role ?? '';
  if (roles.includes(role)) return [];
  const message = `found the lead with the role "${role}"`;
  return [inContent({ code: 'lead-role', path: ['partners', index, 'role'], message, expected })];
}

function warningsOf(prepared: Prepared, assessment: AssessmentJson): readonly CheckWarning[] {
  const { requirements, grant } = prepared.track;
  const warn =
    (code: CheckWarning['code']) =>
    (requirement: string): CheckWarning => {
      const rule = requirements.find(({ document }) => document.id === requirement)?.document;
      const article = rule?.article ?? grant?.document.minimumProject?.article ?? '';
      return { code, requirement, title: rule?.title, article };
    };
  return [
    ...assessment.failing.map(warn('requirement-not-met')),
    ...assessment.clashing.map(warn('exceptions-clash')),
    ...assessment.open.map(warn('requirement-open')),
  ];
}
