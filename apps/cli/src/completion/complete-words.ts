import { STRATEGY_NAMES } from '@orderflow/strategies';
import type { Command, Option } from 'commander';
import { PLAYED_STRATEGY_NAMES } from '../backtesting/find-trading-strategy.ts';

/** A word that may stand where the cursor is. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What may stand where the cursor is. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Whether names of files may stand there too: the shell knows them best. */
  readonly files: boolean;
}

const NOTHING: Completion = { candidates: [], files: false };
const TAKES_PATH = /<[^>]*(file|path)[^>]*>/;

/** Completes the last of `words`, those that stand behind the name of the program; an empty one begins a new word. */
export function completeWords(program: Command, words: readonly string[]): Completion {
  // Bash takes --flag=value apart.
  const parts = words.filter((word, index) => word !== '=' || index === words.length - 1);
  const current = parts.at(-1) === '=' ? '' : (parts.at(-1) ?? '');
  const { command, pending } = follow(program, parts.slice(0, -1));
  if (pending !== null) return begin(valuesOf(pending, command), current);
  const equals = current.indexOf('=');
  if (current.startsWith('--') && equals > 0) return completeAssignment(command, program, current, equals);
  if (current.startsWith('-')) return begin({ candidates: flagsOf(command, program), files: false }, current);
  return begin(wordsOf(command, program), current);
}

/** Which command the words are for, and the option whose value comes next. */
function follow(program: Command, words: readonly string[]): { command: Command; pending: Option | null } {
  let command = program;
  let pending: Option | null = null;
  for (const word of words) {
    if (pending !== null) pending = null;
    else if (word.startsWith('-')) pending = word.includes('=') ? null : optionWithValue(command, program, word);
    else if (command === program) command = program.commands.find((one) => one.name() === word) ?? program;
  }
  return { command, pending };
}

function optionWithValue(command: Command, program: Command, flag: string): Option | null {
  const option = [...command.options, ...program.options].find(({ short, long }) => short === flag || long === flag);
  return option?.required ? option : null;
}

function completeAssignment(command: Command, program: Command, current: string, equals: number): Completion {
  const option = optionWithValue(command, program, current.slice(0, equals));
  if (option === null) return NOTHING;
  const flag = current.slice(0, equals + 1);
  const { candidates } = valuesOf(option, command);
  return begin({ candidates: candidates.map((one) => ({ ...one, value: flag + one.value })), files: false }, current);
}

/** The commands that play strategies. */
const TRADING_COMMANDS: readonly string[] = ['backtest', 'sweep', 'verify-lookahead'];

function valuesOf({ argChoices, flags }: Option, command: Command): Completion {
  const strategies = TRADING_COMMANDS.includes(command.name()) ? PLAYED_STRATEGY_NAMES : STRATEGY_NAMES;
  const words = flags.includes('--strategy <') ? strategies : (argChoices ?? []);
  return { candidates: words.map((value) => ({ value, description: '' })), files: TAKES_PATH.test(flags) };
}

function flagsOf(command: Command, program: Command): readonly Candidate[] {
  const options = command === program ? program.options : [...command.options, ...program.options];
  const known = options.filter(({ hidden }) => !hidden);
  const flags = known.map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
  return [...flags, { value: '--help', description: 'print this help' }];
}

function wordsOf(command: Command, program: Command): Completion {
  if (command === program) {
    const commands = program.createHelp().visibleCommands(program);
    return {
      candidates: commands.map((one) => ({ value: one.name(), description: one.description() })),
      files: false,
    };
  }
  const [argument] = command.registeredArguments;
  const choices = argument?.argChoices ?? [];
  const candidates = choices.map((value) => ({ value, description: '' }));
  return { candidates, files: argument !== undefined && choices.length === 0 };
}

function begin({ candidates, files }: Completion, text: string): Completion {
  return { candidates: candidates.filter(({ value }) => value.startsWith(text)), files };
}
