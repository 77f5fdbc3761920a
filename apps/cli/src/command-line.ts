/** Flags that would begin anew what should go on. */
const RESTARTING = new Set(['--force', '-f']);
const SAFE_WORD = /^[\w@%+=:,./-]+$/;

/** The command that goes on where these arguments stopped, as the user would type it. */
export function commandToGoOn(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const rest = parameters.filter((parameter) => !RESTARTING.has(parameter)).map(quoteWord);
  return [...invocation(environment), ...rest].join(' ');
}

/** Whether npm runs the `orderflow` script of a checkout. */
function isNpmScript(environment: Readonly<Record<string, string | undefined>>): boolean {
  return environment.npm_lifecycle_event === 'orderflow';
}

/** The folder that relative paths start from: npm moves to the checkout and leaves the user's folder in `INIT_CWD`. */
export function workingFolder(environment: Readonly<Record<string, string | undefined>>, cwd: string): string {
  return (isNpmScript(environment) ? environment.INIT_CWD : undefined) ?? cwd;
}

function invocation(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return isNpmScript(environment) ? ['npm', 'run', '-s', 'orderflow', '--'] : ['orderflow'];
}

function quoteWord(word: string): string {
  return SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
