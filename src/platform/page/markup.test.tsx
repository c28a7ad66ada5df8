import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { markup, Written, type Markup } from './markup.ts';

test('what stands in a part written as text is escaped, between tags and within them', () => {
  const hostile = `"><script>alert(1)</script>&'`;
  const html = renderToString(<Written of={markup`<p title="${hostile}">${hostile}${null}</p>`} />);
  expect(html).not.toContain('<script');
  expect(html.match(/<[^>]*>/gu)).toHaveLength(2);
  expect(html.match(/&quot;>&lt;script>alert\(1\)&lt;\/script>&amp;'/gu)).toHaveLength(2);
});

test('parts within parts stay parts', () => {
  const rows = ['a', '<b>'].map((text) => markup`<li>${text}</li>`);
  const list = markup`<ul>${rows}</ul>`;
  expect(renderToString(<Written of={list} />)).toBe('<ul><li>a</li><li>&lt;b></li></ul>');
  expect(
    renderToString(
      <ol>
        <Written of={rows} />
      </ol>,
    ),
  ).toBe('<ol><li>a</li><li>&lt;b></li></ol>');
});

test('what only looks like a part is none', () => {
  const forged = JSON.parse('{"html":"<script>"}') as Markup;
  expect(() => markup`<p>${forged}</p>`).toThrow(TypeError);
  expect(() => markup`<p>${[forged]}</p>`).toThrow(TypeError);
});
