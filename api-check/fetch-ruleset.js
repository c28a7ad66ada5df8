import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unreachable } from './unreachable.js';

/** AGPL-3.0, so it is fetched and not kept here. */
export const officialRuleset =
  'https://github.com/italia/api-oas-checker-rules/releases/latest/download/spectral.yml';

const isUrl = (place) => /^https?:\/\//.test(place);

/** Copies a ruleset and the functions it names into the folder, and gives its path there. */
export async function fetchRuleset(place, folder) {
  const ruleset = join(folder, 'ruleset.yml');
  const text = await read(place);
  if (!/^rules:/m.test(text)) throw new Unreachable(`${place} is no ruleset: it has no rules.`);
  writeFileSync(ruleset, text);
  for (const name of functionsOf(text)) await copyFunction(place, name, folder);
  return ruleset;
}

/** Names of the functions of its own that a ruleset uses, written as a list or in brackets. */
function functionsOf(text) {
  const block = /^functions:\s*(\[[^\]]*\]|(?:\n\s*-\s*\S+)+)/m.exec(text)?.[1] ?? '';
  return block.match(/[A-Za-z]\w+/g) ?? [];
}

async function copyFunction(place, name, folder) {
  mkdirSync(join(folder, 'functions'), { recursive: true });
  const target = join(folder, 'functions', `${name}.js`);
  for (const beside of [`functions/${name}.js`, `${name}.js`]) {
    if (!isUrl(place)) {
      const source = join(dirname(place), beside);
      if (existsSync(source)) return copyFileSync(source, target);
    } else {
      const reply = await fetch(new URL(beside, place)).catch(() => undefined);
      if (reply?.ok) return writeFileSync(target, await reply.text());
    }
  }
  throw new Unreachable(
    `${place} needs the function ${name}, which is not beside it: give a folder that has functions/${name}.js.`,
  );
}

async function read(place) {
  if (!isUrl(place)) {
    if (!existsSync(place)) throw new Unreachable(`${place} is not there.`);
    return readFileSync(place, 'utf8');
  }
  try {
    const reply = await fetch(place);
    if (reply.ok) return await reply.text();
    throw new Unreachable(`${place} answers ${reply.status}.`);
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Unreachable(
      `${place} cannot be reached from here (${error.cause?.code ?? error.message}).`,
    );
  }
}
