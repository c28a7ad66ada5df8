import { explain } from '../engine/explanation/explain.ts';
import { findFigure, selectorsOf } from '../engine/explanation/find-figure.ts';
import { explanationToJson, renderExplanation } from '../engine/explanation/render.ts';
import { findNearest } from '../engine/index.ts';
import { countOf } from './arguments.ts';
import {
  applicationOptions,
  callOptions,
  jsonOption,
  languageOption,
  type Command,
  type Context,
} from './command.ts';
import { complain, complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { openCall, type OpenCall } from './open-call.ts';
import { printDecisions, printTitle } from './print-frame.ts';
import { assessFile, type Submitted } from './read-applications.ts';
import { headOf } from './round-json.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary: 'why a figure is what it is, where the call says so, and what would change it',
  usage: ['bandolo explain <call.yaml> [applications…] --application ID --figure NAME'],
  options: {
    ...callOptions,
    ...applicationOptions,
    application: {
      value: 'ID',
      about: 'which application of the file; not needed when it holds one',
    },
    figure: {
      value: 'NAME',
      about:
        'outcome, eligible, threshold, net, bonus, gross, grant, rate, admitted, or criterion:ID, requirement:ID, cost:ID, ceiling:ID, bonus:ID, share:ID, fact:ID; outcome when left out',
    },
    depth: { value: 'N', about: 'levels under the figure that are shown; 2 when left out' },
    ...languageOption,
    ...jsonOption,
  },
  examples: [
    {
      about: 'Why the grant is what it is',
      line: 'bandolo explain $CALL $ROUND --decisions $DECISIONS --application $APPLICATION --figure grant',
    },
    {
      about: 'Why it is in, or out, in English',
      line: 'bandolo explain $CALL $ROUND --decisions $DECISIONS --application $APPLICATION --figure eligible --lang en',
    },
  ],
  run,
};

type Assessed = Extract<Submitted, { type: 'assessed' }>;

async function run({ args, terminal }: Context): Promise<ExitCode> {
  const { language, isJson } = args;
  const depth = countOf(args, 'depth');
  const opened = depth.type === 'not-understood' ? depth : await openCall(args, terminal);
  const found =
    opened.type === 'not-understood' ? opened : await findApplication(opened, { args, terminal });
  if (
    depth.type === 'not-understood' ||
    opened.type === 'not-understood' ||
    found.type === 'not-understood'
  ) {
    const complaints = found.type === 'not-understood' ? found.complaints : [];
    await complain(terminal, complaints, isJson);
    return exitCodes.notUnderstood;
  }
  const { call } = opened;
  const root = explain(found.assessment);
  const selector = args.text('figure') ?? 'outcome';
  const figure = findFigure(root, selector);
  if (!figure) {
    const known = selectorsOf(root);
    const message = `there is no figure "${selector}" in this application: there are ${known.join(', ')}`;
    await complain(
      terminal,
      [complaint('unknown-name', message, findNearest(selector, known))],
      isJson,
    );
    return exitCodes.notUnderstood;
  }
  if (isJson) {
    const answer = {
      type: 'explanation',
      ...headOf(call),
      application: found.application.id,
      figure: selector,
      explanation: explanationToJson(figure, call),
    };
    await terminal.write(`${JSON.stringify(answer)}\n`);
    return exitCodes.done;
  }
  const printing = { language, terminal };
  await printTitle(call, printing);
  const options = depth.count === undefined ? {} : { depth: depth.count };
  const text = renderExplanation(figure, call, language, options);
  await terminal.write(`\n${found.application.id} · ${selector}\n\n${text}`);
  await printDecisions(call.decisions, call.gaps.length, printing);
  return exitCodes.done;
}

/** The application named, or the only one. */
async function findApplication(
  { call, rest }: OpenCall,
  { args, terminal }: Context,
): Promise<Assessed | NotUnderstood> {
  const wanted = args.text('application');
  const files = [...args.texts('applications'), ...rest];
  const ids: string[] = [];
  let only: Assessed | undefined;
  for (const file of files.length > 0 ? files : ['-']) {
    const opened = await assessFile(call, file, terminal);
    if (opened.type === 'not-understood') return opened;
    for await (const submitted of opened.all) {
      if (submitted.type === 'refused') {
        if (wanted === undefined) return notUnderstood(...submitted.problems);
        continue;
      }
      const { id } = submitted.application;
      if (id === wanted) return submitted;
      ids.push(id);
      only ??= submitted;
    }
  }
  if (wanted === undefined && ids.length === 1 && only) return only;
  if (wanted === undefined)
    return notUnderstood(
      complaint('no-application', `which application? --application, one of ${listed(ids)}`),
    );
  const near = findNearest(wanted, ids);
  return notUnderstood(
    complaint('unknown-name', `there is no application "${wanted}" that can be read`, near),
  );
}

const listedMax = 20;

function listed(ids: readonly string[]): string {
  const more = ids.length > listedMax ? `, … (${ids.length})` : '';
  return `${ids.slice(0, listedMax).join(', ')}${more}`;
}
