/** Spaces between two columns. */
const GAP = 2;
/** Shorter texts say nothing. */
const LEAST = 12;

/** Rows of cells, of which the longest columns are cut in the middle until a line has at most `width` characters. */
export function fitColumns(rows: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  let excess = widths.reduce((sum, one) => sum + one + GAP, -GAP) - width;
  while (excess > 0) {
    const longest = widths.indexOf(Math.max(...widths));
    if (widths[longest]! <= LEAST) break;
    widths[longest]!--;
    excess--;
  }
  return rows.map((row) => row.map((cell, column) => cutMiddle(cell, widths[column]!)));
}

/** A text of at most so many characters: texts of a kind often differ at their end. */
function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.ceil((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}\u2026${text.slice(text.length - end)}`;
}
