/** What was thrown, in words. */
export function failureText(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
