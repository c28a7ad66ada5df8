// Puts what browsers are given into dist/assets: one style sheet, the fonts, the scripts, the icons.
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBrowser } from './bundle-browser.js';
import { newestIn } from './newest-in.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'assets');
const scriptSources = ['browser', 'engine'].map((name) => join(root, 'src', name));
const target = join(root, 'dist', 'assets');
const press = join(root, 'dist', 'pdf');
const system = dirname(fileURLToPath(import.meta.resolve('bootstrap-italia/package.json')));

const fonts = {
  'titillium-web-400.woff2': 'titillium-web-v10-latin-ext_latin-regular.woff2',
  'titillium-web-600.woff2': 'titillium-web-v10-latin-ext_latin-600.woff2',
  'titillium-web-700.woff2': 'titillium-web-v10-latin-ext_latin-700.woff2',
  'roboto-mono-400.woff2': 'roboto-mono-v13-latin-ext_latin-regular.woff2',
};

/** What documents to be kept are set in; they carry their fonts inside. */
const pressFonts = [
  'Titillium_Web/titillium-web-v10-latin-ext_latin-regular.ttf',
  'Titillium_Web/titillium-web-v10-latin-ext_latin-600.ttf',
  'Titillium_Web/titillium-web-v10-latin-ext_latin-700.ttf',
  'Roboto_Mono/roboto-mono-v13-latin-ext_latin-regular.ttf',
];

// In this order: later ones use what earlier ones define.
const parts = [
  'base/version',
  'base/functions',
  'base/variables',
  'base/mixins',
  'base/maps',
  'base/utilities',
  'base/root',
  'base/reboot',
  'base/containers',
  'base/helpers',
  'utilities/focus',
  'utilities/icons',
  'components/nav',
  'components/navbar',
  'components/headerslim',
  'components/headercenter',
  'components/header',
  'components/type',
  'components/grid',
  'components/breadcrumb',
  'components/buttons',
  'components/font',
  'components/skiplinks',
  'forms/form-check',
  'components/list',
  'components/footer',
  'base/utilities/api',
];

/** Builds them unless they are newer than what they are made of. */
export async function buildAssets() {
  if (isCurrent()) return;
  mkdirSync(target, { recursive: true });
  mkdirSync(press, { recursive: true });
  for (const name of pressFonts)
    write(basename(name), readFileSync(join(system, 'dist', 'fonts', name)), press);
  write('document.typ', readFileSync(join(source, 'document.typ')), press);
  for (const name of readdirSync(source).filter((each) => extname(each) === '.svg'))
    write(name, readFileSync(join(source, name)));
  await writeScripts();
  for (const [name, original] of Object.entries(fonts)) write(name, readFont(original));
  write('bootstrap-italia.LICENSE', licence());
  // Fonts are given away with their licence, as it asks.
  write('titillium-web.LICENSE', readLicence('Titillium_Web/OFL.txt'));
  write('roboto-mono.LICENSE', readLicence('Roboto_Mono/LICENSE.txt'));
  // Last, because its age says that all the others are there.
  write('bandolo.css', await compileStyle());
}

function isCurrent() {
  const built = statSync(join(target, 'bandolo.css'), { throwIfNoEntry: false });
  const isOlder = (path) => statSync(path).mtimeMs < built.mtimeMs;
  return (
    built !== undefined &&
    [source, ...scriptSources].every((folder) => newestIn(folder) < built.mtimeMs) &&
    isOlder(fileURLToPath(import.meta.url)) &&
    isOlder(join(root, 'scripts', 'bundle-browser.js')) &&
    isOlder(join(root, 'package.json'))
  );
}

/** Those of an earlier build that are no longer made would still be served. */
async function writeScripts() {
  const scripts = new Map(await bundleBrowser(root));
  for (const [name, code] of scripts) write(name, code);
  for (const name of readdirSync(target))
    if (extname(name) === '.js' && !scripts.has(name)) rmSync(join(target, name), { force: true });
}

/** The design system stands in a layer, so that whatever our own sheet says goes first. */
async function compileStyle() {
  const sass = await import('sass');
  const options = { style: 'compressed', charset: false };
  const imports = parts.map((part) => `@import 'bootstrap-italia/src/scss/${part}';`).join('\n');
  const shell = sass.compileString(imports, {
    ...options,
    loadPaths: [dirname(system)],
    quietDeps: true,
    silenceDeprecations: ['import'],
  });
  const own = ['fonts.css', 'bandolo.css']
    .map((name) => readFileSync(join(source, name), 'utf8'))
    .join('\n');
  const { css } = sass.compileString(own, { ...options, syntax: 'css' });
  const notice = `/*! In its layer: bootstrap-italia, BSD-3-Clause, ${firstLine(licence())} */`;
  return `${notice}\n@layer bootstrap-italia{${shell.css}}\n${css}\n`;
}

function licence() {
  return readFileSync(join(system, 'LICENSE'), 'utf8');
}

function firstLine(text) {
  return text.slice(0, text.indexOf('\n')).trim();
}

function readFont(name) {
  const family = name.startsWith('titillium') ? 'Titillium_Web' : 'Roboto_Mono';
  return readFileSync(join(system, 'dist', 'fonts', family, name));
}

function readLicence(name) {
  return readFileSync(join(system, 'dist', 'fonts', name));
}

/** Whole or not at all, since several programs may build at once. */
function write(name, content, folder = target) {
  const path = join(folder, name);
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, content);
  renameSync(partial, path);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssets();
