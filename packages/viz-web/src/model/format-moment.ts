const FINE_MS = 10_000;

/** A moment in full: `2025-07-01 12:00:00 UTC`. */
export function formatMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A length of time in its two largest units: `1h 20m`, `4.2 s`. */
export function formatDuration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1000) return `${Math.round(size)} ms`;
  if (size < 60_000) return `${(size / 1000).toFixed(size < FINE_MS ? 2 : 0)} s`;
  const minutes = Math.floor(size / 60_000);
  if (minutes < 60) return `${minutes}m ${Math.floor((size % 60_000) / 1000)}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h ${minutes % 60}m` : `${Math.floor(hours / 24)}d ${hours % 24}h`;
}
