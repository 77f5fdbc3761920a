import { type Html, type HtmlValue, html } from './html.ts';

/** A column of a table. */
export interface TableColumn {
  readonly title: string;
  /** What its cells hold; text by default. */
  readonly kind?: 'number' | 'time' | 'wide';
}

/** A table in a box that scrolls by itself; the first cell of a row is its head. */
export function renderTable(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly HtmlValue[])[],
): Html {
  const heads = columns.map(({ title, kind }) => html`<th scope="col" class="${kind ?? 'text'}">${title}</th>`);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((row) => renderRow(columns, row))}</tbody></table></div>`;
}

function renderRow(columns: readonly TableColumn[], row: readonly HtmlValue[]): Html {
  const cells = row.map((value, index) => {
    const kind = columns[index]?.kind ?? 'text';
    return index === 0 ? html`<th scope="row" class="${kind}">${value}</th>` : html`<td class="${kind}">${value}</td>`;
  });
  return html`<tr>${cells}</tr>
`;
}
