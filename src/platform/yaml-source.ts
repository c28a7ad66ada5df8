import { Composer, CST, Parser, type Document } from 'yaml';
import { documentCharactersMax, documentDepthMax, syntaxProblemsMax } from './limits.ts';
import { sortProblems, type Problem } from './problem.ts';
import { placeFinder, sourceOf, type Source } from './source.ts';
import { convertYaml, type OffsetProblem } from './yaml-value.ts';

export type SourceReading =
  | { readonly type: 'read'; readonly source: Source }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

/**
 * Reads one YAML or JSON document. Dates stay text, tags of one's own are refused, a key may be
 * written once, and no text, however nested or full of aliases, takes more than a bounded effort.
 */
export function readYaml(withMark: string, file: string): SourceReading {
  const text = withMark.startsWith('\uFEFF') ? withMark.slice(1) : withMark;
  if (text.length > documentCharactersMax) return refuse(text.slice(0, 1), file, [tooLarge]);
  const tokens = [...new Parser().parse(text)];
  const deep = findTooDeep(tokens);
  if (deep !== undefined) return refuse(text, file, [deep]);
  const composed = compose(tokens, text);
  if (composed.problems.length > 0) return refuse(text, file, composed.problems);
  const converted = convertYaml(composed.document.contents, text);
  if (converted.problems.length > 0) return refuse(text, file, converted.problems);
  return { type: 'read', source: sourceOf(text, converted.value, converted.spot) };
}

const tooLarge: OffsetProblem = {
  offset: 0,
  code: 'too-large',
  message: 'found a longer file',
  expected: `at most ${documentCharactersMax} characters`,
};

function refuse(text: string, file: string, problems: readonly OffsetProblem[]): SourceReading {
  const placeAt = placeFinder(text);
  const placed = problems.map(({ offset, ...rest }) => ({ file, ...placeAt(offset), ...rest }));
  return { type: 'refused', problems: sortProblems(placed).slice(0, syntaxProblemsMax) };
}

/** Looks at the tokens without recursion, because what comes after them does recur. */
function findTooDeep(tokens: readonly CST.Token[]): OffsetProblem | undefined {
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > documentDepthMax) {
      return {
        offset: token.offset,
        code: 'too-deep',
        message: 'found deeper nesting',
        expected: `at most ${documentDepthMax} values within each other`,
      };
    }
    for (const inner of innerTokens(token)) pending.push({ token: inner, depth: depth + 1 });
  }
  return undefined;
}

function innerTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => inner != null));
}

interface Composed {
  readonly document: Document.Parsed;
  readonly problems: readonly OffsetProblem[];
}

function compose(tokens: readonly CST.Token[], text: string): Composed {
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    merge: true,
    strict: true,
    resolveKnownTags: false,
    // The converter looks for repeated keys itself, in linear time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document, another] = [...composer.compose(tokens, true, text.length)];
  if (document === undefined) throw new Error('a YAML text always gives a document');
  const errors = [...document.errors, ...document.warnings, ...(another?.errors ?? [])];
  const problems: OffsetProblem[] = errors.map((error) => ({
    offset: error.pos[0],
    code: error.code === 'TAG_RESOLVE_FAILED' ? 'tag' : 'syntax',
    message: error.code === 'TAG_RESOLVE_FAILED' ? 'found a tag' : error.message,
    ...(error.code === 'TAG_RESOLVE_FAILED' && { expected: 'a plain value' }),
  }));
  if (another !== undefined) {
    problems.push({
      offset: another.range[0],
      code: 'syntax',
      message: 'found a second one',
      expected: 'one document in the file',
    });
  }
  return { document, problems };
}
