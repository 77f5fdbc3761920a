import type { Complete } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import { STRATEGY_NAMES } from '@orderflow/strategies';
import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  source <(orderflow completion bash)
  orderflow completion zsh > "\${fpath[1]}/_orderflow"
  orderflow completion fish > ~/.config/fish/completions/orderflow.fish`;

/** Adds `orderflow completion <shell>`, which knows every command that the program has by now. */
export function addCompletionCommand(program: Command): void {
  const completion = tab(program, { completionCommandName: 'completion' });
  for (const command of completion.commands.values()) {
    const strategy = command.options.get('strategy');
    if (strategy !== undefined) strategy.handler = completeStrategy;
  }
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print a completion script for a shell')
    .addHelpText('after', EXAMPLES);
}

function completeStrategy(complete: Complete): void {
  for (const name of STRATEGY_NAMES) complete(name, '');
}
