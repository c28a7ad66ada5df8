import type { Draft } from '../../src/applications/index.ts';
import type { FactValue } from '../../src/engine/index.ts';
import type { PlannedApplication } from './plan.ts';

/** What an officer writes at one point: the value, or that it is to be cleared up, and why. */
export interface OfficeAnswer {
  readonly fact: string;
  readonly value: Extract<FactValue, boolean | number | readonly string[]> | 'to-clarify';
  readonly note?: string;
}

/** The forms of an officer: two phases, and what the score rests on besides. */
export type Group = 'formal' | 'specific' | 'other';

/** The text that the applicant submits, as the API takes it. */
export function draftOf(
  { title, line, bodies, declared, costs }: PlannedApplication,
  ids: readonly string[],
): Draft {
  const { hasWorks, worksStart, served, design, fractions, renewables } = declared;
  const { otherFractions, compulsoryToo, withoutWorks } = declared;
  return {
    title,
    content: {
      line,
      facts: {
        hasWorks,
        ...(worksStart === undefined ? {} : { worksStart }),
        servedMunicipalities: served.map((each) => ({ ...each })),
        collectionDesign: design,
        fractionsCollected: fractions,
        collectionRenewables: renewables,
        ...(otherFractions === undefined ? {} : { nonCompulsoryFractions: otherFractions }),
        ...(compulsoryToo === undefined ? {} : { compulsoryFractionsToo: compulsoryToo }),
        ...(withoutWorks === undefined ? {} : { mobileWithoutWorks: withoutWorks }),
      },
      partners: bodies.map(({ name, kind, innerArea }, index) => ({
        id: ids[index] ?? '',
        role: index === 0 ? 'lead-authority' : 'partner-authority',
        facts: { name, authorityKind: kind, innerArea },
      })),
      costs: Object.fromEntries(
        Object.entries(costs).map(([category, cents]) => [category, (cents / 100).toFixed(2)]),
      ),
    },
  };
}

/** What the office finds at first, form by form. */
export function firstAnswers(
  { course: { asked, against, withdrawn }, found, line }: PlannedApplication,
  group: Group,
): readonly OfficeAnswer[] {
  const says = (fact: string): OfficeAnswer =>
    fact === against
      ? { fact, value: false, note: `Dai documenti non risulta: ${fact}.` }
      : { fact, value: true };
  const formal: readonly OfficeAnswer[] = [
    asked === undefined
      ? says('complete')
      : { fact: 'complete', value: 'to-clarify', note: 'Manca la delibera di Giunta.' },
    says('timeAndProcedure'),
    says('inLombardy'),
    says('coherentWithCall'),
  ];
  const specific: readonly OfficeAnswer[] = [
    says('wasteLaw'),
    says('wastePlan'),
    says('wasteHierarchy'),
    { fact: 'hierarchyActions', value: ['prevention', 'recycling'] },
    says('dnsh'),
    { fact: 'camApplicable', value: found.camApplicable },
    ...(line === '4a' ? [says('climateCheck')] : []),
  ];
  const other: readonly OfficeAnswer[] = [
    { fact: 'associativeForm', value: found.associativeForm },
    { fact: 'priorityFractions', value: found.priorityFractions },
  ];
  // Who withdraws meanwhile is left in the middle.
  return { formal, specific: withdrawn === 'under-way' ? specific.slice(0, 1) : specific, other }[
    group
  ];
}

/** What is asked only once criteria are said to apply. */
export function camAnswers({ course, found }: PlannedApplication): readonly OfficeAnswer[] {
  if (!found.camApplicable) return [];
  return course.against === 'camRespected'
    ? [{ fact: 'camRespected', value: false, note: 'Il capitolato non cita i criteri.' }]
    : [{ fact: 'camRespected', value: true }];
}
