import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { programmeSchemaFile } from './index.ts';

test('the written schema of a programme is up to date', () => {
  const { name, text } = programmeSchemaFile();
  const written = readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8');
  expect(written, 'write it again with `bandolo schema`').toBe(text);
  expect(JSON.parse(text)).toMatchObject({ type: 'object', additionalProperties: false });
});
