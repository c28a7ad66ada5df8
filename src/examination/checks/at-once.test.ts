import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Draft } from '../../applications/index.ts';
import { eight } from '../../../test/support/application-scene.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import type { Asked } from '../../../test/support/application-server.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';
import { temporaryFolder } from '../../../test/support/sample-round.ts';
import { lineFour, lineFourDraft, lineFourFindings } from '../../../test/support/line-four.ts';

let lines: ExaminationScene;
let lamps: ExaminationScene;

beforeAll(async () => {
  lines = await makeExaminationScene({ ...lineFour, draft: (lead) => lineFourDraft(lead) });
  const definition = withoutValuesOfTheOffice('specific');
  lamps = await makeExaminationScene({ definition, partners: 2, draft: completeDraft });
}, 120_000);
afterAll(async () => {
  for (const scene of [lines, lamps]) {
    expect(scene.server.faults()).toEqual([]);
    await scene.close();
  }
});

/** The call of the lamps, with nothing in that phase that only the office can say; gives where it is. */
function withoutValuesOfTheOffice(phase: string): string {
  const text = readFileSync('definitions/fictional-village-lamps/call.yaml', 'utf8');
  const price = `- id: fair-price\n    phase: ${phase}`;
  if (!text.includes(price)) throw new Error(`no price is checked in the phase ${phase}`);
  const file = join(temporaryFolder(), 'call.yaml');
  writeFileSync(file, text.replace(price, '- id: fair-price\n    phase: formal'));
  return file;
}

const revisionOf = ({ headers }: Asked): number => Number(/\d+/.exec(String(headers['etag']))?.[0]);
const statusesOf = (replies: readonly Asked[]): readonly number[] =>
  replies.map(({ status }) => status).toSorted((a, b) => a - b);

async function act(
  scene: ExaminationScene,
  address: string,
  path: string,
  body: object,
): Promise<Asked> {
  const revision = revisionOf(await scene.read(address));
  const token = scene.officers[0]?.token ?? '';
  const reply = await scene.ask(token, `POST ${address}/examination/${path}`, body, revision);
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply;
}

test('eight second opinions on one finding are one, whichever it is', async () => {
  const address = await lamps.submit();
  const finding = { kind: 'requirement', subject: 'lamp-plan', says: 'value', value: 'not-met' };
  const found = await act(lamps, address, 'findings', { findings: [{ ...finding, note: 'x' }] });
  const replies = await eight((index) =>
    lamps.ask(
      lamps.officers[1]?.token ?? '',
      `POST ${address}/examination/findings/1/confirmation`,
      index % 2 === 0 ? { agrees: true } : { agrees: false, note: 'Vale ancora' },
      revisionOf(found),
    ),
  );
  expect(statusesOf(replies)).toEqual([201, ...Array<number>(7).fill(409)]);
  expect(new Set(replies.flatMap(({ body }) => body['code'] ?? []))).toEqual(
    new Set(['confirmed-already']),
  );
});

test('eight reopenings and eight liftings of one outcome are one', async () => {
  const address = await lines.submit();
  for (const [phase, findings] of Object.entries(lineFourFindings)) {
    const all = findings.map(([subject, value]) => ({
      kind: 'fact',
      subject,
      says: 'value',
      value,
    }));
    await act(lines, address, 'findings', { findings: all });
    await act(lines, address, `phases/${phase}/conclusion`, {});
  }
  const reasons = [{ text: 'Manca il CUP.' }];
  const ended = await act(lines, address, 'outcome', { outcome: 'with-reserve', reasons });
  const seen = revisionOf(ended);
  const token = lines.officers[1]?.token ?? '';
  const replies = await eight((index) =>
    index % 2 === 0
      ? lines.ask(
          token,
          `POST ${address}/examination/reopening`,
          { ground: 'Autotutela', phase: 'formal' },
          seen,
        )
      : lines.ask(token, `POST ${address}/examination/reserve-lifting`, { ground: 'CUP' }, seen),
  );
  const done = replies.filter(({ status }) => status === 200);
  expect(done).toHaveLength(1);
  const { body } = await lines.read(address);
  const acts = body['acts'] as readonly { readonly kind: string }[];
  expect(acts.filter(({ kind }) => kind === 'reopened' || kind === 'admitted')).toHaveLength(1);
});

/** With everything that the requirements of the second phase ask. */
function decidedByRules({ facts, partners = [], ...content }: Draft['content']): Draft['content'] {
  return {
    ...content,
    facts: { ...facts, inhabitants: 640, lamps: [] },
    partners: partners.map((partner) => ({
      ...partner,
      facts: { ...partner.facts, size: 'micro', active: true },
    })),
  };
}

/** The first phase as two officers conclude it: what only people can see has been seen. */
async function concludeFormal(address: string): Promise<void> {
  const { body } = await lamps.read(address);
  const checks = body['checks'] as readonly Readonly<Record<string, string | undefined>>[];
  const seen = checks.filter(({ phase, verdict }) => phase === 'formal' && verdict === 'unknown');
  const says = 'value';
  const findings = [
    { kind: 'fact', subject: 'savedPerYear', says, value: '6000.00' },
    ...seen
      .filter(({ kind }) => kind === 'paper')
      .map(({ kind, subject, partner }) => ({ kind, subject, partner, says, value: 'met' })),
  ];
  await act(lamps, address, 'findings', { findings });
  for (const [index] of findings.entries()) {
    const path = `POST ${address}/examination/findings/${index + 1}/confirmation`;
    const revision = revisionOf(await lamps.read(address));
    const reply = await lamps.ask(lamps.officers[1]?.token ?? '', path, { agrees: true }, revision);
    expect(reply.status, reply.text).toBe(201);
  }
  await act(lamps, address, 'phases/formal/conclusion', {});
}

test('a phase that the rules alone decide is concluded for several at once, and once however often it is asked', async () => {
  const change = (draft: Draft): Draft => ({ ...draft, content: decidedByRules(draft.content) });
  const addresses = [await lamps.submit({ change }), await lamps.submit({ change })];
  const items = addresses.map((address) => ({
    call: lamps.slug,
    application: address.split('/').at(-1) ?? '',
  }));
  for (const address of addresses) await concludeFormal(address);
  const token = lamps.officers[0]?.token ?? '';
  const replies = await eight(() =>
    lamps.ask(token, 'POST /examination-steps', { step: 'pass', items }),
  );
  const results = replies.flatMap(
    ({ body }) =>
      body['results'] as readonly { readonly outcome: string; readonly code?: string }[],
  );
  expect(results.filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
  const refusals = results.flatMap(({ code }) => code ?? []);
  expect(refusals).toHaveLength(14);
  // Whoever came later finds it concluded, or that the panel has it.
  for (const code of refusals) expect(['not-this-phase', 'for-the-panel']).toContain(code);
  for (const address of addresses) {
    const { body } = await lamps.read(address);
    expect(body).toMatchObject({
      phase: 'merit',
      acts: [{ phase: 'formal' }, { phase: 'specific' }],
    });
  }
});
