import type { VNode } from 'preact';
import { formatDay, formatInstant, usePage, useWords } from '../../platform/page/index.ts';
import { stateOf, type Term } from '../term.ts';
import { catalogueWords } from './words.ts';

interface Bar {
  /** Shares of the width, from 0 to 100. */
  readonly opens: number;
  readonly closes: number;
  readonly today: number;
}

/** When applications are received, as a line on which today stands. */
export function WindowBar({
  term,
  publishedAt,
  at,
}: {
  readonly term: Term;
  readonly publishedAt: Date;
  readonly at: Date;
}): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  const state = stateOf(term, at);
  const { opens, closes, today } = barOf(term, { publishedAt, at });
  const from =
    state === 'upcoming'
      ? words.opens(formatInstant(term.opensAt, language))
      : words.opened(formatDay(term.opensAt, language));
  const until = (state === 'closed' ? words.closed : words.closes)(
    term.closesAt === null ? '' : formatInstant(term.closesAt, language),
  );
  const to = term.closesAt === null ? words.noEnd : until;
  const passed = Math.min(Math.max(today, opens), closes);
  return (
    <div class={`bd-win ${state}`}>
      <svg
        class="bd-win-bar"
        height="18"
        role="img"
        aria-label={words.window(from, to, formatDay(at, language))}
      >
        <line class="rest" x1="0" x2="100%" y1="9" y2="9" />
        <line class="whole" x1={`${opens}%`} x2={`${closes}%`} y1="9" y2="9" />
        <line class="passed" x1={`${opens}%`} x2={`${passed}%`} y1="9" y2="9" />
        <circle cx={`${today}%`} cy="9" r="7" />
      </svg>
      <div class="bd-win-l" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
}

/** True to scale, but for what would be too thin to see or would touch the ends. */
function barOf(
  { opensAt, closesAt }: Term,
  { publishedAt, at }: { readonly publishedAt: Date; readonly at: Date },
): Bar {
  const [opens, now] = [opensAt.getTime(), at.getTime()];
  if (closesAt === null) {
    if (now < opens) return { opens: 40, closes: 100, today: 15 };
    return { opens: 0, closes: 100, today: 80 };
  }
  const closes = closesAt.getTime();
  const start = Math.min(opens, Math.max(publishedAt.getTime(), now - (closes - opens)), now);
  const end = Math.max(closes, now);
  const place = (time: number): number =>
    end === start ? 0 : Math.round((1000 * (time - start)) / (end - start)) / 10;
  return {
    opens: place(opens),
    closes: Math.max(place(closes), place(opens) + 4),
    today: Math.min(97, Math.max(2, place(now))),
  };
}
