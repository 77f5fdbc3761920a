import { countOf } from './count-text.ts';

/** Rows of one table that cannot be used for one reason. */
interface RowProblems {
  readonly table: string;
  readonly reason: string;
  readonly rows: number;
  readonly exampleRowId: number;
}

/** `2 bad rows of “book”: unreadable levels, such as row 17`. */
export function badRowText({ table, reason, rows, exampleRowId }: RowProblems): string {
  return `${countOf(rows, 'bad row')} of “${table}”: ${reason.replaceAll('-', ' ')}, such as row ${exampleRowId}`;
}
