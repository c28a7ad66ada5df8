import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asked } from '../../../test/support/application-server.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import type { Draft } from '../../applications/index.ts';
import { checkWords } from './words.ts';

const folder = 'definitions/manifestazione-filiere-2022';

let scene: ExaminationScene;

/** A lead with eleven others: ten firms of the region, a university and a firm from elsewhere. */
function chainDraft(leadId: string, partnerIds: readonly string[]): Draft {
  const firms = partnerIds.slice(0, 9);
  const [university = '', outside = ''] = partnerIds.slice(9);
  const firm = { subjectKind: 'firm', siteInTerritory: true };
  return {
    title: 'Filiera della lana',
    content: {
      facts: { applicantKind: 'project-agreement', areas: ['sustainability-circularity'] },
      partners: [
        { id: leadId, role: 'lead', facts: firm },
        ...firms.map((id) => ({ id, role: 'firm', facts: firm })),
        { id: university, role: 'other-subject', facts: { subjectKind: 'university' } },
        { id: outside, role: 'firm', facts: { subjectKind: 'firm', siteInTerritory: false } },
      ],
    },
  };
}

beforeAll(async () => {
  scene = await makeExaminationScene({
    definition: `${folder}/call.yaml`,
    decisions: `${folder}/decisions.yaml`,
    partners: 11,
    draft: chainDraft,
  });
}, 120_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

interface Read {
  readonly checks: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly asks: readonly { readonly fact: string; readonly partner?: string }[];
  }[];
}

const token = () => scene.officers[0]?.token ?? '';
const revisionOf = ({ headers }: Asked): number => Number(/\d+/.exec(String(headers['etag']))?.[0]);

async function act(address: string, path: string, body: object): Promise<Asked> {
  const revision = revisionOf(await scene.read(address));
  return scene.ask(token(), `POST ${address}/examination/${path}`, body, revision);
}

describe('a call with many partners, papers of each and one phase', () => {
  test('asks of each partner what is asked of each, and ends when all of it is found', async () => {
    const address = await scene.submit({
      documents: [{ slot: 'proposal', name: 'proposta.pdf' }],
    });
    const { checks } = (await scene.read(address)).body as unknown as Read;
    expect(checks.filter(({ id }) => id.startsWith('requirement:agreement-signed@'))).toHaveLength(
      12,
    );
    expect(checks.filter(({ id }) => id.startsWith('paper:agreement@'))).toHaveLength(12);
    expect(checks.find(({ id }) => id === 'requirement:ten-firms')?.verdict).toBe('met');
    const page = await scene.officers[0]?.browser.get(`${address}/examination`);
    expect(page?.html).toMatch(
      /Proposta di progetto[\s\S]*?documents\/proposal\/versions\/1">proposta\.pdf<\/a>/,
    );
    expect(page?.html).toContain(checkWords.it.paperMissing);
    expect(page?.html).toContain('Accordo sottoscritto da ogni partner: Bottega 10');
    const facts = checks.flatMap(({ asks }) =>
      asks.map(({ fact, partner }) => ({
        kind: 'fact',
        subject: fact,
        ...(partner === undefined ? {} : { partner }),
        says: 'value',
        value: true,
      })),
    );
    const papers = checks
      .filter(({ id }) => id.startsWith('paper:'))
      .map(({ id }) => {
        const [subject = '', partner] = id.slice('paper:'.length).split('@');
        return {
          kind: 'paper',
          subject,
          ...(partner === undefined ? {} : { partner }),
          says: 'value',
          value: 'met',
          evidence: [{ slot: 'proposal', version: 1 }],
        };
      });
    const findings = [...new Map(facts.map((each) => [JSON.stringify(each), each])).values()];
    const found = await act(address, 'findings', { findings: [...findings, ...papers] });
    expect(found.status, found.text).toBe(201);
    const concluded = await act(address, 'phases/examination/conclusion', {});
    expect(concluded.status, concluded.text).toBe(200);
    expect(concluded.body).toMatchObject({ state: 'under-way' });
    expect(concluded.body).not.toHaveProperty('phase');
    const ended = await act(address, 'outcome', { outcome: 'admitted' });
    expect(ended.body).toMatchObject({ state: 'decided', outcome: 'admitted' });
  });

  test('tells partners the outcome and none of the office’s words', async () => {
    const address = await scene.submit();
    const partner = scene.partnerIds[2] ?? '';
    await act(address, 'findings', {
      findings: [
        {
          kind: 'fact',
          subject: 'siteInTerritory',
          partner,
          says: 'value',
          value: false,
          note: 'Sede cessata, visura riservata',
        },
      ],
    });
    const { checks } = (await scene.read(address)).body as unknown as Read;
    expect(checks.find(({ id }) => id === 'requirement:ten-firms')?.verdict).toBe('not-met');
    const told = await scene.ask(scene.tokens.partner, `GET ${address}/outcome`);
    expect(told.status).toBe(200);
    expect(told.body).toEqual({ application: address.split('/').at(-1), reasons: [] });
    for (const path of ['', '/examination', '/outcome']) {
      const { text } = await scene.ask(scene.tokens.partner, `GET ${address}${path}`);
      expect(text, path).not.toContain('visura riservata');
    }
  });

  test('says which rule is missing where nothing was decided', async () => {
    const undecided = await makeExaminationScene({
      definition: `${folder}/call.yaml`,
      partners: 11,
      draft: chainDraft,
    });
    const address = await undecided.submit();
    const { body } = await undecided.read(address);
    expect(body['missingRules']).toEqual(['twoPersons', 'noticeAgainst']);
    const browser = undecided.officers[0]?.browser;
    const page = await browser?.get(`${address}/examination`);
    expect(page?.html).toContain(checkWords.it.missingRules.twoPersons);
    expect(page?.html).toContain(checkWords.it.missingRules.noticeAgainst);
    const refused = await undecided.ask(
      undecided.officers[0]?.token ?? '',
      `POST ${address}/examination/phases/examination/conclusion`,
      {},
      1,
    );
    expect(refused.body).toMatchObject({ code: 'rules-missing' });
    await undecided.close();
  });
});
