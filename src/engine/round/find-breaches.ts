import type { ApplicationDocument } from '../definition/application-document.ts';
import type { Call } from '../definition/compile-call.ts';
import { known } from '../definition/gap.ts';
import {
  checkUniqueness,
  type UniquenessApplication,
  type UniquenessBreach,
} from '../ranking/uniqueness.ts';

/** Applications of which a rule of the call allows only one. */
export interface RuleBreach extends UniquenessBreach {
  readonly rule: string;
  readonly article: string;
}

/** Applies every uniqueness rule that is decided; withdrawn applications do not count. */
export function findBreaches(
  call: Call,
  applications: readonly ApplicationDocument[],
): readonly RuleBreach[] {
  const present = applications
    .filter((each) => each.status !== 'withdrawn')
    .map((each) => describe(call, each));
  return (call.document.uniqueness ?? []).flatMap((rule) => {
    const per = known(rule.per);
    if (!per?.length) return [];
    return checkUniqueness(per, present).map((breach) => ({
      ...breach,
      rule: rule.id,
      article: rule.article,
    }));
  });
}

function describe(call: Call, application: ApplicationDocument): UniquenessApplication {
  const leads = new Set(
    (call.document.partnership?.roles ?? []).filter((role) => role.lead).map((role) => role.id),
  );
  const lead = application.partners?.find((partner) => leads.has(partner.role))?.id;
  const applicant = application.applicant ?? lead;
  const leaf = application.line;
  const line = leaf === undefined ? undefined : (call.tracks.get(leaf)?.line ?? leaf);
  return {
    id: application.id,
    applicants: applicant === undefined ? [] : [applicant],
    partners: (application.partners ?? []).map((partner) => partner.id),
    ...(lead === undefined ? {} : { lead }),
    ...(line === undefined ? {} : { line }),
    ...(leaf === undefined ? {} : { subline: leaf }),
  };
}
