import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBody } from '../accounts/index.ts';
import { findCall, prepareApart, publishPrepared, type CallFiles } from '../calls/index.ts';
import { packageFile } from '../platform/package-file.ts';
import { expectOutcome, idOf, peopleIds, type Loading } from './loading.ts';
import { fillingTerm } from './set-terms.ts';
import { author, rehearsalOf } from './slugs.ts';
import type { TrialCall } from './trial-schema.ts';

type Checked = ReturnType<typeof prepareApart>;

/** Definitions that are being checked in a thread of their own while other steps go on. */
export type Checking = ReadonlyMap<string, Checked>;

/** Begins to check the definitions that are to be rehearsed and are not yet. */
export async function checkRehearsals(loading: Loading): Promise<Checking> {
  const checking = new Map<string, Checked>();
  for (const { definition, isOfTrial } of loading.data.calls) {
    if (await findCall(loading.services, rehearsalOf(definition))) continue;
    const folder = isOfTrial ? packageFile('trial/definitions') : loading.definitions;
    const checked = readFiles(join(folder, definition)).then((files) =>
      prepareApart(files, 'rehearsal'),
    );
    // Awaited later: should another step fail before, that is what must be said.
    checked.catch(() => undefined);
    checking.set(definition, checked);
  }
  return checking;
}

async function readFiles(folder: string): Promise<CallFiles> {
  const read = async (file: string) => ({ file, text: await readFile(join(folder, file), 'utf8') });
  return { definition: await read('call.yaml'), decisions: [await read('decisions.yaml')] };
}

/** Publishes the rehearsals, open for as long as it takes to fill them. Their own dates come after that. */
export async function publishRehearsals(loading: Loading, checking: Checking): Promise<void> {
  for (const call of loading.data.calls) {
    const checked = checking.get(call.definition);
    if (checked) await publishRehearsal(loading, call, checked);
  }
  loading.done('calls');
}

async function publishRehearsal(
  { services, data }: Loading,
  { definition, body: code, resubmission }: TrialCall,
  checked: Checked,
): Promise<void> {
  const { db } = services.database;
  const prepared = expectOutcome(await checked, definition, 'prepared');
  const body = await findBody(db, code);
  if (!body) throw new Error(`the body ${code} of the trial is not there`);
  const asked = {
    ...(await fillingTerm(db, data)),
    bodyId: body.id,
    mode: 'rehearsal',
    resubmission,
    personId: idOf(await peopleIds(db, data), author),
  } as const;
  const outcome = await db.transaction().execute((tx) => publishPrepared(tx, prepared, asked));
  expectOutcome(outcome, definition, 'published');
}
