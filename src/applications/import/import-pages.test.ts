import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { chooseFile, expectReadable, press } from '../../../test/support/in-browser.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';
import { writeWorkbook } from './xlsx.ts';

let desk: SectionDesk;
let chrome: Chrome;
let tab: Tab;
let origin: string;
const folder = mkdtempSync(join(tmpdir(), 'bandolo-import-test-'));

beforeAll(async () => {
  desk = await makeSectionDesk({ partners: 2, draft: completeDraft });
  origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  chrome = await openBrowser();
  tab = await chrome.newPage();
  await tab.setJavaScriptEnabled(false);
  for (const [name, value] of desk.first.cookies) await tab.setCookie({ name, value, url: origin });
}, 60_000);
afterAll(async () => {
  await chrome.close();
  rmSync(folder, { recursive: true, force: true });
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const path = (): string => `${origin}${desk.address}/sections/budget/import`;

async function paste(text: string): Promise<string> {
  await tab.goto(path());
  await tab.$eval(
    'textarea',
    (area, value) => {
      area.value = value;
    },
    text,
  );
  await press(tab, 'main form button.bd-btn');
  return tab.content();
}

async function upload(name: string, content: Buffer | string): Promise<string> {
  writeFileSync(join(folder, name), content);
  await tab.goto(path());
  await chooseFile(tab, 'input[type=file]', join(folder, name));
  await press(tab, 'main form[enctype] button');
  return tab.content();
}

async function look(): Promise<void> {
  for (const width of [320, 1280]) {
    await tab.setViewport({ width, height: 900 });
    await expectReadable(tab, `import-${width}`);
  }
}

async function costs() {
  return ((await desk.stored()).content.partners ?? []).map((partner) => partner.costs);
}

test('rows are pasted, shown with what they change, and saved only then; a second time nothing changes', async () => {
  const names = new Map(
    (await desk.stored()).partners.map(({ id, fiscalCode }) => [id, fiscalCode]),
  );
  const [lead, other] = [desk.leadId, desk.partnerIds[0] ?? ''].map((id) => names.get(id) ?? '');
  const text = [
    ['Partner', 'Voce', 'Descrizione', 'Fornitore', 'Importo', 'Codice spesa'],
    [lead, 'lampioni', 'Lanterne', 'Vetreria', '1.000', 'L-1'],
    [other, 'B', 'Bracci =SOMMA(A1)', '', '2.500,50', ''],
    [other, 'giostre', 'Cavalli', '', '1,00', ''],
    [other, 'lampioni', 'Altro', '', '1.23.4', ''],
  ]
    .map((row) => row.join('\t'))
    .join('\n');
  const before = await costs();
  const preview = await paste(text);
  expect(preview).toContain('Da aggiungere: 2 · da modificare: 0 · uguali: 0 · non lette: 2');
  expect(preview).toContain('Questa voce di spesa non c’è');
  expect(preview).toContain('L’importo non si può leggere');
  await look();
  expect(await costs()).toEqual(before);
  await press(tab, 'main form[method=post] button');
  expect(await tab.content()).toMatch(/Salvato alle \d\d:\d\d\./);
  const after = await costs();
  expect(after[0]?.['lampsBought']).toEqual([
    { id: 'L-1', description: 'Lanterne', supplier: 'Vetreria', amount: '1000.00' },
  ]);
  expect(after[1]?.['lampsBought']).toMatchObject([
    { description: 'Bracci =SOMMA(A1)', amount: '2500.50' },
  ]);
  expect(await paste(text)).toContain('uguali: 2');
  const changed = await paste(text.replace('Vetreria', 'Officina'));
  expect(changed).toContain('da modificare: 1');
  await press(tab, 'main form[method=post] button');
  expect((await costs())[0]?.['lampsBought']).toMatchObject([{ id: 'L-1', supplier: 'Officina' }]);
}, 120_000);

test('what is downloaded is uploaded again without a change, as CSV and as XLSX', async () => {
  const { cookies } = desk.first;
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const rows = (await costs()).flatMap((each) => Object.values(each ?? {}).flat()).length;
  for (const format of ['csv', 'xlsx']) {
    const reply = await fetch(`${origin}${desk.address}/sections/budget/expenses/${format}`, {
      headers: { cookie },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-disposition')).toMatch(new RegExp(`\\.${format}"$`));
    const page = await upload(`spese.${format}`, Buffer.from(await reply.arrayBuffer()));
    expect(page).toContain(`Da aggiungere: 0 · da modificare: 0 · uguali: ${rows} · non lette: 0`);
    expect(page).toContain('Nessuna riga cambia qualcosa.');
  }
}, 120_000);

test('a file that is none, a formula, and a table without titles are answered with what to do', async () => {
  expect(await upload('foto.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toContain(
    'non è un CSV in UTF-8 né un XLSX',
  );
  await look();
  expect(await upload('grande.csv', `voce;importo\n${'x'.repeat(1_100_000)}`)).toContain(
    'al massimo 1 MB',
  );
  expect(await paste('Lanterne\t7')).toContain('Non troviamo i titoli delle colonne');
  const table = [
    ['voce', 'importo', 'descrizione', 'partner'],
    ['poles', '1,00', '=1+1', 'nessuno'],
  ];
  expect(
    await upload('nessuno.xlsx', await buffer(writeWorkbook(table, 'it', new Date()))),
  ).toContain('Questo partner non c’è');
}, 120_000);
