import type { CallDocument, DefinitionProblem } from '../engine/index.ts';
import type { Problem } from '../platform/problem.ts';
import type { Mode } from '../platform/tables.ts';
import type { VersionContent } from './compare-versions.ts';
import { examineDefinition, type DefinitionExamination } from './examine-definition.ts';
import { contentHash } from './published-call.ts';
import type { CallFiles, TextFile } from './read-call.ts';

/**
 * A definition that `check` finds nothing wrong with and that can be kept and addressed. All of it is plain data, so
 * that it can come from another thread.
 */
export interface PreparedDefinition {
  readonly type: 'prepared';
  readonly content: VersionContent;
  /** The definition with decided values in the place of their gaps. */
  readonly document: CallDocument;
  /** Whether it rests on invented values. */
  readonly isFictional: boolean;
  readonly openPointsCount: number;
  readonly definition: TextFile;
  readonly decisions: readonly TextFile[];
  /** In hexadecimal. */
  readonly hash: string;
  /** Where those parts are written of which the server can find something wrong later. */
  readonly places: ReadonlyMap<string, Pick<Problem, 'file' | 'line' | 'column'>>;
}

export interface DefinitionRefused {
  readonly type: 'refused';
  readonly code: 'definition-refused';
  readonly problems: readonly Problem[];
}

/** Takes a while for a long definition, so it is done before anything is locked: see `prepareApart`. */
export function prepareDefinition(
  files: CallFiles,
  mode: Mode,
): PreparedDefinition | DefinitionRefused {
  const read = examineDefinition(files);
  if (read.type === 'refused') return definitionRefused(read.problems);
  if (read.failures.length > 0) return definitionRefused(read.failures);
  const { definition, decisions, call } = read;
  const content = { definition, decisions };
  const problems = [...checkStorable(content), ...checkId(definition.id)];
  if (mode === 'live' && definition.fictional !== true)
    problems.push(...checkDecisionsReal(content));
  if (problems.length > 0) return definitionRefused(read.place(problems));
  return {
    type: 'prepared',
    content,
    document: call.document,
    isFictional: call.isFictional,
    openPointsCount: call.gaps.length,
    definition: files.definition,
    decisions: files.decisions ?? [],
    hash: contentHash(content).toString('hex'),
    places: placesOf(read),
  };
}

export function definitionRefused(problems: readonly Problem[]): DefinitionRefused {
  return { type: 'refused', code: 'definition-refused', problems };
}

/** Puts what the server finds wrong with a prepared definition at its line. */
export function placeProblems(
  { places }: PreparedDefinition,
  problems: readonly DefinitionProblem[],
): readonly Problem[] {
  return problems.map(({ path, code, message, expected }) => {
    const place = places.get(placeKey(path));
    if (!place) throw new Error(`nobody noted where ${placeKey(path)} is written`);
    return { ...place, code, message, ...(expected === undefined ? {} : { expected }) };
  });
}

type Path = DefinitionProblem['path'];

function placesOf({
  definition,
  place,
}: Extract<DefinitionExamination, { type: 'read' }>): PreparedDefinition['places'] {
  const edges = definition.windows.flatMap((_window, index) =>
    ['opens', 'closes'].flatMap((edge) =>
      ['date', 'time'].map((part): Path => ['windows', index, edge, part]),
    ),
  );
  const paths: readonly Path[] = [['id'], ['windows'], ...edges];
  return new Map(
    paths.flatMap((path) =>
      place([{ code: '', message: '', path }]).map(
        ({ file, line, column }) => [placeKey(path), { file, line, column }] as const,
      ),
    ),
  );
}

function placeKey(path: Path): string {
  return path.join('/');
}

const addressPattern = /^[a-z0-9][a-z0-9.-]{1,69}$/;

/** The id becomes the address of the call, to which the mode is added. */
function checkId(id: string): DefinitionProblem[] {
  const path = ['id'];
  if (/\.(test|rehearsal|live)$/.test(id))
    return [{ code: 'id-says-mode', message: 'the end of this id is kept for the mode', path }];
  if (addressPattern.test(id)) return [];
  const expected =
    'an id of 2 to 70 small letters, digits, "." and "-", which is used in addresses';
  return [{ code: 'id-not-an-address', message: `found "${id}"`, expected, path }];
}

/** Values invented for a rehearsal must not slip into a real call. */
function checkDecisionsReal({ decisions }: VersionContent): readonly DefinitionProblem[] {
  return decisions.flatMap((file, document) =>
    file.fictional
      ? [
          {
            code: 'fictional-decisions',
            message: 'these decisions are invented, and the call is published for real',
            path: ['fictional'],
            document,
          },
        ]
      : [],
  );
}

// A database keeps no NUL, and half of a surrogate pair is no character.
const strangeText = /\p{Surrogate}|\0/u;

/** What has no canonical text, or cannot be kept: escapes can put into a value what no file holds. */
function checkStorable({ definition, decisions }: VersionContent): DefinitionProblem[] {
  return [
    ...findUnstorable(definition, 'call', []),
    ...decisions.flatMap((file, index) => findUnstorable(file, index, [])),
  ];
}

function findUnstorable(
  value: unknown,
  document: 'call' | number,
  path: Path,
): readonly DefinitionProblem[] {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    const suggestion = `"${value}"`;
    const message = `found ${value}, which two programs may write differently`;
    return [{ code: 'number-not-exact', message, suggestion, path, document }];
  }
  if (typeof value === 'string' && strangeText.test(value))
    return [{ code: 'text-not-kept', message: 'found a NUL or half a character', path, document }];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, child]) =>
    findUnstorable(child, document, [...path, isList ? Number(key) : key]),
  );
}
