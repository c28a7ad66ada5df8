import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { markup } from './markup.ts';

test('what stands in a part written as text is escaped, between tags and within them', () => {
  const hostile = `"><script>alert(1)</script>&'`;
  const part = markup`<p title="${hostile}">${hostile}${null}</p>`;
  const html = renderToString(part);
  expect(html).not.toContain('<script');
  expect(html.match(/<[^>]*>/gu)).toHaveLength(2);
  expect(html.match(/&quot;>&lt;script>alert\(1\)&lt;\/script>&amp;'/gu)).toHaveLength(2);
});

test('parts within parts stay parts', () => {
  const rows = ['a', '<b>'].map((text) => markup`<li>${text}</li>`);
  expect(renderToString(markup`<ul>${rows}</ul>`)).toBe('<ul><li>a</li><li>&lt;b></li></ul>');
});
