import { isUtf8 } from 'node:buffer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { exportFileName } from '../../calls/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { applicationParams } from '../api-schemas.ts';
import { decideChange } from '../application.ts';
import { addFileForm, letPass, type FormBody } from '../documents/bodies.ts';
import { findDesk, refuse, type EditDesk } from '../edit-desk.ts';
import { sectionWords } from '../sections/section-words.ts';
import type { ImportPlace } from './import-place.ts';
import { ImportForm, ImportPreview } from './import-view.tsx';
import { planImport } from './plan-import.ts';
import { readTable, writeCsv, type Table } from './table-text.ts';
import { importWords } from './words.ts';
import { expensesTable } from './write-expenses.ts';
import { readWorkbook, writeWorkbook, type WorkbookReading } from './xlsx.ts';

const config = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;
const fileBytesMax = 1024 * 1024;
const path = '/calls/:call/applications/:application/sections/budget';

/** Expenses from a spreadsheet and back: nothing is stored before somebody has seen what changes. */
export function importPages(services: Services): (app: App) => void {
  return (app) => {
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addForm(inner, services);
      addPreview(inner, services);
      done();
    });
    addExports(app, services);
  };
}

function addForm(app: App, services: Services): void {
  app.get(
    `${path}/import`,
    { config, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const desk = await findOpenDesk(request, reply, services);
      return desk ? show(request, reply, desk, { errors: [] }) : reply;
    },
  );
}

function addPreview(app: App, services: Services): void {
  app.post(
    `${path}/import`,
    {
      config,
      bodyLimit: 4 * fileBytesMax,
      schema: { params: applicationParams, hide: true },
    },
    async (request, reply) => {
      const desk = await findOpenDesk(request, reply, services);
      const read = await readSent(request);
      await letPass(request);
      if (!desk) return reply;
      const words = importWords[request.language];
      const wrong = (code: keyof typeof words.wrong): FastifyReply =>
        show(request, reply, desk, {
          errors: [{ field: read.field, message: words.wrong[code] }],
          text: read.text,
        });
      if (read.reading.type === 'refused') return wrong(read.reading.code);
      if (read.reading.table.length === 0) return wrong('empty');
      const place = placeOf(request, desk);
      const plan = planImport(read.reading.table, place);
      if (plan.type === 'no-heading') return wrong('no-heading');
      return render(request, reply, desk, {
        title: words.previewTitle,
        lead: words.nothingYet,
        children: <ImportPreview application={desk.application} place={place} rows={plan.rows} />,
      });
    },
  );
}

/** Answers by itself where the person may not edit, or nobody may any more. */
async function findOpenDesk(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
): Promise<EditDesk | undefined> {
  const desk = await findDesk(request, services);
  const refusal = desk ? decideChange(desk.application, desk.application.call.window) : 'no-power';
  if (!refusal) return desk;
  refuse(request, reply, refusal);
  return undefined;
}

interface Sent {
  readonly reading: WorkbookReading;
  /** The control that it came from. */
  readonly field: 'table' | 'file';
  readonly text: string;
}

/** What was pasted, or the file that was sent instead. */
async function readSent(request: FastifyRequest): Promise<Sent> {
  const { file, table } = (request.body ?? {}) as Partial<FormBody>;
  if (!file) {
    const text = typeof table === 'string' ? table : '';
    return { reading: readTable(text), field: 'table', text };
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.content) {
    size += piece.length;
    if (size > fileBytesMax) break;
    pieces.push(piece);
  }
  return { reading: await readFile(Buffer.concat(pieces), size), field: 'file', text: '' };
}

async function readFile(content: Buffer, size: number): Promise<WorkbookReading> {
  if (size > fileBytesMax) return { type: 'refused', code: 'too-long' };
  if (content.subarray(0, 2).toString('latin1') === 'PK') return readWorkbook(content);
  if (!isUtf8(content) || content.includes(0)) return { type: 'refused', code: 'no-workbook' };
  return readTable(content.toString('utf8'));
}

function placeOf({ language }: FastifyRequest, { application, call }: EditDesk): ImportPlace {
  const { content, partners } = application;
  return { document: call.document, content, partners, language };
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: EditDesk,
  { errors, text = '' }: { readonly errors: readonly FieldError[]; readonly text?: string },
): FastifyReply {
  const { title, lead } = importWords[request.language];
  const children = <ImportForm application={desk.application} text={text} />;
  return render(request, reply, desk, { title, lead, errors, children });
}

function render(
  request: FastifyRequest,
  reply: FastifyReply,
  { application }: EditDesk,
  content: Parameters<typeof renderPage>[2],
): FastifyReply {
  const { language } = request;
  const { call, title } = application;
  const address = addressOf(application);
  return renderPage(request, reply, {
    ...content,
    trail: [
      ...trailOf(application, language),
      { text: title, href: address },
      { text: sectionWords[language].sections.budget, href: `${address}/sections/budget` },
    ],
    mode: call.mode,
    fictional: call.fictional,
  });
}

const formats = {
  csv: {
    type: 'text/csv; charset=utf-8',
    write: (table: Table): Buffer => Buffer.from(writeCsv(table)),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: writeWorkbook,
  },
} as const;

function addExports(app: App, services: Services): void {
  app.get(
    `${path}/expenses/:format`,
    {
      config,
      schema: {
        params: Type.Object({
          ...applicationParams.properties,
          format: Type.Enum(['csv', 'xlsx']),
        }),
        hide: true,
      },
    },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      if (!desk) return refuse(request, reply, 'no-power');
      const { format } = request.params;
      const { type, write } = formats[format];
      const table = expensesTable(placeOf(request, desk));
      const { call, id } = desk.application;
      const name = exportFileName(call, { name: `expenses-${id.slice(0, 8)}`, extension: format });
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type(type)
        .send(write(table, request.language, services.clock()));
    },
  );
}
