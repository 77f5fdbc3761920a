/** Markup that is safe to put in a page as it is. */
export class Html {
  readonly markup: string;

  /** `markup` must be safe already: make it with the `html` tag. */
  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in an `html` template: text is escaped, markup is not, null is nothing. */
export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/** Control characters that HTML does not allow, and marks that reorder what follows. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup from a template whose values are escaped, so that no name from a file can become an element. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(render)));
}

/** Text as HTML. */
function escapeHtml(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function render(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeHtml(value);
  return typeof value === 'number' ? String(value) : value.map(render).join('');
}
