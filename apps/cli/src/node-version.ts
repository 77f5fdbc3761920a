/** The oldest Node that runs a user's TypeScript strategy and the SQLite driver. */
const OLDEST: readonly [major: number, minor: number] = [22, 18];

/** One sentence that says what to do where `version` of Node is too old; null where it will do. */
export function nodeVersionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return null;
  return `orderflow needs Node ${OLDEST.join('.')} or later and this is Node ${version}: install a newer Node and run it again`;
}
