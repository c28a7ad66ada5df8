// npm run check:api: holds the description that a fresh server serves against the official rules.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fetchRuleset, officialRuleset } from './fetch-ruleset.js';
import { Unreachable } from './unreachable.js';
import { writeServedDescription } from './served-description.js';

const usage = `npm run check:api -- [--ruleset FILE|URL] [--document FILE|URL]
  --ruleset   or BANDOLO_API_RULESET; ${officialRuleset} when left out
  --document  that of a fresh server of this folder when left out
Ends with 0 when no error and no warning is found, 1 when one is, 2 when something could not be reached.`;

const { values: options } = parseArgs({
  options: {
    ruleset: { type: 'string', default: process.env.BANDOLO_API_RULESET ?? officialRuleset },
    document: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const levels = ['errors', 'warnings', 'informations', 'hints'];

if (options.help) console.log(usage);
else {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-api-check-'));
  try {
    process.exitCode = await check(folder);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives the exit code. */
async function check(folder) {
  const ruleset = await fetchRuleset(options.ruleset, folder);
  const document = join(folder, 'openapi.json');
  await writeServedDescription(options.document, document, folder);
  const found = lint(document, ruleset, join(folder, 'found.json'));
  for (const { severity, code, path, message } of found)
    if (severity < 2) console.log(`${levels[severity]}  ${code}  ${path.join('/')}\n  ${message}`);
  for (const [code, count] of countByCode(found.filter(({ severity }) => severity >= 2)))
    console.log(`only noted: ${code} ${count} times`);
  const counts = levels.map((name, level) => {
    return `${found.filter(({ severity }) => severity === level).length} ${name}`;
  });
  console.log(`${counts.join(', ')} by ${options.ruleset}`);
  return found.some(({ severity }) => severity < 2) ? 1 : 0;
}

function lint(document, ruleset, output) {
  const spectral = fileURLToPath(
    new URL('node_modules/@stoplight/spectral-cli/dist/index.js', import.meta.url),
  );
  const args = ['lint', document, '-r', ruleset, '-f', 'json', '-o', output, '-q'];
  const { status, stderr } = spawnSync(process.execPath, [spectral, ...args], { encoding: 'utf8' });
  // 1 says that something was found, which is in the output.
  if (status !== 0 && status !== 1) throw new Unreachable(`the rules cannot be run: ${stderr}`);
  return JSON.parse(readFileSync(output, 'utf8'));
}

function countByCode(found) {
  const counts = new Map();
  for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
