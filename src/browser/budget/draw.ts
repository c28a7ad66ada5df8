import type { LiveFigures } from '../../engine/index.ts';
import type { Declared } from './figures.ts';
import type { PageData } from './page-data.ts';
import { moneyText } from './read-form.ts';

interface Amount {
  readonly low: number;
  readonly high: number;
}

const unknown: Amount = { low: 0, high: Number.POSITIVE_INFINITY };

/** Puts new figures into the page: every amount, bar and remark that the server wrote for the old ones. */
export class Drawing {
  readonly #data: PageData;
  readonly #open: HTMLTemplateElement | null;
  readonly #bite: HTMLTemplateElement | null;
  readonly #spots = new Map<string, HTMLElement[]>();

  constructor(data: PageData, carrier: HTMLElement) {
    this.#data = data;
    this.#open = carrier.querySelector('template[data-open]');
    this.#bite = carrier.querySelector('template[data-bite]');
    for (const spot of document.querySelectorAll<HTMLElement>('[data-figure]')) {
      const name = spot.dataset['figure'] ?? '';
      this.#spots.set(name, [...(this.#spots.get(name) ?? []), spot]);
    }
  }

  draw({ costs, grant }: LiveFigures, declared: Declared): void {
    const { rules } = this.#data;
    this.#amount('declared', costs.declaredTotal);
    this.#amount('total', costs.total);
    const max = Math.max(
      1,
      ...costs.declared.map(({ low }) => low),
      ...costs.admitted.flatMap(endsOf),
    );
    const cuts = rules.categories.map(({ id, isFlat }, index) => {
      const [own, admitted] = [costs.declared[index] ?? unknown, costs.admitted[index] ?? unknown];
      const cut = isFlat ? 0 : lessBy(own, admitted);
      if (!isFlat) this.#amount(`declared in ${id}`, own);
      this.#amount(`admitted in ${id}`, admitted);
      this.#bar(`admitted in ${id}`, admitted, cut, max);
      const mark = document.querySelector<HTMLElement>(`[data-limited="${CSS.escape(id)}"]`);
      if (mark) mark.hidden = cut <= 0;
      return { id, cut };
    });
    this.#grant({ costs, grant }, cuts);
    this.#shares(grant, declared);
  }

  /** From what is declared to the grant: bars on one scale, with what lies between them. */
  #grant(
    { costs, grant }: LiveFigures,
    cuts: readonly { readonly id: string; readonly cut: number }[],
  ): void {
    const { words, rules, labels } = this.#data;
    const { declaredTotal, total } = costs;
    const byRate = document.querySelector('[data-bar=byRate]') ? grant?.byRate : undefined;
    const ends = [declaredTotal, total, ...(byRate ? [byRate] : [])].flatMap(endsOf);
    const max = Math.max(1, ...ends);
    const cut = cuts.reduce((sum, each) => sum + each.cut, 0);
    const flats = rules.categories.reduce((sum, { isFlat }, index) => {
      const { low, high } = costs.admitted[index] ?? unknown;
      return isFlat && low === high ? sum + low : sum;
    }, 0);
    const over = byRate && grant ? lessBy(byRate, grant.amount) : 0;
    this.#bar('declared', declaredTotal, cut, max);
    this.#bar('total', total, 0, max);
    this.#gap('declared', [
      ...(cut > 0 ? [strong(`− ${this.#money(cut)} `, 'cutc'), words.overLimits] : []),
      ...(cut > 0 && flats > 0 ? [' · '] : []),
      ...(flats > 0 ? [strong(`+ ${this.#money(flats)} `), words.flats] : []),
    ]);
    const isKnown = grant && isExact(grant.amount) && isExact(total);
    const own = isKnown ? this.#money(total.low - grant.amount.low) : '';
    this.#gap('total', isKnown ? [words.own.replace('{0}', own)] : []);
    if (byRate) {
      this.#amount('byRate', byRate);
      this.#bar('byRate', byRate, over, max);
      this.#gap(
        'byRate',
        over > 0 ? [strong(`− ${this.#money(over)} `, 'cutc'), words.overCeiling] : [],
      );
    }
    if (grant) {
      this.#amount('grant', grant.amount);
      this.#bar('grant', grant.amount, 0, max);
    }
    this.#bites([
      ...cuts
        .filter((each) => each.cut > 0)
        .map((each) => [labels[each.id] ?? each.id, words.capped, each.cut] as const),
      ...(over > 0 ? [[words.ceiling, words.lower, over] as const] : []),
    ]);
  }

  #shares(grant: LiveFigures['grant'], { partners }: Declared): void {
    const shares = new Map(grant?.shares?.map((share) => [share.partner, share]));
    for (const { id } of this.#data.rules.partners) {
      let [low, high] = [0, 0];
      for (const [least, most] of Object.values(partners[id] ?? {})) {
        low += least;
        high += most ?? Number.POSITIVE_INFINITY;
      }
      this.#amount(`declared by ${id}`, { low, high });
      const share = shares.get(id);
      this.#amount(`admitted of ${id}`, share ? exactly(share.admitted) : unknown);
      this.#amount(`share of ${id}`, share ? exactly(share.amount) : unknown);
    }
  }

  #amount(name: string, { low, high }: Amount): void {
    for (const spot of this.#spots.get(name) ?? []) {
      const isBare = 'bare' in spot.dataset;
      if (low === high) {
        const text = moneyText(low, this.#data.language, isBare);
        const shown = spot.firstElementChild;
        if (shown?.className === 'bd-num') {
          if (shown.textContent !== text) shown.textContent = text;
        } else spot.replaceChildren(element('span', 'bd-num', text));
      } else this.#stretch(spot, low, high, isBare);
    }
  }

  #stretch(spot: HTMLElement, low: number, high: number, isBare: boolean): void {
    const { words } = this.#data;
    const [from, to] = [low, high].map((each) =>
      Number.isFinite(each) ? moneyText(each, this.#data.language, isBare) : '',
    );
    const text = Number.isFinite(high)
      ? words.between.replace('{0}', from ?? '').replace('{1}', to ?? '')
      : low === 0
        ? words.notKnown
        : words.atLeast.replace('{0}', from ?? '');
    const tag = this.#open?.content.cloneNode(true).lastChild ?? element('span', 'bd-tag open', '');
    tag.lastChild?.replaceWith(text);
    spot.replaceChildren(tag);
  }

  #bar(name: string, { low, high }: Amount, cut: number, max: number): void {
    const picture = document.querySelector<SVGElement>(`[data-bar="${CSS.escape(name)}"]`);
    if (!picture) return;
    const kept = name === 'declared' || name === 'byRate' ? cut : 0;
    const [from, end] = [low - kept, (Number.isFinite(high) ? high : max) - kept];
    const percent = (cents: number): string =>
      `${Math.round((Math.min(cents, max) * 10_000) / max) / 100}%`;
    const [full, ...others] = picture.querySelectorAll('rect');
    full?.setAttribute('width', percent(from));
    for (const each of others) each.remove();
    const add = (width: number, fill: string): void => {
      const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      rect.setAttribute('x', percent(from));
      rect.setAttribute('width', percent(width));
      rect.setAttribute('height', picture.getAttribute('height') ?? '');
      rect.setAttribute('fill', fill);
      picture.append(rect);
    };
    if (end > from) add(end - from, 'url(#hatch-open)');
    if (cut > 0) add(cut, 'url(#hatch-cut)');
  }

  #gap(name: string, content: readonly (string | Node)[]): void {
    document.querySelector(`[data-gap=${name}]`)?.replaceChildren(...content);
  }

  #bites(bites: readonly (readonly [label: string, sentence: string, cents: number])[]): void {
    const rows = bites.map(([label, sentence, cents]) => {
      const row = this.#bite?.content.cloneNode(true) as DocumentFragment;
      row.querySelector('b')?.replaceChildren(label);
      row
        .querySelector('b')
        ?.parentElement?.lastChild?.replaceWith(`: ${sentence.replace('{0}', this.#money(cents))}`);
      return row;
    });
    document.querySelector('[data-bites]')?.replaceChildren(...rows);
  }

  #money(cents: number): string {
    return moneyText(cents, this.#data.language, false);
  }
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function strong(text: string, className = ''): HTMLElement {
  return element('b', className, text);
}

function exactly(cents: number): Amount {
  return { low: cents, high: cents };
}

function isExact({ low, high }: Amount): boolean {
  return low === high;
}

function endsOf({ low, high }: Amount): readonly number[] {
  return Number.isFinite(high) ? [low, high] : [low];
}

function lessBy(from: Amount, to: Amount): number {
  return isExact(from) && isExact(to) ? Math.max(0, from.low - to.low) : 0;
}
