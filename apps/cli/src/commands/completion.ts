import { Argument, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { completeWords } from '../completion/complete-words.ts';
import { FILES, SHELL_SCRIPTS } from '../completion/shell-scripts.ts';

const EXAMPLES = `
The shell must find orderflow on the PATH. For good:
  bash  add the first line below to ~/.bashrc
  zsh   write the script into a folder of $fpath, before compinit
  fish  write the script into ~/.config/fish/completions

Examples:
  source <(orderflow completion bash)
  orderflow completion zsh > "\${fpath[1]}/_orderflow"
  orderflow completion fish > ~/.config/fish/completions/orderflow.fish`;

/** Adds `orderflow completion <shell>`, and the hidden `orderflow complete` that its scripts ask. */
export function addCompletionCommand(program: Command, { stdout }: CommandContext): void {
  program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELL_SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action((shell: string) => {
      stdout.write(SHELL_SCRIPTS[shell] ?? '');
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words: string[]) => {
      const { candidates, files } = completeWords(program, words);
      const lines = candidates.map(({ value, description }) => `${value}\t${description}`);
      stdout.write([...lines, ...(files ? [FILES] : [])].map((line) => `${line}\n`).join(''));
    });
}
