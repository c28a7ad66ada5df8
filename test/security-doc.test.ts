import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');

interface Line {
  readonly number: string;
  readonly level: string;
  readonly requirement: string;
  readonly state: string;
  readonly reason: string;
}

const lines: readonly Line[] = page
  .split('\n')
  .map((text) => text.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^\d+\.\d+\.\d+$/.test(cells[1] ?? ''))
  .map(([, number = '', level = '', requirement = '', state = '', reason = '']) => ({
    number,
    level,
    requirement,
    state,
    reason,
  }));

const states = ['met', 'partly', 'not met', 'operator', 'n/a'];

/** What is written as code and looks like a file or folder of the repository. */
function filesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)]
    .map(([, code = '']) => code)
    .filter((code) => /^[\w.-]+(?:\/[\w.-]+)*$/.test(code) && /[./]/.test(code));
}

describe('the page about security', () => {
  test('goes through all chapters, each requirement once', () => {
    const numbers = lines.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(240);
    const chapters = new Set(numbers.map((number) => Number(number.split('.')[0])));
    expect([...chapters]).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  });

  test.each(lines)('$number $state', ({ level, requirement, state, reason }) => {
    expect(['1', '2']).toContain(level);
    expect(states).toContain(state);
    expect(requirement).not.toBe('');
    expect(reason).not.toBe('');
    for (const file of filesIn(reason)) expect(existsSync(file), file).toBe(true);
  });

  test('proves what it says is met: nearly all of it with a test that runs', () => {
    const met = lines.filter(({ state }) => state === 'met');
    const tested = met.filter(({ reason }) => /\.test\.tsx?/.test(reason));
    expect(
      met.filter(({ reason }) => filesIn(reason).length === 0).map(({ number }) => number),
    ).toEqual(['5.4.1']);
    expect(tested.length / met.length).toBeGreaterThan(0.8);
  });

  test('names files that exist, also outside its tables', () => {
    const files = filesIn(page).filter((file) => /\.(?:test\.tsx?|md|json|yml)$/.test(file));
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});
