import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyInput, Page } from 'puppeteer-core';

interface Stop {
  /** Its place in the order of the page; -1 when nothing of the page has the focus. */
  readonly place: number;
  readonly isThere: boolean;
  /** Whether it stands before what had the focus before it, wherever that is now. */
  readonly isBack: boolean;
  readonly isSeen: boolean;
  readonly label: string;
}

const stopsMax = 600;

/** Somebody in front of a page without a mouse; whatever has the focus must be seen, and be where it is expected. */
export class Keyboard {
  readonly page: Page;
  #last = -1;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the top of the page, as after it was loaded. */
  restart(): void {
    this.#last = -1;
  }

  /** Presses Tab until that element has the focus. */
  async tabTo(selector: string): Promise<void> {
    if ((await this.page.$(selector)) === null) throw new Error(`there is no ${selector}`);
    for (let count = 0; count < stopsMax; count += 1) {
      const stop = await this.#tab(selector);
      if (stop.isThere) return;
    }
    throw new Error(`Tab does not lead to ${selector}`);
  }

  /** Once through the whole page; gives how many stops there are. */
  async walk(): Promise<number> {
    for (let count = 0; count < stopsMax; count += 1) {
      const before = this.#last;
      const stop = await this.#tab();
      if (stop.place < 0 || stop.place < before) {
        this.restart();
        return count;
      }
    }
    throw new Error('Tab never comes to the end of the page');
  }

  async #tab(selector?: string): Promise<Stop> {
    await this.page.keyboard.press('Tab');
    let stop = await this.page.evaluate(lookAtFocus, selector);
    // A page may take a moment to scroll to what has the focus.
    for (let wait = 0; wait < 20 && stop.place >= 0 && !stop.isSeen; wait += 1) {
      await sleep(50);
      stop = await this.page.evaluate(lookAtFocus, selector);
    }
    if (stop.place >= 0 && !stop.isSeen) throw new Error(`the focus is not seen: ${stop.label}`);
    if (selector !== undefined && stop.isBack && this.#last >= 0)
      throw new Error(`Tab went back to ${stop.label}`);
    this.#last = stop.place;
    await this.page.evaluate(markFocus);
    return stop;
  }

  async press(key: KeyInput): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Presses Enter where it leads to another page. */
  async go(selector: string): Promise<void> {
    await this.tabTo(selector);
    await Promise.all([this.page.waitForNavigation(), this.press('Enter')]);
    this.restart();
  }

  async type(id: string, text: string, value = text): Promise<void> {
    await this.#unfold(id);
    await this.tabTo(`[id="${id}"]`);
    await this.page.keyboard.type(text);
    await this.#mustHold(id, value);
  }

  /** Chooses one of several with the arrows, or with the space bar where none is chosen. */
  async choose(name: string, id: string): Promise<void> {
    await this.tabTo(`input[name="${name}"]`);
    for (let count = 0; count < 20; count += 1) {
      const isThere = await this.page.evaluate(
        (wanted) => document.activeElement?.id === wanted,
        id,
      );
      if (isThere) break;
      await this.press('ArrowDown');
    }
    await this.press('Space');
    await this.#mustBeChosen(id);
  }

  async tick(id: string): Promise<void> {
    await this.tabTo(`[id="${id}"]`);
    await this.press('Space');
    await this.#mustBeChosen(id);
  }

  async select(id: string, text: string, value: string): Promise<void> {
    await this.tabTo(`[id="${id}"]`);
    await this.page.keyboard.type(text);
    await this.#mustHold(id, value);
  }

  /** Opens what an element is folded into, from the outside in. */
  async #unfold(id: string): Promise<void> {
    for (;;) {
      const isFolded = await this.page.$eval(`[id="${id}"]`, (element) => {
        const folded: Element[] = [];
        for (
          let at = element.closest('details');
          at;
          at = at.parentElement?.closest('details') ?? null
        )
          if (!at.open) folded.push(at);
        folded.at(-1)?.querySelector('summary')?.setAttribute('data-to-unfold', '');
        return folded.length > 0;
      });
      if (!isFolded) return;
      await this.tabTo('summary[data-to-unfold]');
      await this.press('Enter');
      await this.page.$eval('[data-to-unfold]', (summary) =>
        summary.removeAttribute('data-to-unfold'),
      );
    }
  }

  async #mustHold(id: string, value: string): Promise<void> {
    const held = await this.page.$eval(
      `[id="${id}"]`,
      (input) => (input as { value?: string }).value,
    );
    if (held !== value) throw new Error(`${id} holds ${held} and not ${value}`);
  }

  async #mustBeChosen(id: string): Promise<void> {
    const isChosen = await this.page.$eval(
      `[id="${id}"]`,
      (input) => (input as { checked?: boolean }).checked,
    );
    if (isChosen !== true) throw new Error(`${id} is not chosen`);
  }
}

/** In the page: what Tab should go on from. */
function markFocus(): void {
  document.querySelector('[data-had-focus]')?.removeAttribute('data-had-focus');
  document.activeElement?.setAttribute('data-had-focus', '');
}

/** In the page: what has the focus, and whether one can see that it has. */
function lookAtFocus(selector?: string): Stop {
  const active = document.activeElement;
  if (active === null || active === document.body)
    return { place: -1, isThere: false, isBack: false, isSeen: false, label: 'the page' };
  const look = (element: Element | null): boolean => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  };
  const before = document.querySelector('[data-had-focus]');
  const isBack =
    before !== null &&
    (active.compareDocumentPosition(before) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const { width, height, top, bottom } = active.getBoundingClientRect();
  const isOnScreen = width > 0 && height > 0 && bottom > 0 && top < innerHeight;
  const isMarked = look(active) || look(active.parentElement) || look(active.nextElementSibling);
  const name = active.id === '' ? (active.textContent ?? '').trim().slice(0, 40) : active.id;
  return {
    place: [...document.querySelectorAll('*')].indexOf(active),
    isThere: selector !== undefined && active.matches(selector),
    isBack,
    isSeen: isOnScreen && isMarked,
    label: `${active.tagName.toLowerCase()} ${name} ${isOnScreen ? '' : 'off the screen'} ${isMarked ? '' : 'not marked'}`,
  };
}
