import { parseArgs, type ParseArgsConfig } from 'node:util';
import { findNearest } from '../engine/index.ts';
import { complaint, notUnderstood, type Complaint, type NotUnderstood } from './complaint.ts';

export interface OptionSpec {
  /** What its value is called; an option without one is a plain switch. */
  readonly value?: string;
  readonly about: string;
  readonly isRepeated?: boolean;
  readonly choices?: readonly string[];
}

type Specs = Readonly<Record<string, OptionSpec>>;

/** What was asked for on the command line, checked against what the command takes. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  readonly language: 'it' | 'en';
  readonly isJson: boolean;
}

export function readArguments(
  args: readonly string[],
  specs: Specs,
): { readonly type: 'read'; readonly arguments: Arguments } | NotUnderstood {
  const known: Specs = { help: { about: 'this help' }, ...specs };
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: parseOptions(known),
  });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  const complaints: Complaint[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    const wrong = spec ? wrongUse(token, spec, given) : unknownOption(token, known);
    if (wrong) complaints.push(wrong);
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? '']);
  }
  if (complaints.length > 0) return notUnderstood(...complaints);
  return { type: 'read', arguments: argumentsOf(given, positionals) };
}

function parseOptions(known: Specs): NonNullable<ParseArgsConfig['options']> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { value }] of Object.entries(known))
    options[name] = { type: value === undefined ? 'boolean' : 'string' };
  return { ...options, help: { type: 'boolean', short: 'h' } };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function unknownOption({ rawName, name }: OptionToken, known: Specs): Complaint {
  const near = findNearest(name, Object.keys(known));
  return complaint(
    'unknown-option',
    `there is no option ${rawName} here`,
    near === undefined ? undefined : `--${near}`,
  );
}

function wrongUse(
  { rawName, name, value, inlineValue }: OptionToken,
  spec: OptionSpec,
  given: ReadonlyMap<string, readonly string[]>,
): Complaint | undefined {
  if (spec.value === undefined) {
    return inlineValue === true
      ? complaint('option-value', `${rawName} takes no value`)
      : undefined;
  }
  const isNextOption = inlineValue !== true && value?.startsWith('--') === true;
  if (value === undefined || value === '' || isNextOption)
    return complaint('option-value', `${rawName} wants a value: ${rawName} ${spec.value}`);
  if (spec.choices && !spec.choices.includes(value)) {
    const expected = spec.choices.join(' or ');
    return complaint(
      'option-value',
      `${rawName} is ${expected}, and this is ${JSON.stringify(value)}`,
      findNearest(value, spec.choices),
    );
  }
  if (spec.isRepeated !== true && given.has(name))
    return complaint('option-twice', `${rawName} is given twice`);
  return undefined;
}

function argumentsOf(
  given: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
): Arguments {
  return {
    positionals,
    has: (name) => given.has(name),
    text: (name) => given.get(name)?.[0],
    texts: (name) => given.get(name) ?? [],
    language: given.get('lang')?.[0] === 'en' ? 'en' : 'it',
    isJson: given.has('json'),
  };
}

/** Reads a whole number of at least 1. */
export function countOf(
  args: Arguments,
  name: string,
): { readonly type: 'count'; readonly count: number | undefined } | NotUnderstood {
  const text = args.text(name);
  if (text === undefined) return { type: 'count', count: undefined };
  if (/^[1-9]\d{0,8}$/.test(text)) return { type: 'count', count: Number(text) };
  return notUnderstood(
    complaint('option-value', `--${name} wants a whole number such as 10, and this is "${text}"`),
  );
}
