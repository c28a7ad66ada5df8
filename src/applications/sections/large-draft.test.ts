import { expect, test } from 'vitest';
import { makeSectionDesk } from '../../../test/support/section-desk.ts';

const partners = 22;
const definition = 'definitions/produzione-sostenibile-2024/call.yaml';
const categories = [
  'consultancy',
  'equipment',
  'home-automation',
  'environmental-certification',
  'technical-certification',
  'engineering',
  'materials',
  'intellectual-property',
  'training',
];

test('a draft with two hundred amounts is one form, and each of them is saved', async () => {
  const costs = Object.fromEntries(
    categories.map((id, index) => [id, `${1000 + index}.5${index}`]),
  );
  const desk = await makeSectionDesk({
    definition,
    decisions: definition.replace('call.yaml', 'decisions.yaml'),
    partners,
    draft: (leadId, partnerIds) => ({
      title: 'Molti importi',
      content: {
        facts: {},
        partners: [
          { id: leadId, role: 'lead', costs },
          ...partnerIds.map((id) => ({ id, role: 'sme', costs })),
        ],
      },
    }),
  });
  const path = `${desk.address}/sections/budget`;
  const { html } = await desk.first.get(path);
  expect(html.match(/<input class="bd-input num" id="partner/g)).toHaveLength(
    (partners + 1) * categories.length,
  );
  const last = `partner.${desk.partnerIds.at(-1) ?? ''}.cost.training`;
  const saved = await desk.first.post(path, {
    seen: JSON.stringify({ [last]: '1008.58' }),
    [last]: '7',
  });
  expect(saved.status).toBe(303);
  expect((await desk.stored()).content.partners?.at(-1)?.costs).toEqual({
    ...costs,
    training: '7.00',
  });
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
}, 60_000);

test('two hundred expenses are filled in partner by partner, and all of them count', async () => {
  const count = 9;
  const expensesOf = (partner: string) => ({
    equipment: Array.from({ length: 20 }, (_, index) => ({
      id: `${partner}-${index}`,
      description: `Spesa ${index} di ${partner}`,
      amount: '100.00',
    })),
  });
  const desk = await makeSectionDesk({
    definition,
    decisions: definition.replace('call.yaml', 'decisions.yaml'),
    partners: count,
    draft: (leadId, partnerIds) => ({
      title: 'Molte spese',
      content: {
        facts: {},
        partners: [
          { id: leadId, role: 'lead', costs: expensesOf('lead') },
          ...partnerIds.map((id, index) => ({ id, role: 'sme', costs: expensesOf(`p${index}`) })),
        ],
      },
    }),
  });
  const path = `${desk.address}/sections/budget`;
  const shownIn = (html: string): readonly string[] => [
    ...new Set(html.match(/(?<= di )(?:lead|p\d)(?=")/g)),
  ];
  const first = await desk.first.get(path);
  expect(shownIn(first.html)).toEqual(['lead']);
  expect(first.html).toContain('20.000,00');
  const last = desk.partnerIds.at(-1) ?? '';
  const other = await desk.first.get(`${path}?partner=${last}`);
  expect(shownIn(other.html)).toEqual([`p${count - 1}`]);
  const name = `item.p${count - 1}-0`;
  const saved = await desk.first.post(`${path}?partner=${last}`, {
    seen: JSON.stringify({ [name]: ['equipment', last, 'Spesa', null, '100.00'] }),
    [`${name}.description`]: 'Spesa',
    [`${name}.amount`]: '250,50',
  });
  expect(saved.status).toBe(303);
  const after = await desk.first.get(path);
  expect(shownIn(after.html)).toEqual(['lead']);
  expect(after.html).toContain('20.150,50');
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
}, 60_000);
