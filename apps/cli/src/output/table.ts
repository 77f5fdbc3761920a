import CliTable from 'cli-table3';
import type { Palette } from './palette.ts';
import { escapeControls } from './printable.ts';

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
}

const RULE = '─';
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
  mid: '',
  'mid-mid': '',
};

/** Lines of a table: a faint head, a rule under it, no borders. Cells are escaped; a table without rows is empty. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  palette: Palette,
): string {
  if (rows.length === 0) return '';
  const table = new CliTable({
    head: columns.map(({ title }) => palette('faint', escapeControls(title))),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map(escapeControls)));
  const [head = '', ...body] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return [head, palette('faint', RULE.repeat(table.width)), ...body].join('\n');
}
