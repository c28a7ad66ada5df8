import type { Prepared } from '../assessment/prepare-facts.ts';
import { no, yes, type Truth } from '../condition/truth.ts';
import type { RequiredPaper } from '../definition/compile-eligibility.ts';
import { isGap, known } from '../definition/gap.ts';
import { variables } from '../definition/names.ts';
import type { Check, Verdict } from './check.ts';
import { holdsOn, isForOffice, PlaceFinder } from './fact-places.ts';
import { subjectOf } from './finding.ts';

/** One check for each paper of the line applied for, and for each partner who hands one in. */
export function paperChecks(prepared: Prepared, firstPhase: string): readonly Check[] {
  return prepared.call.papers
    .filter(({ document }) => holdsOn(document.lines, prepared.track))
    .flatMap((paper) => {
      if (paper.document.level === 'project') return [paperCheck(paper, prepared, firstPhase)];
      return prepared.partners.map((_, place) => paperCheck(paper, prepared, firstPhase, place));
    });
}

/** Whether it is due follows from the facts; whether it is in order only people can say. */
function paperCheck(
  paper: RequiredPaper,
  prepared: Prepared,
  firstPhase: string,
  place?: number,
): Check {
  const { id, phase = firstPhase, title, article, level, curable } = paper.document;
  const partner = place === undefined ? undefined : prepared.partners[place]?.id;
  const ofPartner = partner === undefined ? {} : { partner };
  const computed: Verdict = isDue(paper, prepared, place) === no ? 'not-applicable' : 'unknown';
  const [read, open] = [new PlaceFinder(prepared, place), new PlaceFinder(prepared, place)];
  if (paper.when) {
    read.addReads(paper.when.tree);
    open.addOpen(paper.when.tree);
  }
  return {
    id: subjectOf({ kind: 'paper', subject: id, ...ofPartner }),
    kind: 'paper',
    subject: id,
    phase,
    level,
    ...ofPartner,
    title,
    article,
    evidence: undefined,
    effect: 'exclude',
    curable: known(curable),
    verdict: computed,
    decidedBy: 'engine',
    computed,
    isOverruled: false,
    clash: [],
    gaps: isGap(curable) ? [curable.unknown] : [],
    asks: open.places.filter(isForOffice),
    missing: open.places.filter((each) => !isForOffice(each)),
    absent: open.lacksPartners ? ['partners'] : [],
    reads: read.places,
    readsCosts: false,
    signers: signersOf(paper, prepared, partner),
    figure: undefined,
  };
}

function isDue({ when }: RequiredPaper, { facts, partners }: Prepared, place?: number): Truth {
  if (!when) return yes;
  const row = place === undefined ? undefined : partners[place]?.row;
  if (row) facts.rows[variables.partner] = row;
  return when.holds(facts);
}

/** A paper of a partner is signed by that partner, unless the lead signs for all. */
function signersOf(
  { document }: RequiredPaper,
  { call, partners }: Prepared,
  partner: string | undefined,
): readonly string[] {
  const { signedBy } = document;
  if (signedBy === undefined) return [];
  if (signedBy === 'each-partner')
    return partner === undefined ? partners.map((each) => each.id) : [partner];
  const roles = call.document.partnership?.roles ?? [];
  const leads = roles.filter((role) => role.lead).map((role) => role.id);
  return partners.filter((each) => leads.includes(each.role)).map((each) => each.id);
}
