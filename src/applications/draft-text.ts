import type { CallDocument, Localized } from '../engine/index.ts';
import type { Language } from '../platform/page/language.ts';
import type { DraftContent } from './draft.ts';
import { editorWords } from './editor-words.ts';

type FactDocument = CallDocument['facts'][number];
type Values = Readonly<Record<string, unknown>>;
type PartnerContent = NonNullable<DraftContent['partners']>[number];

/** What the text of a draft is written from. */
export interface DraftTextSource {
  readonly document: CallDocument;
  readonly content: DraftContent;
  /** Names of partners by id. */
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
}

/**
 * Writes a draft as a text to be filled in: every question of the line stands above its answer, and a
 * question without an answer is a line that ends after the colon.
 */
export function writeDraftText(source: DraftTextSource): string {
  const { document, content, language } = source;
  const words = editorWords[language];
  const lines = [
    ...words.head.map((line) => `# ${line}`),
    '',
    ...lineLines(source),
    'facts:',
    ...indented(factLines(questionsOf(source, 'project'), content.facts, language)),
    ...(document.partnership ? partnersLines(source) : keptPartners(content)),
    ...projectCostLines(source),
    ...(document.grant?.upTo === true || content.requestedRate !== undefined
      ? [
          '',
          `# ${words.requestedRate}`,
          `requestedRate:${content.requestedRate === undefined ? '' : ` ${flow(content.requestedRate)}`}`,
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

function lineLines({ document, content, language }: DraftTextSource): readonly string[] {
  const leaves = (document.lines ?? []).flatMap((line) =>
    line.sublines?.length
      ? line.sublines.map(({ id, title }) => ({
          id,
          title: `${line.title[language]}: ${title[language]}`,
        }))
      : [{ id: line.id, title: line.title[language] }],
  );
  if (leaves.length === 0 && content.line === undefined) return [];
  return [
    `# ${editorWords[language].line}`,
    ...leaves.map(({ id, title }) => `#   ${id} = ${oneLine(title)}`),
    `line:${content.line === undefined ? '' : ` ${flow(content.line)}`}`,
    '',
  ];
}

/** The questions that have a place in the line applied for, and whatever else was answered. */
function questionsOf(
  { document, content }: DraftTextSource,
  level: 'project' | 'partner',
): readonly FactDocument[] {
  const line = document.lines?.find(
    ({ id, sublines }) =>
      id === content.line || sublines?.some((subline) => subline.id === content.line),
  );
  const here = [content.line, line?.id];
  return document.facts.filter(
    (fact) =>
      (fact.level ?? 'project') === level &&
      (fact.proof === 'applicant' || fact.proof === 'register') &&
      (line === undefined || !fact.lines || fact.lines.some((each) => here.includes(each))),
  );
}

function factLines(
  questions: readonly FactDocument[],
  values: Values,
  language: Language,
): readonly string[] {
  const others = Object.keys(values).filter((key) => !questions.some(({ id }) => id === key));
  return [
    ...questions.flatMap((fact) => [
      ...questionLines(fact, language).map((line) => `# ${line}`),
      ...answerLines(fact.id, values[fact.id]),
    ]),
    ...others.flatMap((key) => answerLines(key, values[key])),
  ];
}

function answerLines(name: string, value: unknown): readonly string[] {
  const isEntries = Array.isArray(value) && value.some((each) => typeof each === 'object');
  if (!isEntries) return [`${nameText(name)}:${value === undefined ? '' : ` ${flow(value)}`}`];
  return [`${nameText(name)}:`, ...(value as unknown[]).map((entry) => `  - ${flow(entry)}`)];
}

function partnersLines(source: DraftTextSource): readonly string[] {
  const { document, content, language } = source;
  const words = editorWords[language];
  const roles = (document.partnership?.roles ?? []).map(
    ({ id, label }) => `#   ${id} = ${oneLine(label[language])}`,
  );
  return [
    '',
    `# ${words.partners}`,
    ...roles,
    'partners:',
    ...(content.partners ?? []).flatMap((partner) => partnerLines(partner, source)),
  ];
}

function partnerLines(partner: PartnerContent, source: DraftTextSource): readonly string[] {
  const { document, names, language } = source;
  const role = document.partnership?.roles.find(({ id }) => id === partner.role);
  const questions = questionsOf(source, 'partner');
  const hasCosts = partner.costs !== undefined || role?.beneficiary === true;
  const name = names.get(partner.id);
  return [
    ...(name === undefined ? [] : [`  # ${oneLine(name)}`]),
    `  - id: ${flow(partner.id)}`,
    `    role: ${flow(partner.role)}`,
    ...(questions.length > 0 || partner.facts
      ? ['    facts:', ...indented(factLines(questions, partner.facts ?? {}, language), 6)]
      : []),
    ...(hasCosts && document.costs
      ? ['    costs:', ...indented(costLines(partner.costs ?? {}, source), 6)]
      : []),
  ];
}

/** Partners of a draft whose call has none are wrong, but nothing that was written is lost. */
function keptPartners({ partners }: DraftContent): readonly string[] {
  return partners ? ['', `partners: ${flow(partners)}`] : [];
}

function projectCostLines(source: DraftTextSource): readonly string[] {
  const { document, content, language } = source;
  if (content.costs === undefined && (!document.costs || document.partnership)) return [];
  return [
    '',
    `# ${editorWords[language].costs}`,
    'costs:',
    ...indented(costLines(content.costs ?? {}, source)),
  ];
}

function costLines(values: Values, { document, content, language }: DraftTextSource) {
  const line = document.lines?.find(({ sublines }) =>
    sublines?.some(({ id }) => id === content.line),
  );
  const here = [content.line, line?.id];
  const declared = (document.costs?.categories ?? []).filter(
    ({ flat, lines }) =>
      !flat && (content.line === undefined || !lines || lines.some((each) => here.includes(each))),
  );
  const others = Object.keys(values).filter((key) => !declared.some(({ id }) => id === key));
  return [
    ...declared.flatMap(({ id, label, code }) => [
      `# ${oneLine(code === undefined ? label[language] : `${code}. ${label[language]}`)}`,
      ...answerLines(id, values[id]),
    ]),
    ...others.flatMap((key) => answerLines(key, values[key])),
  ];
}

/** The question with how its answer is written; choices and the fields of an entry each on a line of their own. */
function questionLines(fact: FactDocument, language: Language): readonly string[] {
  const words = editorWords[language];
  const { type, options = [], fields = [] } = fact;
  const asked = oneLine((fact.question ?? fact.label)[language]);
  const optional = fact.proof === 'register' ? [words.fromRegister] : [];
  const inner =
    type === 'list'
      ? fields.map(
          (field) => `${field.id}: ${field.label[language]} (${answerText(field, language)})`,
        )
      : options.map(({ id, label }) => `${id} = ${label[language]}`);
  const how = inner.length > 0 ? words.answers[type] : answerText(fact, language);
  return [
    `${asked} (${[how, ...optional].join('; ')})`,
    ...inner.map((line) => `  ${oneLine(line)}`),
  ];
}

/** How an answer to this question is written, with an example. */
export function answerText(fact: FactDocument, language: Language): string {
  const words = editorWords[language];
  const { type, from, to, unit, options = [], fields = [] } = fact;
  const choices = options.map(({ id, label }) => `${id} = ${label[language]}`).join(', ');
  const limits = [
    ...(from === undefined ? [] : [`${words.from} ${from}`]),
    ...(to === undefined ? [] : [`${words.to} ${to}`]),
  ];
  const measure = unitText(unit, language);
  if (type === 'option' || type === 'options') return `${words.answers[type]}: ${choices}`;
  if (type === 'list') {
    const parts = fields.map(
      (field) => `${field.id}: ${field.label[language]} (${answerText(field, language)})`,
    );
    return `${words.answers.list}: ${parts.join(', ')}`;
  }
  return [words.answers[type], ...measure, ...limits].join(', ');
}

function unitText(unit: Localized | undefined, language: Language): readonly string[] {
  return unit ? [unit[language]] : [];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

function indented(lines: readonly string[], by = 2): readonly string[] {
  return lines.map((line) => `${' '.repeat(by)}${line}`);
}

/** Plain words that a reader of YAML would take for something else. */
const notPlain = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

function nameText(name: string): string {
  return /^[a-z][a-zA-Z0-9_-]*$/.test(name) && !notPlain.has(name) ? name : JSON.stringify(name);
}

/** A value on one line, as JSON with the usual spaces. */
function flow(value: unknown): string {
  if (typeof value === 'string') return nameText(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Values).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, each]) => `${nameText(key)}: ${flow(each)}`).join(', ')} }`;
}
