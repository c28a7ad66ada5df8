import { setTimeout as sleep } from 'node:timers/promises';
import type { Page as Tab } from 'puppeteer-core';
import { choose, sitDown } from './in-browser.ts';

/** A person in front of a browser window: reads the page, fills in its form, presses what is on it. */
export interface Visitor {
  readonly tab: Tab;
  readonly open: (path: string) => Promise<void>;
  /** What stands on the page. */
  readonly read: () => Promise<string>;
  /** The cells of the table with this caption, row by row without its head. */
  readonly readTable: (caption: string) => Promise<readonly (readonly string[])[]>;
  /** Answers by the name of their field; a set of options has a blank between them. */
  readonly answer: (answers: Readonly<Record<string, string>>) => Promise<void>;
  /** Presses the button or follows the link with these words, and waits for the page behind it. */
  readonly press: (words: string) => Promise<void>;
}

/** People who take turns at one window: each has cookies of their own. */
export function openVisitor(
  tab: Tab,
  { origin, cookies }: { readonly origin: string; readonly cookies: ReadonlyMap<string, string> },
): Visitor {
  return {
    tab,
    open: async (path) => {
      await sitDown(tab.browser(), { origin, cookies });
      let reply = await tab.goto(origin + path);
      // Who is asked to come back in a moment does.
      for (let again = 0; reply?.status() === 503 && again < 20; again += 1) {
        await sleep(500);
        reply = await tab.goto(origin + path);
      }
      if (reply?.status() !== 200) throw new Error(`${path} gave ${reply?.status()}`);
    },
    read: async () => (await tab.$eval('main', (main) => main.innerText)).replaceAll('\u{a0}', ' '),
    readTable: (caption) =>
      tab.$$eval(
        'main table',
        (tables, words) =>
          tables
            .filter((table) => table.caption?.innerText.trim() === words)
            .flatMap((table) => [...(table.tBodies[0]?.rows ?? [])])
            .map((row) => [...row.cells].map((cell) => cell.innerText.trim())),
        caption,
      ),
    answer: async (answers) => {
      for (const [name, value] of Object.entries(answers)) await fillIn(tab, name, value);
    },
    press: (words) => press(tab, words),
  };
}

async function fillIn(tab: Tab, name: string, value: string): Promise<void> {
  const named = `main form[method=post] [name="${name}"]`;
  const kind = await tab.$eval(named, (control) => {
    // Who wants to fill in something that is folded away opens it first.
    const folded = control.closest('details:not([open])');
    folded?.querySelector('summary')?.click();
    return control instanceof HTMLInputElement ? control.type : control.tagName.toLowerCase();
  });
  if (kind === 'radio' || kind === 'checkbox') {
    for (const each of value.split(' ')) await choose(tab, `${named}[value="${each}"]`);
    return;
  }
  if (kind === 'select') {
    await tab.select(named, value);
    return;
  }
  // A field for dates is typed into part by part, in an order that depends on the machine.
  if (kind === 'date') await tab.$eval(named, setValue, value);
  else {
    await tab.$eval(named, setValue, '');
    await tab.type(named, value);
  }
}

function setValue(control: Element, value: string): void {
  (control as HTMLInputElement).value = value;
}

async function press(tab: Tab, words: string): Promise<void> {
  const found = await tab.evaluateHandle(
    (text) =>
      [...document.querySelectorAll<HTMLElement>('main button, main a')].find(
        (each) => each.textContent.trim().replaceAll(/\s+/g, ' ') === text,
      ),
    words,
  );
  const element = found.asElement();
  if (!element) {
    const shown = await tab.$eval('main', (main) => main.innerText);
    throw new Error(`there is no "${words}" on ${tab.url()}, which says:\n${shown}`);
  }
  await element.focus();
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
}
