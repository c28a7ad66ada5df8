import type { Draft } from '../../src/applications/index.ts';
import type { FactValue } from '../../src/engine/index.ts';

/** What a municipality says of a project on line 4B, floating waste: everything that it must answer. */
export function lineFourDraft(
  leadId: string,
  {
    title = 'Barriere sul lago',
    works = false,
    costs = '30000.00',
  }: { readonly title?: string; readonly works?: boolean; readonly costs?: string } = {},
): Draft {
  return {
    title,
    content: {
      line: '4b',
      facts: {
        hasWorks: works,
        ...(works ? { worksStart: '2024-06-01' } : {}),
        servedMunicipalities: [{ name: 'Borgo', population: 5000 }],
        collectionDesign: 'feasibility',
        fractionsCollected: 2,
        collectionRenewables: 'none',
      },
      partners: [
        {
          id: leadId,
          role: 'lead-authority',
          facts: { name: 'Borgo', authorityKind: 'municipality', innerArea: false },
        },
      ],
      costs: { 'floating-waste-systems': costs },
    },
  };
}

/** What the office finds of an application on line 4B that has nothing wrong with it, phase by phase. */
export const lineFourFindings: Readonly<
  Record<'formal' | 'specific', readonly (readonly [string, FactValue])[]>
> = {
  formal: [
    ['complete', true],
    ['timeAndProcedure', true],
    ['inLombardy', true],
    ['coherentWithCall', true],
  ],
  specific: [
    ['wasteLaw', true],
    ['wastePlan', true],
    ['wasteHierarchy', true],
    ['hierarchyActions', ['recycling']],
    ['dnsh', true],
    ['camApplicable', false],
  ],
};

export const lineFour = {
  definition: 'definitions/ricircolo-enti-locali-2024/call.yaml',
  decisions: 'definitions/ricircolo-enti-locali-2024/decisions.yaml',
};
