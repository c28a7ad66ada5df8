import { hasPower, type Principal } from '../accounts/index.ts';
import {
  declaredIn,
  formatCents,
  type AssessmentJson,
  type CallDocument,
} from '../engine/index.ts';
import type { ApplicationSummary } from './application-record.ts';
import type { ApplicationCheck } from './check-application.ts';
import type { DraftContent, DraftProblem } from './draft.ts';

/** What somebody of the partnership may see of the costs of an application. */
export type Sight =
  | { readonly costs: 'all' }
  /** Only those of these organisations; of the others what they come to. */
  | { readonly costs: 'own'; readonly own: ReadonlySet<string> };

export type CostsTotal = string | { readonly from: string; readonly to: string | null };

type Partner = NonNullable<DraftContent['partners']>[number];

/** The text of an application as somebody may see it: where costs are left out, what they come to is said. */
export interface ShownContent extends Omit<DraftContent, 'partners'> {
  readonly costsTotal?: CostsTotal;
  readonly partners?: readonly (Partner & { readonly costsTotal?: CostsTotal })[];
}

const scopes = ['read', 'edit', 'consent', 'submit'] as const;

/** Who writes for the lead sees everything, because the lead writes it; the others where the call does not hide it. */
export function sightOf(
  principal: Principal,
  {
    lead,
    partners,
    call,
  }: Pick<ApplicationSummary, 'lead' | 'partners'> & { readonly call: { readonly id: number } },
  { partnership }: Pick<CallDocument, 'partnership'>,
): Sight {
  const actsFor = (id: string): boolean =>
    scopes.some((scope) => hasPower(principal, scope, { organisationIds: [id], callId: call.id }));
  if (partnership?.costsConfidential !== true || actsFor(lead.id)) return { costs: 'all' };
  return { costs: 'own', own: new Set(partners.map(({ id }) => id).filter(actsFor)) };
}

/** Whether these eyes may see all the costs that there are. */
export function seesAll({ costs, partners = [] }: DraftContent, sight: Sight): boolean {
  if (sight.costs === 'all') return true;
  return !costs && partners.every((partner) => !partner.costs || sight.own.has(partner.id));
}

/** The text without the costs that are not for these eyes. */
export function shownContent(content: DraftContent, sight: Sight): ShownContent {
  if (sight.costs === 'all') return content;
  const { costs, partners, ...others } = content;
  return {
    ...others,
    // What the project declares as a whole is the lead's.
    ...(costs && { costsTotal: totalOf(costs) }),
    ...(partners && {
      partners: partners.map(({ costs: own, ...partner }) => ({
        ...partner,
        ...(own && (sight.own.has(partner.id) ? { costs: own } : { costsTotal: totalOf(own) })),
      })),
    }),
  };
}

function totalOf(costs: NonNullable<DraftContent['costs']>): CostsTotal {
  let [low, high] = [0, 0];
  for (const value of Object.values(costs)) {
    const range = declaredIn(value);
    low += range?.low ?? 0;
    high += range?.high ?? Number.POSITIVE_INFINITY;
  }
  if (low === high) return formatCents(low);
  return { from: formatCents(low), to: Number.isFinite(high) ? formatCents(high) : null };
}

/** The figures and problems of an application, of which the costs of others could otherwise be read off. */
export function shownCheck(
  check: ApplicationCheck,
  { partners = [] }: DraftContent,
  sight: Sight,
): ApplicationCheck {
  if (sight.costs === 'all') return check;
  const isHidden = ({ path }: DraftProblem): boolean => {
    const [, part, index, kind] = path;
    if (part === 'costs') return path.length > 2;
    if (part !== 'partners' || kind !== 'costs' || typeof index !== 'number') return false;
    return !sight.own.has(partners[index]?.id ?? '');
  };
  return {
    ...check,
    problems: check.problems.map((problem) => (isHidden(problem) ? veiled(problem) : problem)),
    assessment: check.assessment && withoutCategories(check.assessment),
  };
}

/** That something is wrong is said, and where, but neither the category nor what was written. */
function veiled({ path }: DraftProblem): DraftProblem {
  const until = path.indexOf('costs') + 1;
  return {
    code: 'costs-confidential',
    path: path.slice(0, until),
    message:
      'something in these costs, which only their owner and the lead may see, is not in order',
  };
}

/** Among two partners the sum of a category tells each what the other declares in it. */
function withoutCategories(assessment: AssessmentJson): AssessmentJson {
  const { admitted, ...others } = assessment;
  return admitted ? others : assessment;
}
