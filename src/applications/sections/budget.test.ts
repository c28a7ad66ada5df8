import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { afterEach, expect, test } from 'vitest';
import { runCaptured } from '../../../test/support/captured-terminal.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';
import { parseCents } from '../../engine/index.ts';
import { formatMoney } from '../../platform/page/format.ts';
import type { DraftContent } from '../draft.ts';

let desk: SectionDesk | undefined;
afterEach(async () => {
  expect(desk?.server.faults()).toEqual([]);
  await desk?.close();
  desk = undefined;
});

type Partner = NonNullable<DraftContent['partners']>[number];

/** The application of the first worked example of a call, as far as its applicant writes it. */
function exampleOf(definition: string): DraftContent {
  const { examples } = parse(readFileSync(definition, 'utf8'), { merge: true }) as {
    readonly examples: readonly {
      readonly assess?: { readonly application: DraftContent };
    }[];
  };
  const found = examples.find(({ assess }) => assess?.application.partners)?.assess;
  if (!found) throw new Error('no example has partners');
  return found.application;
}

const uneven = { 0: '.37', 1: '.11', 2: '.93' } as const;

/** The same with costs that do not come out even, and more consultancy than the caps of the call admit. */
function unevenCosts(costs: Partner['costs'], index: number): NonNullable<Partner['costs']> {
  const cents = uneven[(index % 3) as 0 | 1 | 2];
  return Object.fromEntries(
    Object.entries(costs ?? {}).map(([id, amount]) => [
      id,
      `${typeof amount === 'string' ? amount.split('.')[0] : '1000'}${cents}`,
    ]),
  );
}

test.each([
  ['produzione-sostenibile-2024', { consultancy: '61234.56' }],
  ['bando-filiere-2022', {}],
  ['innovazione-filiere-2021', {}],
] as const)(
  '%s: the figures on the page are those of the command line',
  async (id, more) => {
    const [definition, decisions] = [
      `definitions/${id}/call.yaml`,
      `definitions/${id}/decisions.yaml`,
    ];
    const example = exampleOf(definition);
    const source = example.partners ?? [];
    const made = await makeSectionDesk({
      definition,
      decisions,
      partners: source.length - 1,
      draft: (leadId, partnerIds) => ({
        title: 'Prova',
        content: {
          ...(example.line !== undefined && { line: example.line }),
          facts: example.facts,
          partners: source.map((partner, index) => ({
            ...partner,
            id: [leadId, ...partnerIds][index] ?? '',
            costs: { ...unevenCosts(partner.costs, index), ...more },
          })),
        },
      }),
    });
    desk = made;
    const { content } = await made.stored();
    const { code, out } = await runCaptured(
      ['assess', definition, '--decisions', decisions, '--json'],
      { input: JSON.stringify({ ...content, id: 'A-1' }) },
    );
    expect(code).toBe(0);
    const told = JSON.parse(out) as Told;
    for (const language of ['it', 'en'] as const) {
      await made.first.get(`/applications?lang=${language}`);
      const { html } = await made.first.get(`${made.address}/sections/budget`);
      const figures = figuresOf(told);
      expect(figures.length).toBeGreaterThan(3);
      for (const cents of figures) expect(html).toContain(moneyText(cents, language));
      const big = /class="bd-big">(.*?)<\/p>/s.exec(html)?.[1] ?? '';
      expect(big).toContain(moneyText(figures[0] ?? Number.NaN, language));
    }
  },
  30_000,
);

type FigureText = string | { readonly from: string; readonly to: string | null };

interface Told {
  readonly grant: FigureText;
  readonly totalAdmitted: FigureText;
  readonly admitted: Readonly<Record<string, FigureText>>;
  readonly shares?: Readonly<Record<string, string>>;
}

/** Every amount that the command line told, bounds included, in cents; the grant first. */
function figuresOf({ grant, totalAdmitted, admitted, shares = {} }: Told): readonly number[] {
  const texts = [grant, totalAdmitted, ...Object.values(admitted), ...Object.values(shares)];
  return texts
    .flatMap((text) => (typeof text === 'string' ? [text] : [text.from, text.to ?? text.from]))
    .map((text) => parseCents(text) ?? Number.NaN);
}

function moneyText(cents: number, language: 'it' | 'en'): string {
  return formatMoney(cents, language).replaceAll(/[€\s]/gu, '');
}

test('what is not known shows its bounds, and why it is not known', async () => {
  const made = await makeSectionDesk({ draft: completeDraft });
  desk = made;
  const name = 'costs';
  const { title, content } = await made.stored();
  const [lead, ...others] = content.partners ?? [];
  if (!lead) throw new Error('there is no lead');
  const costs = { poles: { from: '10000.00', to: '20000.00' } };
  await made.replace({
    title,
    content: { ...content, partners: [{ ...lead, [name]: costs }, ...others] },
  });
  const { html } = await made.first.get(`${made.address}/sections/budget`);
  expect(html).toContain('tra 10.000,00 e 20.000,00');
  expect(html).toContain('dichiarato: tra 10.000,00 e 20.000,00');
  expect(html).toContain('non ancora not');
  const field = `partner.${made.leadId}.cost.poles`;
  const [control] = new RegExp(`<input[^>]*id="${field}"[^>]*>`).exec(html) ?? [];
  expect(control).toBeDefined();
  expect(control).not.toMatch(/value="[^"]/);
});

test('every figure opens its reason in place, without any script', async () => {
  const made = await makeSectionDesk({ draft: completeDraft });
  desk = made;
  const { html } = await made.first.get(`${made.address}/sections/budget`);
  const reasons = html.match(/<details class="bd-whybox"[^>]*><summary>Perché\?/g) ?? [];
  expect(reasons.length).toBeGreaterThan(4);
  expect(html).toContain('Che cosa la cambierebbe');
  expect(html).toContain('class="bd-cite"');
  expect(html).not.toContain('style=');
});
