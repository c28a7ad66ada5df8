import type { Language } from '../../platform/page/index.ts';
import type { ListedAct } from './queries.ts';
import { publicationWords } from './words.ts';

export interface AtomAsked {
  readonly title: string;
  /** The address of the feed itself, and of the page that shows the same. */
  readonly self: string;
  readonly page: string;
  readonly acts: readonly ListedAct[];
  readonly language: Language;
  readonly publicUrl: string;
  /** Of the feed while it has no entry. */
  readonly updated: Date;
}

/** Published acts as a feed (RFC 4287). An entry keeps its id for ever: the permanent address of the act. */
export function atomFeed(asked: AtomAsked): string {
  const { title, self, page, acts, language, publicUrl, updated } = asked;
  const latest = acts[0]?.publishedAt ?? updated;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<title>${xmlText(title)}</title>`,
    `<id>${xmlText(publicUrl + self)}</id>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(publicUrl + self)}"/>`,
    `<link rel="alternate" type="text/html" href="${xmlText(publicUrl + page)}"/>`,
    `<updated>${latest.toISOString()}</updated>`,
    ...acts.map((act) => entryOf(act, language, publicUrl)),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(act: ListedAct, language: Language, publicUrl: string): string {
  const words = publicationWords[language];
  const address = xmlText(`${publicUrl}/calls/${act.slug}/results/${act.number}`);
  const mark = act.mode === 'live' ? '' : '[rehearsal] ';
  return [
    '<entry>',
    `<title>${xmlText(`${mark}${act.title}`)}</title>`,
    `<id>${address}</id>`,
    `<link rel="alternate" type="text/html" href="${address}"/>`,
    `<link rel="enclosure" type="text/csv" href="${address}.csv"/>`,
    `<updated>${act.publishedAt.toISOString()}</updated>`,
    `<published>${act.publishedAt.toISOString()}</published>`,
    `<author><name>${xmlText(act.bodyName)}</name></author>`,
    `<category term="${act.kind}" label="${xmlText(words.kinds[act.kind])}"/>`,
    `<summary>${xmlText(`${act.callTitle[language]}. ${words.kinds[act.kind]}`)}</summary>`,
    '</entry>',
  ].join('\n');
}

/** Text between tags or in quotes; characters that XML does not have are left out. */
export function xmlText(text: string): string {
  const marks: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return (
    text
      // oxlint-disable-next-line no-control-regex -- that is what is left out
      .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark)
  );
}
