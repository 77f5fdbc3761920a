import { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { completeWords } from '../../src/completion/complete-words.ts';

function program(): Command {
  const root = new Command('orderflow').option('--config <file>', 'settings');
  root.addOption(new Option('--log-level <level>', 'how much').choices(['error', 'info']));
  root
    .command('process')
    .description('store')
    .argument('[words...]')
    .option('-d, --data <path>', 'a folder')
    .option('-o, --output <file>', 'a file')
    .option('-f, --force', 'anew')
    .option('--depth <n>', 'levels')
    .option('--strategy <name|file>', 'what')
    .option('--strategy-timeout <seconds>', 'how long');
  root.command('backtest').description('trade').option('--strategy <name|file>', 'what');
  root.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
  root.command('generate').option('--out <file>', 'a file');
  root.command('complete', { hidden: true });
  return root;
}

function complete(...words: readonly string[]) {
  const { candidates, files } = completeWords(program(), words);
  return [candidates.map(({ value }) => value), files];
}

describe('completeWords', () => {
  it('completes commands, but not hidden ones', () => {
    expect(complete('')).toEqual([['process', 'backtest', 'completion', 'generate', 'help'], false]);
    expect(complete('comp')).toEqual([['completion'], false]);
    expect(complete('--config', 'x.json', 'pro')).toEqual([['process'], false]);
  });

  it('leaves names of files to the shell wherever a file may stand', () => {
    for (const flag of ['--config', '--data', '-d', '--output', '-o']) {
      expect(complete('process', flag, 'b')).toEqual([[], true]);
    }
    expect(complete('process', 'b')).toEqual([[], true]);
    expect(complete('process', '--force', '--depth', '3', 'b')).toEqual([[], true]);
    expect(complete('process', '--data', 'x', '')).toEqual([[], true]);
    expect(complete('generate', '')).toEqual([[], false]);
    expect(complete('process', '--depth', '')).toEqual([[], false]);
  });

  it('completes names and files of strategies', () => {
    expect(complete('process', '--strategy', '')).toEqual([['default', 'imbalance-hit-rate'], true]);
    expect(complete('process', '--strategy', './m')).toEqual([[], true]);
    expect(complete('process', '--strategy-timeout', '')).toEqual([[], false]);
    const played = ['obi-taker', 'obi-market-maker', 'cvd-divergence', 'default'];
    expect(complete('backtest', '--strategy', '')).toEqual([played, true]);
  });

  it('completes options that have choices, however their value is written', () => {
    expect(complete('process', '--log-level', '')).toEqual([['error', 'info'], false]);
    expect(complete('process', '--log-level', 'e')).toEqual([['error'], false]);
    expect(complete('process', '--log-level', '=', 'e')).toEqual([['error'], false]);
    expect(complete('process', '--log-level', '=')).toEqual([['error', 'info'], false]);
    expect(complete('process', '--log-level=e')).toEqual([['--log-level=error'], false]);
    expect(complete('completion', 'b')).toEqual([['bash'], false]);
  });

  it('completes the flags of a command and of all', () => {
    expect(complete('process', '--d')).toEqual([['--data', '--depth'], false]);
    expect(complete('process', '--lo')).toEqual([['--log-level'], false]);
    expect(complete('--')).toEqual([['--config', '--log-level', '--help'], false]);
  });
});
