import {
  advise,
  parseCents,
  suggestAmount,
  type Advice,
  type Answers,
  type Call,
  type OpenQuestion,
} from '../engine/index.ts';
import type { FactValue, PartnerDocument } from '../engine/definition/application-document.ts';
import type { FactDocument } from '../engine/definition/fact-document.ts';
import { findNearest } from '../engine/index.ts';
import { readYaml } from '../platform/yaml-source.ts';
import { standardInput } from './files.ts';
import { questionWords, rolesOf } from './print-advice.ts';
import type { Printing } from './print-money.ts';
import { hanging } from './style.ts';
import { say, type Language } from './words.ts';

/** A reply that was understood, or what was expected instead. */
type Reply<T> = { readonly value: T } | { readonly expected: string };

/**
 * Asks in the author's order only what still matters, until nothing is open or the replies end.
 * A reply that cannot be read is asked again; an empty one means "I do not know".
 */
export async function interview(
  calls: readonly Call[],
  given: Answers,
  printing: Printing,
): Promise<Advice> {
  const { terminal, language } = printing;
  const replies = readLinesOf(printing);
  const skipped = new Set<string>();
  let answers = given;
  let advice = advise(calls, answers);
  for (let next = nextOf(advice, skipped); next; next = nextOf(advice, skipped)) {
    const asked = await ask(next, calls, printing, replies);
    if (asked === 'over') break;
    if (asked === 'unknown') {
      skipped.add(keyOf(next));
      continue;
    }
    const answered = { ...answers, ...asked(answers) };
    const after = advise(calls, answered);
    if (after.problems.length === 0) {
      answers = answered;
      advice = after;
      continue;
    }
    const message = after.problems[0]?.problems[0]?.message ?? '';
    await terminal.write(`  ${message}\n`);
  }
  await terminal.write(
    say(language, '\nNon resta altro da chiedere.\n', '\nThere is nothing else to ask.\n'),
  );
  return advice;
}

/** The first question nobody has passed over, line after line. */
function nextOf(advice: Advice, skipped: ReadonlySet<string>): OpenQuestion | undefined {
  for (const { open } of advice.lines) {
    const next = open.find((question) => canAnswer(question) && !skipped.has(keyOf(question)));
    if (next) return next;
  }
  return undefined;
}

function canAnswer(question: OpenQuestion): boolean {
  if (question.kind !== 'fact') return true;
  return question.fact.proof === 'applicant' || question.fact.proof === 'register';
}

function keyOf(question: OpenQuestion): string {
  return question.kind === 'fact' ? `${question.partner ?? ''}/${question.fact.id}` : question.kind;
}

function readLinesOf({ terminal }: Printing): AsyncGenerator<string> {
  return textLines(terminal.input);
}

/** Unlike those of a file, empty lines say something here. */
async function* textLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of input) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function ask(
  question: OpenQuestion,
  calls: readonly Call[],
  { language, terminal }: Printing,
  replies: AsyncGenerator<string>,
): Promise<'over' | 'unknown' | ((answers: Answers) => Partial<Answers>)> {
  const lines = hanging('• ', questionWords(question, calls, language), terminal.columns);
  await terminal.write(`${lines.join('\n')}\n`);
  for (;;) {
    await terminal.write('> ');
    await terminal.flush();
    const reply = await replies.next();
    if (reply.done) return 'over';
    const text = reply.value.trim();
    if (!terminal.isInputInteractive) await terminal.write(`${text}\n`);
    if (text === '' || text === '?') return 'unknown';
    const read = readReply(question, text, calls, language);
    if ('value' in read) return read.value;
    await terminal.write(`  ${say(language, 'Atteso', 'Expected')}: ${read.expected}\n`);
  }
}

function readReply(
  question: OpenQuestion,
  text: string,
  calls: readonly Call[],
  language: Language,
): Reply<(answers: Answers) => Partial<Answers>> {
  if (question.kind === 'partners') return readPartners(text, calls);
  if (question.kind === 'costs') return readCosts(text);
  const read = readFact(question.fact, text, language);
  if ('expected' in read) return read;
  const { fact, partner } = question;
  return {
    value: (answers) => {
      if (partner === undefined) return { facts: { ...answers.facts, [fact.id]: read.value } };
      const partners = (answers.partners ?? []).map((each, index) =>
        index === partner ? { ...each, facts: { ...each.facts, [fact.id]: read.value } } : each,
      );
      return { partners };
    },
  };
}

function readPartners(
  text: string,
  calls: readonly Call[],
): Reply<(answers: Answers) => Partial<Answers>> {
  const roles = rolesOf(calls);
  const named = text.split(/[\s,;]+/).filter((role) => role !== '');
  const strange = named.find((role) => !roles.includes(role));
  if (strange !== undefined) {
    const near = findNearest(strange, roles);
    return { expected: `${roles.join(', ')}${near === undefined ? '' : ` (${near}?)`}` };
  }
  const partners: readonly PartnerDocument[] = named.map((role, index) => ({
    id: `partner-${index + 1}`,
    role,
  }));
  return { value: () => ({ partners }) };
}

/** `works=1000.00, staff=500` */
function readCosts(text: string): Reply<(answers: Answers) => Partial<Answers>> {
  const costs: Record<string, string> = {};
  for (const part of text.split(/[;\s]+|,(?!\d{2}\b)/).filter((each) => each !== '')) {
    const [name = '', amount = ''] = part.split('=', 2);
    const read = readAmount(amount);
    if (name === '' || read === undefined) return { expected: 'works=1000.00 staff=500.00' };
    costs[name] = read;
  }
  return { value: () => ({ costs }) };
}

function readAmount(text: string): string | undefined {
  const amount = parseCents(text) === undefined ? suggestAmount(text) : text;
  return amount !== undefined && parseCents(amount) !== undefined ? amount : undefined;
}

const yesWords = ['sì', 'si', 's', 'yes', 'y', 'true', 'vero'];
const noWords = ['no', 'n', 'false', 'falso'];

function readFact(fact: FactDocument, text: string, language: Language): Reply<FactValue> {
  switch (fact.type) {
    case 'bool': {
      const word = text.toLowerCase();
      if (yesWords.includes(word)) return { value: true };
      return noWords.includes(word)
        ? { value: false }
        : { expected: say(language, 'sì o no', 'yes or no') };
    }
    case 'int':
      return /^-?\d{1,15}$/.test(text)
        ? { value: Number(text) }
        : { expected: say(language, 'un numero intero', 'a whole number') };
    case 'money': {
      const amount = readAmount(text);
      return amount === undefined ? { expected: '1234.50' } : { value: amount };
    }
    case 'option':
      return readOption(fact, text);
    case 'options': {
      const chosen = text.split(/[\s,;]+/).map((each) => readOption(fact, each));
      const wrong = chosen.find((each) => 'expected' in each);
      return wrong ?? { value: chosen.flatMap((each) => ('value' in each ? [each.value] : [])) };
    }
    case 'list':
      return readList(text);
    default:
      return { value: text };
  }
}

function readOption({ options }: FactDocument, text: string): Reply<string> {
  const ids = (options ?? []).map(({ id }) => id);
  const known = ids.find((id) => id.toLowerCase() === text.toLowerCase());
  if (known !== undefined) return { value: known };
  const near = findNearest(text, ids);
  return { expected: `${ids.join(', ')}${near === undefined ? '' : ` (${near}?)`}` };
}

function readList(text: string): Reply<FactValue> {
  const reading = readYaml(text, standardInput);
  const isList = reading.type === 'read' && Array.isArray(reading.source.value);
  if (!isList) return { expected: '[{ name: "…", population: 1000 }]' };
  return { value: reading.source.value as FactValue };
}
