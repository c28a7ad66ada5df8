import { checkShape } from '../calls/index.ts';
import type { ApplicationDocument } from '../engine/index.ts';
import { readJson } from '../platform/json-source.ts';
import { readLines, type Line } from '../platform/ndjson.ts';
import type { Problem } from '../platform/problem.ts';
import type { Path, Place, Source } from '../platform/source.ts';
import { readYaml } from '../platform/yaml-source.ts';

/** One application, or why it cannot be read; either way with the line on which it begins. */
export type ApplicationReading =
  | {
      readonly type: 'read';
      readonly line: number;
      readonly application: ApplicationDocument;
      /** Where something of the application stands in its file. */
      readonly locate: (path: Path) => Place;
    }
  | { readonly type: 'refused'; readonly line: number; readonly problems: readonly Problem[] };

/**
 * Reads applications from a stream, one JSON object a line, in bounded memory. A line that cannot
 * be read is told with its problems and does not stop the others.
 */
export async function* readApplicationLines(
  chunks: AsyncIterable<Uint8Array | string>,
  file: string,
): AsyncGenerator<ApplicationReading> {
  for await (const line of readLines(chunks, file)) yield readApplicationLine(line, file);
}

function readApplicationLine(line: Line, file: string): ApplicationReading {
  const { number } = line;
  if (line.type === 'refused') return { type: 'refused', line: number, problems: [line.problem] };
  const reading = readJson(line.text, file);
  const problems =
    reading.type === 'refused'
      ? reading.problems
      : checkShape({ shape: 'application', source: reading.source, file });
  if (reading.type === 'refused' || problems.length > 0) {
    // A place within the line: only the number of the line was not known there.
    const placed = problems.map((problem) => ({ ...problem, line: number }));
    return { type: 'refused', line: number, problems: placed };
  }
  const { source } = reading;
  return {
    type: 'read',
    line: number,
    application: source.value as ApplicationDocument,
    locate: (path) => ({ ...source.locate(path), line: number }),
  };
}

/** Reads one YAML or JSON document that holds one application or a list of them. */
export function readApplications(text: string, file: string): readonly ApplicationReading[] {
  const reading = readYaml(text, file);
  if (reading.type === 'refused') {
    const line = reading.problems[0]?.line ?? 1;
    return [{ type: 'refused', line, problems: reading.problems }];
  }
  return readApplicationsOf(reading.source, file);
}

function readApplicationsOf(source: Source, file: string): readonly ApplicationReading[] {
  if (!Array.isArray(source.value)) return [readApplicationAt([], source, file)];
  return source.value.map((_, index) => readApplicationAt([index], source, file));
}

function readApplicationAt(at: Path, source: Source, file: string): ApplicationReading {
  const { line } = source.locate(at);
  const problems = checkShape({ shape: 'application', source, file, at });
  if (problems.length > 0) return { type: 'refused', line, problems };
  const [index] = at;
  const value = typeof index === 'number' ? (source.value as unknown[])[index] : source.value;
  return {
    type: 'read',
    line,
    application: value as ApplicationDocument,
    locate: (path) => source.locate([...at, ...path]),
  };
}
