/** A row's timestamp as the source writes it; empty where it cannot be read. Most are the digits of milliseconds. */
export function timestampTextAt(
  columns: { readonly timestamps: Float64Array; readonly timestampTexts: readonly (string | null)[] },
  row: number,
): string {
  return columns.timestampTexts[row] ?? String(columns.timestamps[row]!);
}
