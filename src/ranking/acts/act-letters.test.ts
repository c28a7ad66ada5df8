import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeActScene, type ActScene } from '../../../test/support/act-scene.ts';
import { sample, temporaryFolder } from '../../../test/support/sample-round.ts';
import { letterTasks } from '../../examination/index.ts';
import { runAct } from '../../platform/run-act.ts';
import { actLetters, previewActLetters, writeActLetters } from './act-letters.ts';
import { publishAct } from './publish-act.ts';
import { loadActContent } from './queries.ts';

let scene: ActScene;
let number: number;

const letter = `
    - id: ranked
      on: ranking
      title: { it: "Esito", en: "Outcome" }
      text:
        it: "{applicant}: {outcome}, posizione {position}, {net} punti, concesso {granted}, in tutto {total}. {reason}. {act}"
        en: "{applicant}: {outcome}, position {position}, {net} points, {granted}, {total}. {reason}. {act}"`;

beforeAll(async () => {
  const definition = join(temporaryFolder(), 'call.yaml');
  const text = readFileSync(sample.call, 'utf8');
  expect(text).toContain('\n  letters:\n');
  writeFileSync(definition, text.replace('\n  letters:\n', `\n  letters:${letter}\n`));
  scene = await makeActScene({ definition });
  const texts = { title: 'Graduatoria', ground: 'Art. 9', units: ['linea-4'] };
  ({ number } = await scene.approve({ kind: 'ranking', ...texts }));
});
afterAll(async () => scene.close());

function begin(template = 'ranked') {
  const { callId, officer: personId, world } = scene;
  const { database } = world;
  return runAct(database.db, (tx) =>
    writeActLetters(tx, { callId, number, database, template, personId }),
  );
}

test('letters wait for the publication, and are begun once by eight at once', async () => {
  const { callId, signatory: personId, world } = scene;
  expect(await begin()).toMatchObject({ code: 'not-published-yet' });
  await runAct(world.database.db, (tx) =>
    publishAct(tx, {
      callId,
      number,
      personId,
      zone: 'Europe/Rome',
      protocol: '2025/1',
      protocolDay: '2025-01-07',
    }),
  );
  const act = await scene.find(number);
  const [first] = await previewActLetters(world.database, act, scene.officer);
  expect(first?.due).toBe(scene.ids.size);
  expect(first?.preview?.paragraphs[0]).toMatch(/^Comune di .*: .* punti, concesso .*€/);
  expect(await begin('none')).toMatchObject({ code: 'no-such-letter' });
  const begun = await Promise.all(Array.from({ length: 8 }, () => begin()));
  expect(begun.filter((outcome) => outcome?.type === 'begun')).toHaveLength(1);
});

test('everybody gets one letter with their own figures, also where two carry it out', async () => {
  const { db } = scene.world.database;
  const press = { db, store: scene.desk.store };
  const [task] = letterTasks(press, scene.world.database, [actLetters]);
  if (!task) throw new Error('letters have no task');
  const { id } = await db.selectFrom('letter_batch').select('id').executeTakeFirstOrThrow();
  const attempt = { number: 1, isLast: false };
  await Promise.all([1, 2].map(() => task.run({ id }, attempt)));
  const letters = await db
    .selectFrom('letter')
    .innerJoin('print', 'print.id', 'letter.print_id')
    .select(['application_id', 'cause', 'document', 'file_hash'])
    .execute();
  const { table } = await loadActContent(db, { callId: scene.callId, number });
  expect(letters).toHaveLength(table.length);
  expect(new Set(letters.map((each) => each.application_id)).size).toBe(table.length);
  for (const { application, name, position, outcome } of table) {
    const own = letters.find((each) => each.application_id === application);
    expect(own?.cause).toBe(`ranking/${number}`);
    expect(own?.file_hash).not.toBeNull();
    const said = JSON.stringify(own?.document);
    expect(said).toContain(name);
    expect(said).toContain(position === 0 ? 'nessuna posizione' : `posizione ${position}`);
    if (outcome === 'below-threshold') expect(said).toContain('sotto soglia');
  }
  expect(await begin()).toMatchObject({ code: 'no-letter-due' });
}, 120_000);
