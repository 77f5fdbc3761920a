const STRATEGY_FILE = /[/\\]|\.[cm]?[jt]s$/;

/** Whether what `--strategy` says is a file, not the name of a shipped strategy. */
export function namesStrategyFile(name: string): boolean {
  return STRATEGY_FILE.test(name);
}
