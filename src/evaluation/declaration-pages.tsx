import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../platform/page/index.ts';
import { runAct } from '../platform/run-act.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { DeclarationForm, type DeclarationFields } from './declaration-form.tsx';
import { declareConflicts } from './declare-conflicts.ts';
import { judgeAccess } from './desk.ts';
import { findOwnDesk } from './judge-routes.ts';
import {
  fieldErrors,
  renderPanelPage,
  sendNotFoundPage,
  textIn,
  type SentForm,
} from './page-frame.tsx';
import { sentForm } from './panel-pages.tsx';
import { findRound, type RoundEntry } from './round.ts';
import { panelWords } from './words.ts';

const url = '/calls/:call/evaluation/declaration';

/** The declaration before anything is seen. */
export function declarationPages(services: Services): (app: App) => void {
  const config = { access: judgeAccess };
  const params = schema.callParams;
  return (app) => {
    app.get(url, { config, schema: { params, hide: true } }, (request, reply) => {
      const fields = { conflicts: new Map<number, string>(), isConfirmed: false };
      return renderDeclaration(services, request, reply, { fields, errors: [] });
    });
    app.post(url, { config, schema: { params, body: sentForm, hide: true } }, (request, reply) =>
      answerDeclaration(services, request, reply, request.body),
    );
  };
}

async function answerDeclaration(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: SentForm,
): Promise<FastifyReply> {
  const { db } = services.database;
  const own = await findOwnDesk(services, request);
  if (!own) return sendNotFoundPage(request, reply);
  const { callId, personId } = own.membership;
  const fields = fieldsOf(form);
  const upTo = numberIn(textIn(form, 'up-to'));
  const { entries } = await findRound(db, { callId, personId, upTo });
  const words = panelWords[request.language];
  const errors = wrongIn(fields, words);
  if (errors.length > 0) return renderDeclaration(services, request, reply, { fields, errors });
  const conflicts = [...fields.conflicts].map(([number, ground]) => ({
    applicationId: idOf(entries, number),
    ground,
  }));
  const shown = textIn(form, 'shown');
  const outcome = await runAct(db, (tx) =>
    declareConflicts(tx, { callId, personId, upTo, shown, conflicts }),
  );
  const home = `/calls/${own.desk.call.slug}/evaluation`;
  if (outcome.type === 'refused')
    return renderDeclaration(services, request, reply, {
      fields,
      errors: fieldErrors(outcome, request, () => 'confirm'),
    });
  return redirectWithFlash(request, reply, home, { tone: 'ok', text: words.declarationDone });
}

function numberIn(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** One that is not in the list is refused by the act. */
function idOf(entries: readonly RoundEntry[], number: number): string {
  const nobody = '00000000-0000-0000-0000-000000000000';
  return entries.find((entry) => entry.number === number)?.applicationId ?? nobody;
}

/** A ground without a tick is a conflict all the same: nobody writes one for nothing. */
function fieldsOf(form: SentForm): DeclarationFields {
  const conflicts = new Map<number, string>();
  for (const name of Object.keys(form)) {
    const [, kind, text = ''] = /^(conflict|ground)-(\d{1,9})$/.exec(name) ?? [];
    const ground = textIn(form, `ground-${text}`);
    if (kind === 'conflict' || (kind === 'ground' && ground.trim() !== ''))
      conflicts.set(Number(text), ground);
  }
  return { conflicts, isConfirmed: textIn(form, 'confirm') !== '' };
}

function wrongIn(
  { conflicts, isConfirmed }: DeclarationFields,
  words: (typeof panelWords)['it'],
): readonly FieldError[] {
  const unsaid = [...conflicts].filter(([, ground]) => ground.trim() === '');
  return [
    ...unsaid.map(([number]) => ({ field: `ground-${number}`, message: words.groundMissing })),
    ...(isConfirmed ? [] : [{ field: 'confirm', message: words.confirmMissing }]),
  ];
}

async function renderDeclaration(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    fields,
    errors,
  }: { readonly fields: DeclarationFields; readonly errors: readonly FieldError[] },
): Promise<FastifyReply> {
  const own = await findOwnDesk(services, request);
  if (!own) return sendNotFoundPage(request, reply);
  const { call } = own.desk;
  const words = panelWords[request.language];
  const { entries, left } = await findRound(services.database.db, own.membership);
  const home = `/calls/${call.slug}/evaluation`;
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last)
    return redirectWithFlash(request, reply, home, { tone: 'info', text: words.allDeclared });
  return renderPanelPage(request, reply, {
    call,
    title: words.declarationTitle,
    lead: words.declarationLead(first.number, last.number),
    above: [
      { text: words.mine, href: '/evaluations' },
      { text: words.evaluation, href: home },
    ],
    errors,
    children: <DeclarationForm entries={entries} left={left} fields={fields} />,
  });
}
