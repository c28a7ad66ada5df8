import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from '../../../test/support/application-server.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { lineFour, lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';
import { checkWords } from './words.ts';

const words = checkWords.it;

let scene: ExaminationScene;
let lamps: ExaminationScene;

beforeAll(async () => {
  scene = await makeExaminationScene({
    ...lineFour,
    draft: (lead) => lineFourDraft(lead, { works: true }),
  });
  lamps = await makeExaminationScene({ partners: 1, draft: completeDraft });
}, 120_000);
afterAll(async () => {
  for (const each of [scene, lamps]) {
    expect(each.server.faults()).toEqual([]);
    await each.close();
  }
});

const browserOf = (at: ExaminationScene, index: 0 | 1): Browser => {
  const browser = at.officers[index]?.browser;
  if (!browser) throw new Error('no officer');
  return browser;
};

/** Sends the form with that action, as it stands in the page, with some fields filled in. */
async function send(
  browser: Browser,
  {
    page,
    action,
    fields,
    id = '',
  }: { page: string; action: string; fields: Record<string, string>; id?: string },
): Promise<Page> {
  const { html } = await browser.get(page);
  return browser.post(action, { ...allFields(html, action, id), ...fields });
}

/** What a browser would send of a form that nobody has touched. */
function allFields(html: string, action: string, id = ''): Record<string, string> {
  const form =
    new RegExp(`<form[^>]*action="${action}"[^>]*${id}[^>]*>([\\s\\S]*?)</form>`).exec(html)?.[1] ??
    '';
  if (form === '') throw new Error(`no form for ${action}`);
  const fields: Record<string, string> = Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
  for (const [, name = '', value = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/g,
  ))
    fields[name] = value;
  for (const [tag] of form.matchAll(/<input[^>]*type="radio"[^>]*>/g))
    if (/ checked/.test(tag))
      fields[/name="([^"]+)"/.exec(tag)?.[1] ?? ''] = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  return fields;
}

describe('the page of an examination', () => {
  test('shows what the rules decide with their articles, what is asked by hand, and what is left', async () => {
    const address = await scene.submit();
    const { status, html } = await browserOf(scene, 0).get(`${address}/examination`);
    expect(status).toBe(200);
    for (const said of [
      'Barriere sul lago',
      'Fase 1. Ammissibilità formale',
      'Fase 2. Criteri di ammissibilità specifici',
      words.forPanel,
      'Lavori iniziati dal 23 aprile 2024',
      'Il richiedente è tra i soggetti beneficiari: Comune di Ores',
      'Fase 1, Requisiti dell’operazione: localizzazione',
      `${words.notOnLine}: Verifica climatica delle infrastrutture.`,
      `${words.declared}: Il progetto comporta lavori: Sì; Inizio dei lavori, effettivo o previsto: 1° giugno 2024.`,
      words.left,
      words.term,
      '30.000,00',
    ])
      expect(html, said).toContain(said);
    expect(html).not.toContain(words.rulesMissing);
  });

  test('records what is answered by hand, one form for a phase; what was not touched says nothing', async () => {
    const address = await scene.submit();
    const page = `${address}/examination`;
    const reply = await send(browserOf(scene, 0), {
      page,
      action: `${page}/findings`,
      fields: {
        'value.fact.complete': 'yes',
        'value.fact.inLombardy': 'clarify',
        'note.fact.inLombardy': 'Quale riva?',
      },
    });
    expect(reply).toMatchObject({ status: 303, location: page });
    const { body } = await scene.read(address);
    expect(body['findings']).toMatchObject([
      { subject: 'complete', says: 'value', value: true },
      { subject: 'inLombardy', says: 'to-clarify', note: 'Quale riva?' },
    ]);
    const again = await browserOf(scene, 0).get(page);
    expect(again.html).toContain(words.saved(2));
    expect(again.html).toContain(words.held['to-clarify']);
    expect(again.html).toContain(words.recordedBy('Alba Prova'));
    const untouched = await send(browserOf(scene, 0), {
      page,
      action: `${page}/findings`,
      fields: {},
    });
    expect(untouched.status).toBe(303);
    expect((await scene.read(address)).body['findings']).toHaveLength(2);
  });

  test('keeps what was typed where the reason is missing, and says so at its field', async () => {
    const address = await scene.submit();
    const page = `${address}/examination`;
    const reply = await send(browserOf(scene, 0), {
      page,
      action: `${page}/findings`,
      fields: { 'value.fact.complete': 'no', 'value.fact.inLombardy': 'yes' },
    });
    expect(reply.status).toBe(422);
    expect(reply.html).toContain('href="#note.fact.complete"');
    expect(reply.html).toMatch(
      /value="no" checked|checked(="")? [^>]*value="no"|value="no"[^>]*checked/,
    );
    expect((await scene.read(address)).body['findings']).toEqual([]);
  });

  test('tells the second of two officers what the first has recorded, and lets them insist', async () => {
    const address = await scene.submit();
    const page = `${address}/examination`;
    const action = `${page}/findings`;
    const second = browserOf(scene, 1);
    const opened = await second.get(page);
    await send(browserOf(scene, 0), { page, action, fields: { 'value.fact.complete': 'yes' } });
    const fields = {
      ...allFields(opened.html, action),
      'value.fact.complete': 'no',
      'note.fact.complete': 'Manca la planimetria',
    };
    const refused = await second.post(action, fields);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('ha già registrato «Sì»');
    expect(refused.html).toContain('Manca la planimetria');
    const insisted = await second.post(action, {
      ...allFields(refused.html, action),
    });
    expect(insisted.status).toBe(303);
    const { findings } = (await scene.read(address)).body as { findings: object[] };
    expect(findings.at(-1)).toMatchObject({ value: false, note: 'Manca la planimetria' });
  });

  test('shows what a declared value would change before it is recorded otherwise, and both for ever', async () => {
    const address = await scene.submit();
    const subject = `${address}/examination/subjects/fact/worksStart`;
    const browser = browserOf(scene, 0);
    const typed = { 'value.fact.worksStart': '2024-03-01', 'note.fact.worksStart': 'Verbale' };
    const preview = await send(browser, {
      page: subject,
      action: subject,
      fields: { ...typed, preview: 'yes' },
    });
    expect(preview.status).toBe(200);
    expect(preview.html).toContain(words.previewTitle);
    expect(preview.html).toMatch(/soddisfatto[\s\S]*non soddisfatto/);
    expect((await scene.read(address)).body['findings']).toEqual([]);
    const recorded = await send(browser, { page: subject, action: subject, fields: typed });
    expect(recorded.status).toBe(303);
    const { html } = await browser.get(`${address}/examination`);
    expect(html).toContain(words.verified);
    expect(html).toContain('<s>1° giugno 2024</s>');
    expect(html).toContain('1° marzo 2024');
    expect(html).toContain(words.failHelp);
  });

  test('decides a check otherwise only with a reason', async () => {
    const address = await scene.submit();
    const subject = `${address}/examination/subjects/requirement/works-start`;
    const browser = browserOf(scene, 0);
    const bare = await send(browser, {
      page: subject,
      action: subject,
      fields: { 'value.requirement.works-start': 'not-met' },
    });
    expect(bare.status).toBe(422);
    const reasoned = await send(browser, {
      page: subject,
      action: subject,
      fields: {
        'value.requirement.works-start': 'not-met',
        'note.requirement.works-start': 'Il cantiere era aperto a marzo',
      },
    });
    expect(reasoned.status).toBe(303);
    const { html } = await browser.get(`${address}/examination`);
    expect(html).toContain('Il cantiere era aperto a marzo');
    expect(html).toContain(words.systemSays);
    for (const strange of ['requirement/climate-check', 'fact/collectionIncrease', 'paper/none'])
      expect(
        (await browser.get(`${address}/examination/subjects/${strange}`)).status,
        strange,
      ).toBe(404);
  });
});

describe('to the outcome', () => {
  test('phase by phase, and its people read it once it is recorded', async () => {
    const address = await scene.submit();
    const page = `${address}/examination`;
    const browser = browserOf(scene, 0);
    for (const [phase, findings] of Object.entries(lineFourFindings)) {
      const fields = Object.fromEntries(
        findings.map(([subject, value]) => [
          `value.fact.${subject}`,
          value === true
            ? 'yes'
            : value === false
              ? 'no'
              : JSON.stringify(value).replaceAll(/[[\]"]/g, ''),
        ]),
      );
      await send(browser, { page, action: `${page}/findings`, fields, id: `hand-${phase}` });
      const action = `${page}/phases/${phase}/conclusion`;
      expect((await send(browser, { page, action, fields: {} })).status).toBe(303);
    }
    const lead = await leadBrowser();
    expect((await lead.get(`${address}/outcome`)).html).toContain(words.toldNone);
    expect((await lead.get(address)).html).not.toContain(words.toldTitle);
    const form = `${page}/outcome`;
    const opened = await browser.get(form);
    expect(opened.html).toContain(words.outcomeLead);
    const missing = await browser.post(form, { ...revisionIn(opened.html), outcome: '' });
    expect(missing.html).toContain(words.outcomeMissing);
    const decided = await browser.post(form, {
      ...revisionIn(opened.html),
      outcome: 'with-reserve',
      own: 'Manca il CUP.',
      note: 'Sentito il dirigente',
    });
    expect(decided).toMatchObject({ status: 303, location: page });
    const told = await lead.get(`${address}/outcome`);
    expect(told.html).toContain('Manca il CUP.');
    expect(told.html).not.toContain('dirigente');
    expect((await lead.get(address)).html).toContain(words.toOutcomePage);
    expect((await lead.get(page)).status).toBe(404);
    const reopening = await browser.get(`${page}/reopening`);
    const lifted = await browser.post(`${page}/reserve-lifting`, {
      ...revisionIn(reopening.html),
      'lift-ground': 'CUP arrivato',
    });
    expect(lifted.status).toBe(303);
    expect((await lead.get(`${address}/outcome`)).html).toContain('Ammessa');
  });

  async function leadBrowser(): Promise<Browser> {
    const person = await scene.world.makePerson();
    await scene.world.givePower(person, scene.leadId, ['read']);
    return scene.server.browserOf(person);
  }

  function revisionIn(html: string): { revision: string } {
    return { revision: /name="revision" value="(\d+)"/.exec(html)?.[1] ?? '' };
  }
});

describe('where the call asks for two persons', () => {
  test('the second confirms or not, never the same one, and only then it counts', async () => {
    const address = await lamps.submit();
    const page = `${address}/examination`;
    const subject = `${page}/subjects/requirement/lamp-plan`;
    const [first, second] = [browserOf(lamps, 0), browserOf(lamps, 1)];
    const fields = {
      'value.requirement.lamp-plan': 'not-met',
      'note.requirement.lamp-plan': 'Il piano è scaduto',
    };
    expect((await send(first, { page: subject, action: subject, fields })).status).toBe(303);
    const own = await first.get(page);
    expect(own.html).toContain(words.secondOwn);
    expect(own.html).not.toContain(`${page}/findings/1/confirmation`);
    const forged = await first.post(`${page}/findings/1/confirmation`, { agrees: 'yes' });
    expect(forged.status).toBe(422);
    const action = `${page}/findings/1/confirmation`;
    const bare = await send(second, { page, action, fields: { agrees: 'no' } });
    expect(bare.status).toBe(422);
    const disputed = await send(second, {
      page,
      action,
      fields: { agrees: 'no', 'second-1': 'Il piano vale fino a giugno' },
    });
    expect(disputed.status).toBe(303);
    const { html } = await first.get(page);
    expect(html).toContain(words.held.disputed);
    const again = await send(second, { page: subject, action: subject, fields });
    expect(again.status).toBe(303);
    const confirmed = await send(first, {
      page,
      action: `${page}/findings/2/confirmation`,
      fields: { agrees: 'yes' },
    });
    expect(confirmed.status).toBe(303);
    const { checks } = (await lamps.read(address)).body as { checks: { id: string }[] };
    expect(checks.find(({ id }) => id === 'requirement:lamp-plan')).toMatchObject({
      verdict: 'not-met',
      decidedBy: 'office',
      computed: 'met',
      isOverruled: true,
    });
  });
});
