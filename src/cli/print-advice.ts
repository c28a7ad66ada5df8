import {
  groundsOf,
  type Advice,
  type Call,
  type LineAdvice,
  type OpenQuestion,
} from '../engine/index.ts';
import { moneyText } from '../engine/assessment/assessment-json.ts';
import type { Printing } from './print-money.ts';
import { hanging, styleOf, wrapped } from './style.ts';
import { fictionalWords, moneyRange, say, type Language } from './words.ts';

const reasonsMax = 5;

/** Every line of every call: it fits, it cannot, or what it depends on. */
export async function printAdvice(
  { lines, next }: Advice,
  calls: readonly Call[],
  { language, terminal }: Printing,
): Promise<void> {
  const style = styleOf(terminal);
  const wide = terminal.columns;
  for (const call of calls) {
    const { document, isFictional, decisions } = call;
    await terminal.write(
      `\n${wrapped(document.title[language], wide).map(style.bold).join('\n')}\n`,
    );
    if (isFictional) await terminal.write(`${style.warn(fictionalWords(language))}\n`);
    for (const line of lines.filter((each) => each.call === document.id))
      await terminal.write(`${lineText(line, call, { language, terminal })}\n`);
    if (decisions.length > 0)
      await terminal.write(
        `${style.dim(hanging('  ', `${say(language, 'Determinazioni', 'Decisions')}: ${decisions.map(({ id }) => id).join(', ')}`, wide).join('\n'))}\n`,
      );
  }
  if (next) {
    const mark = `${say(language, 'Prossima domanda', 'Next question')}: `;
    await terminal.write(
      `\n${hanging(mark, questionWords(next, calls, language), wide).join('\n')}\n`,
    );
  }
}

function lineText(line: LineAdvice, call: Call, { language, terminal }: Printing): string {
  const style = styleOf(terminal);
  const name = line.line === 'call' ? '' : `${line.line}: `;
  const grant =
    line.grant && line.answer !== 'cannot'
      ? ` ${say(language, 'Contributo', 'Grant')}: ${moneyRange(line.grant, language)}.`
      : '';
  if (line.answer === 'fits') {
    const text = say(
      language,
      'va bene, i requisiti sono rispettati.',
      'it fits, the requirements are met.',
    );
    return style.good(hanging('  ✓ ', `${name}${text}${grant}`, terminal.columns).join('\n'));
  }
  const grounds = groundsOf(line.assessment);
  if (line.answer === 'cannot') {
    const why = grounds.map(({ title, article }) => `${title[language]} (${article})`).join('; ');
    const text = say(language, `no: ${why}`, `no: ${why}`);
    return style.bad(hanging('  ✗ ', `${name}${text}`, terminal.columns).join('\n'));
  }
  const open = line.open
    .slice(0, reasonsMax)
    .map((question) => shortWords(question, call, language))
    .join('; ');
  const more = line.open.length > reasonsMax ? `; … (${line.open.length})` : '';
  const text = say(language, `dipende da: ${open}${more}.`, `it depends on: ${open}${more}.`);
  return hanging('  ? ', `${name}${text}${grant}`, terminal.columns).join('\n');
}

function shortWords(question: OpenQuestion, call: Call, language: Language): string {
  if (question.kind === 'fact') return question.fact.label[language];
  if (question.kind === 'costs') return say(language, 'le spese', 'the costs');
  return call.document.partnership
    ? say(language, 'chi partecipa', 'who takes part')
    : say(language, 'il richiedente', 'the applicant');
}

/** A question as it is put to a person, with the article that makes it matter. */
export function questionWords(
  question: OpenQuestion,
  calls: readonly Call[],
  language: Language,
): string {
  const { article } = question;
  if (question.kind === 'costs')
    return say(
      language,
      `Quali spese prevede il progetto? (${article})`,
      `What does the project cost? (${article})`,
    );
  if (question.kind === 'partners') {
    const roles = rolesOf(calls).join(', ');
    return say(
      language,
      `Chi partecipa? Un ruolo per ciascuno, tra ${roles} (${article})`,
      `Who takes part? A role for each, among ${roles} (${article})`,
    );
  }
  const { fact, partner } = question;
  const who =
    partner === undefined ? '' : `${say(language, 'Partner', 'Partner')} ${partner + 1}: `;
  const asked = fact.question?.[language] ?? `${fact.label[language]}?`;
  const options = fact.options?.map(({ id, label }) => `${id} = ${label[language]}`).join('; ');
  const choices = options === undefined ? '' : ` [${options}]`;
  return `${who}${asked}${choices} (${article})`;
}

export function rolesOf(calls: readonly Call[]): readonly string[] {
  return [
    ...new Set(
      calls.flatMap((call) => (call.document.partnership?.roles ?? []).map(({ id }) => id)),
    ),
  ];
}

export function adviceToJson(advice: Advice, calls: readonly Call[]): object {
  return {
    type: 'advice',
    calls: calls.map(({ document, isFictional, decisions }) => ({
      call: document.id,
      version: document.version,
      fictional: isFictional,
      decisions: decisions.map(({ id, fills }) => ({ id, fills })),
    })),
    lines: advice.lines.map(({ call, line, answer, because, open, next, grant }) => ({
      call,
      line,
      answer,
      because,
      open: open.map(questionToJson),
      next: next ? questionToJson(next) : null,
      grant: grant ? moneyText(grant) : null,
    })),
    next: advice.next ? questionToJson(advice.next) : null,
  };
}

function questionToJson(question: OpenQuestion): object {
  const { kind, neededBy, article } = question;
  if (question.kind !== 'fact') return { kind, neededBy, article };
  const { fact, partner } = question;
  return { kind, fact: fact.id, ...(partner === undefined ? {} : { partner }), neededBy, article };
}
