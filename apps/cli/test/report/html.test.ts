import { describe, expect, it } from 'vitest';
import { html } from '../../src/report/html.ts';

describe('html', () => {
  it('escapes every value', () => {
    expect(html`<p title="${'"><script>'}">${"<b>&'"}</p>`.markup).toBe(
      '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;</p>',
    );
  });

  it('keeps markup, joins lists and drops null', () => {
    expect(html`<ul>${['<', '>'].map((name) => html`<li>${name}</li>`)}${null}${7}</ul>`.markup).toBe(
      '<ul><li>&lt;</li><li>&gt;</li>7</ul>',
    );
  });

  it('replaces characters that a page must not hold', () => {
    expect(html`${'a\u0000b\u202ec'}`.markup).toBe('a\ufffdb\ufffdc');
  });
});
