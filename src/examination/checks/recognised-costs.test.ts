import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eight } from '../../../test/support/application-scene.ts';
import type { Asked } from '../../../test/support/application-server.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import { callOf, examinedOf, found } from '../../../test/support/examined.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { lineFourDraft } from '../../../test/support/line-four.ts';
import { costWords } from './cost-words.ts';
import { decideFinding, type FindingAsked } from './decide-finding.ts';
import { decidePhase } from './decide-phase.ts';
import { readFinding } from './read-value.ts';
import { refusals } from './refusals.ts';
import { checkWords } from './words.ts';

const lead = '7d0f2c1e-5a68-4b0e-9d0a-0c6a1f3b2e11';

describe('what may be recognised of a cost', () => {
  const call = callOf('ricircolo-enti-locali-2024');
  const category = 'floating-waste-systems';
  const { content } = lineFourDraft(lead);
  const expenses = {
    ...content,
    costs: { [category]: [{ id: 'barrier', description: 'Barriera', amount: '30000.00' }] },
  };
  const asked = (value: string, entry?: string, note: string | null = 'Fuori periodo') =>
    readFinding({
      subject: { kind: 'cost', subject: category, ...(entry === undefined ? {} : { entry }) },
      says: 'value',
      value,
      note,
      evidence: [],
    });
  const decided = (finding: FindingAsked | undefined, text = content) => {
    const examined = examinedOf({ call, content: text, examination: { phase: 'formal' } });
    if (!finding) throw new Error('not a finding');
    return decideFinding(examined, finding, 5);
  };

  test('less with a reason, which changes the admitted cost and the grant', () => {
    expect(decided(asked('20000'))).toMatchObject({
      type: 'found',
      finding: { value: '20000.00', insteadOf: '30000.00', overrules: true },
      effect: {
        before: { admitted: { low: 30_000_00, high: 30_000_00 } },
        after: { admitted: { low: 20_000_00, high: 20_000_00 } },
      },
    });
    expect(decided(asked('29999.99', 'barrier'), expenses)).toMatchObject({ type: 'found' });
  });

  test('all of it without a reason, and nothing else without one', () => {
    expect(decided(asked('30000', undefined, null))).toMatchObject({
      type: 'found',
      finding: { overrules: false },
    });
    expect(decided(asked('29999.99', undefined, null))).toMatchObject({ code: 'note-missing' });
  });

  test.each<[string, FindingAsked | undefined, string, typeof content]>([
    ['more than was declared', asked('30000.01'), 'above-declared', content],
    ['more than an expense', asked('30000.01', 'barrier'), 'above-declared', expenses],
    ['a category of expenses as a whole', asked('1.00'), 'by-expense', expenses],
    ['an expense that is not there', asked('1.00', 'other'), 'no-such-subject', expenses],
    ['an expense of a whole category', asked('1.00', 'barrier'), 'no-such-subject', content],
  ])('not %s', (_, finding, code, text) => {
    expect(decided(finding, text)).toMatchObject({ type: 'refused', code });
  });

  test('nothing that is no amount', () => {
    for (const value of ['-1', '1.001', 'molto', '1e3']) expect(asked(value)).toBeUndefined();
  });

  test('while one waits to be clarified the last phase of the office is not concluded', () => {
    const subject = { kind: 'cost' as const, subject: category };
    const open = found({ ...subject, says: 'to-clarify', value: null, note: 'Quale fattura?' });
    const of = (findings: readonly (typeof open)[]) =>
      decidePhase(
        {
          ...examinedOf({ call, content, examination: { phase: 'specific' }, findings }),
          phases: examinedOf({ call, content }).phases.map((each) => ({ ...each, state: 'pass' })),
        },
        { phase: 'specific' },
      );
    expect(of([open])).toEqual({ type: 'refused', code: 'costs-open' });
    expect(of([])).toMatchObject({ type: 'passed' });
  });
});

describe('recognised costs where the call asks for two persons', () => {
  let scene: ExaminationScene;
  let address: string;

  beforeAll(async () => {
    scene = await makeExaminationScene({
      partners: 1,
      draft: (leadId, partners) => {
        const { title, content } = completeDraft(leadId, partners);
        const [first, ...rest] = content.partners ?? [];
        if (!first) throw new Error('no lead');
        const costs = {
          poles: [
            { id: 'iron', description: 'Pali di ghisa', supplier: 'Fonderia', amount: '15000.00' },
            { id: 'wood', description: 'Pali di legno', amount: '5000.00' },
          ],
          masonry: '1000.00',
        };
        return { title, content: { ...content, partners: [{ ...first, costs }, ...rest] } };
      },
    });
  }, 120_000);
  afterAll(async () => {
    expect(scene.server.faults()).toEqual([]);
    await scene.close();
  });

  const cost = (value: string, more: object = {}) => ({
    kind: 'cost',
    subject: 'poles',
    partner: scene.leadId,
    entry: 'wood',
    says: 'value',
    value,
    note: 'Preventivo scaduto',
    ...more,
  });
  const revisionOf = ({ headers }: Asked) => Number(/\d+/.exec(String(headers['etag']))?.[0]);
  const record = async (by: 0 | 1, findings: readonly object[], revision?: number) =>
    scene.ask(
      scene.officers[by]?.token ?? '',
      `POST ${address}/examination/findings`,
      { findings },
      revision ?? revisionOf(await scene.read(address)),
    );
  const confirm = async (by: 0 | 1, number: number) =>
    scene.ask(
      scene.officers[by]?.token ?? '',
      `POST ${address}/examination/findings/${number}/confirmation`,
      { agrees: true },
      revisionOf(await scene.read(address)),
    );

  test('count once the second person agrees, beside what was declared, and are in the journal', async () => {
    address = await scene.submit();
    const before = await scene.read(address);
    expect(before.body['costs']).toMatchObject([
      {
        category: 'poles',
        partner: scene.leadId,
        declared: { from: '20000.00', to: '20000.00' },
        recognised: { from: '20000.00', to: '20000.00' },
        expenses: [{ id: 'iron' }, { id: 'wood', declared: '5000.00' }],
      },
      { category: 'masonry' },
    ]);
    const first = await record(0, [cost('3000.00')]);
    expect(first.status, first.text).toBe(201);
    expect(first.body['effect']).toMatchObject({
      before: { admitted: { from: '22425.00' } },
      after: { admitted: { from: '20285.00' } },
    });
    // It waits, and so nothing has changed.
    expect(first.body['figures']).toEqual(before.body['figures']);
    expect((await confirm(0, 1)).body).toMatchObject({ code: 'own-finding' });
    const second = await confirm(1, 1);
    expect(second.body).toMatchObject({
      figures: { admitted: { from: '20285.00', to: '20285.00' } },
      costs: [
        {
          recognised: { from: '18000.00', to: '18000.00' },
          expenses: [{ id: 'iron' }, { id: 'wood', declared: '5000.00', recognised: '3000.00' }],
        },
        {},
      ],
    });
    const rows = await scene.world.database.db
      .selectFrom('journal')
      .select('act')
      .where('subject', '=', `examination/${address.split('/').at(-1)}`)
      .orderBy('sequence')
      .execute();
    expect(rows.map(({ act }) => act)).toEqual(['findings-recorded', 'finding-confirmed']);
  });

  test('more than declared is refused with its place, and of eight at once one is recorded', async () => {
    address = await scene.submit();
    const more = await record(0, [cost('5000.01')]);
    expect(more).toMatchObject({ status: 422, body: { code: 'above-declared' } });
    const revision = revisionOf(await scene.read(address));
    const replies = await eight((index) =>
      record(index % 2 === 0 ? 0 : 1, [cost(`${index + 1}.00`)], revision),
    );
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array<number>(7).fill(412),
    ]);
  });

  test('are read and written on their own page, with the effect before they are recorded', async () => {
    address = await scene.submit();
    const officer = scene.officers[0]?.browser;
    if (!officer) throw new Error('no officer');
    const whole = await officer.get(`${address}/examination`);
    const page = `${address}/examination/costs/poles?partner=${scene.leadId}`;
    expect(whole.html).toContain(page);
    expect(whole.html).toContain(costWords.it.title);
    const shown = await officer.get(page);
    expect(shown.html).toContain('Pali di ghisa');
    expect(shown.html).toContain('5.000,00');
    const key = `cost.poles.${scene.leadId}`;
    const form = {
      revision: '1',
      [`value.${key}.iron`]: '',
      [`note.${key}.iron`]: '',
      [`value.${key}.wood`]: '5.000,01',
      [`note.${key}.wood`]: 'Preventivo',
    };
    const refused = await officer.post(page, form);
    expect(refused.html).toContain(refusals['above-declared'].it);
    expect(refused.html).toContain('value="5.000,01"');
    const less = { ...form, [`value.${key}.wood`]: '3.000,00' };
    const preview = await officer.post(page, { ...less, preview: 'yes' });
    expect(preview.html).toContain(checkWords.it.previewTitle);
    expect(preview.html).toContain('20.285,00');
    const done = await officer.post(page, less);
    expect(done).toMatchObject({ status: 303, location: `${address}/examination#costs` });
    const after = await officer.get(`${address}/examination`);
    expect(after.html).toContain(checkWords.it.secondTitle);
    expect(after.html).toContain('pali: Pali di legno');
    expect((await officer.get(`${address}/examination/costs/overheads`)).status).toBe(404);
  });

  test('nobody declares by themselves what is recognised', async () => {
    const base = `POST /calls/${scene.slug}/applications`;
    const { title, content } = completeDraft(scene.leadId, []);
    const [first] = content.partners ?? [];
    const poles = [{ id: 'a', amount: '1.00', recognised: '9.00' }];
    const reply = await scene.ask(scene.tokens.lead, base, {
      lead: scene.leadId,
      title,
      content: { ...content, partners: [{ ...first, costs: { poles } }] },
    });
    expect(reply.status).toBe(422);
    expect(reply.text).toContain('said-by-server');
  });
});
