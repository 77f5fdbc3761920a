/** What a measure found: a line of words, and rows of figures. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** All figures behind the rows, for the JSON file. */
  readonly details?: object;
}

/** The table as text; numbers stand to the right. */
export function renderTable({ title, columns, rows }: Table): string {
  const texts = [columns, ...rows].map((cells) => cells.map(String));
  const widths = columns.map((_, column) => Math.max(...texts.map((cells) => cells[column]!.length)));
  const lines = texts.map((cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  return `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
