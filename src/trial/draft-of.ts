import { readDraft, type Draft } from '../applications/index.ts';
import { idOf, type Ids } from './loading.ts';
import type { TrialApplication, TrialApplications } from './trial-schema.ts';

/** The text of an application; `again` is what it says when it is submitted a second time. */
export function draftOf(
  file: TrialApplications,
  application: TrialApplication,
  { organisations, isAgain = false }: { readonly organisations: Ids; readonly isAgain?: boolean },
): Draft {
  const again = isAgain ? application.again : undefined;
  const pattern = patternOf(file, application);
  const line = application.line ?? pattern?.line;
  const facts = { ...pattern?.facts, ...application.facts, ...again?.facts };
  const costs = { ...pattern?.costs, ...application.costs, ...again?.costs };
  const isByLead = file.costsOf === 'lead';
  const partners = pattern
    ? partnersOf(file, application, { organisations, leadCosts: isByLead ? costs : {} })
    : undefined;
  const content = {
    facts,
    ...(line !== undefined && { line }),
    ...(partners && { partners }),
    ...(!isByLead && { costs }),
  };
  const read = readDraft({ title: titleOf(application, isAgain), content });
  if (read.type === 'read') return read.value;
  throw new Error(`"${application.title}" of the trial: ${JSON.stringify(read.problems)}`);
}

export function titleOf({ title, again }: TrialApplication, isAgain: boolean): string {
  return isAgain ? (again?.title ?? title) : title;
}

function patternOf(
  { patterns }: TrialApplications,
  { pattern, title }: TrialApplication,
): TrialApplications['patterns'][string] | undefined {
  if (pattern === undefined) return undefined;
  const found = patterns[pattern];
  if (!found) throw new Error(`"${title}" of the trial follows "${pattern}", which is not there`);
  return found;
}

function partnersOf(
  { roles, organisations: known }: TrialApplications,
  { lead, with: others = [], title }: TrialApplication,
  { organisations, leadCosts }: { organisations: Ids; leadCosts: Readonly<Record<string, string>> },
) {
  return [lead, ...others].map((key) => {
    const own = known[key];
    if (!own) throw new Error(`"${title}" of the trial has a partner "${key}" without facts`);
    const isLead = key === lead;
    return {
      id: idOf(organisations, key),
      role: isLead ? roles.lead : (own.role ?? roles.other),
      facts: own.facts,
      costs: { ...own.costs, ...(isLead && leadCosts) },
    };
  });
}
