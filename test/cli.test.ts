import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../src/cli/run.ts';
import { runCaptured } from './support/captured-terminal.ts';
import { sample, sampleWords, temporaryFolder } from './support/sample-round.ts';
import { buildProgram } from './support/serving.ts';

const bin = resolve('bin/bandolo.js');

beforeAll(buildProgram);

function run(
  words: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
) {
  return spawnSync(process.execPath, [bin, ...words], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    ...options,
  });
}

test('the demonstration ends well, introduces itself and says that it is invented', () => {
  const { status, stdout, stderr } = run(['demo']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const lines = stdout.split('\n');
  expect(lines[0]).toContain('Bandolo legge un bando');
  expect(stdout).toContain('PROVA');
  expect(stdout).toContain('i conti tornano');
  expect(stdout).not.toContain('\u001B');
});

test('the bundle of the demonstration verifies', () => {
  const bundle = join(temporaryFolder(), 'b.json');
  expect(run(['fund', ...sampleWords, '--bundle', bundle]).status).toBe(0);
  expect(run(['verify', bundle, '--unsigned']).status).toBe(0);
});

describe.skipIf(process.platform === 'win32')('in a shell', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'bandolo'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(folder, 'bandolo'), 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const shell = (line: string) =>
    spawnSync('/bin/sh', ['-c', line], { encoding: 'utf8', cwd: folder, env, maxBuffer: 1 << 28 });

  const expectDone = async (line: string): Promise<void> => {
    const child = spawn('/bin/sh', ['-c', line], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const status = await new Promise((done) => child.on('close', done));
    expect(`${line}\n${status === 0 ? '' : said}${String(status)}`).toBe(`${line}\n0`);
  };

  test('every example of every page runs as it is printed', { timeout: 300_000 }, async () => {
    const pages = await Promise.all(commandNames.map((name) => runCaptured(['help', name])));
    const lines = pages.flatMap(({ out }) => {
      const [, examples = ''] = out.split('\nExamples\n');
      return [...examples.matchAll(/^ {2}([^#\s].*)$/gm)].map(([, line = '']) => line);
    });
    // The pages name files as seen from the project; the examples write beside themselves.
    const commands = lines
      .filter((line) => line.includes('bandolo '))
      .map((line) => line.replaceAll(/(?<= )definitions\//g, `${resolve('definitions')}/`));
    expect(commands.length).toBeGreaterThanOrEqual(15);
    // Some make what others read, or work on the same database.
    const isInOrder = (line: string) =>
      /--bundle|bandolo (migrate|backup|restore|journal)\b/.test(line);
    const makers = commands.filter(isInOrder);
    const others = commands.filter((line) => !isInOrder(line));
    for (const line of makers) await expectDone(line);
    for (let at = 0; at < others.length; at += 4)
      await Promise.all(others.slice(at, at + 4).map((line) => expectDone(line)));
  });

  test('a reader that goes away ends it quietly', () => {
    const { call, decisions, round } = sample;
    const words = [call, round, '--decisions', decisions].map((word) =>
      word.startsWith('--') ? word : resolve(word),
    );
    const { stdout, stderr } = shell(`bandolo fund ${words.join(' ')} | head -1`);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
    const lines = shell(
      `yes '{"categories":[{"id":"a","declared":"1.00"}]}' | head -50000 | bandolo costs | head -1`,
    );
    expect(lines.stdout.trim()).toBe('{"admitted":{"a":"1.00"},"total":"1.00"}');
    expect(lines.stderr).toBe('');
  });

  test.runIf(existsSync('/dev/full'))('a full disk is told, and nothing is left behind', () => {
    const before = readdirSync(folder);
    const { status, stderr } = shell(
      `echo '{"categories":[{"id":"a","declared":"1.00"}]}' | bandolo costs --out /dev/full`,
    );
    expect(stderr).toContain('/dev/full was not written: the disk is full');
    expect(status).toBe(74);
    const elsewhere = shell('bandolo schema --out no/such/folder');
    expect(elsewhere.status).toBe(74);
    expect(elsewhere.stderr).toContain('cannot be made');
    expect(readdirSync(folder)).toEqual(before);
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  test.runIf(existsSync('/usr/bin/script'))('colours on a terminal, and none with NO_COLOR', () => {
    const bright = shell(
      `env -u NO_COLOR TERM=xterm script -qec 'bandolo --help' /dev/null`,
    ).stdout;
    const plain = shell(`NO_COLOR=1 TERM=xterm script -qec 'bandolo --help' /dev/null`).stdout;
    expect(bright).toContain('\u001B[1m');
    expect(stripVTControlCharacters(bright)).toBe(plain);
  });
});

describe('streams', () => {
  test('20,000 cost systems, the same order, in bounded memory', async () => {
    const { lines, kilobytes } = await stream(['costs'], 20_000, (index) =>
      JSON.stringify({ categories: [{ id: 'a', declared: `${index}.00` }] }),
    );
    expect(lines).toHaveLength(20_000);
    expect(lines[12_345]).toBe('{"admitted":{"a":"12345.00"},"total":"12345.00"}');
    expect(kilobytes).toBeLessThan(260_000);
  });

  test('5,000 applications are assessed and funded without being kept', async () => {
    const texts = (
      parse(readFileSync(sample.round, 'utf8'), { merge: true }) as { id: string }[]
    ).map((each) => each);
    const line = (index: number): string =>
      JSON.stringify({ ...texts[index % texts.length], id: `X-${index}`, protocol: index + 1 });
    const words = [sample.call, '--decisions', sample.decisions, '--json'];
    const few = await stream(['fund', ...words], 500, line);
    const many = await stream(['fund', ...words], 5_000, line);
    const answer = JSON.parse(many.lines.join('\n')) as { rows: unknown[] };
    expect(answer.rows).toHaveLength(5_000);
    expect(many.kilobytes).toBeLessThan(few.kilobytes + 120_000);
    const assessed = await stream(['assess', ...words], 2_000, line);
    expect(assessed.lines).toHaveLength(2_000);
  });
});

/** Feeds a command line by line, as fast as it takes them, and measures its memory on the way. */
async function stream(
  words: readonly string[],
  count: number,
  lineOf: (index: number) => string,
): Promise<{ readonly lines: readonly string[]; readonly kilobytes: number }> {
  const child = spawn(process.execPath, [bin, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  let out = '';
  let kilobytes = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const timer = setInterval(() => {
    kilobytes = Math.max(kilobytes, memoryOf(child.pid));
  }, 50);
  for (let index = 0; index < count; index += 1) {
    if (child.stdin.write(`${lineOf(index)}\n`)) continue;
    await new Promise((done) => child.stdin.once('drain', done));
  }
  child.stdin.end();
  const code = await new Promise((done) => child.on('close', done));
  clearInterval(timer);
  expect(code).toBe(0);
  return { lines: out.trim().split('\n'), kilobytes };
}

/** Resident memory where the system tells it; 0 elsewhere. */
function memoryOf(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  if (pid === undefined || !existsSync(file)) return 0;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
}
