import { DEFAULT_CONFIGURATION } from '@orderflow/core';
import { type Command, Option } from 'commander';
import { CHOICES } from './configuration-schema.ts';

/** What a setting is about; a command takes the groups that it uses. */
export type SettingGroup =
  | 'metrics'
  | 'threads'
  | 'storage'
  | 'reading'
  | 'cvd'
  | 'progress'
  | 'bars'
  | 'view'
  | 'figure'
  | 'strategy'
  | 'alerts';

/** A setting with its flag. */
export interface SettingFlag {
  /** The key in a configuration file, such as `batchSize` or `alerts.obiLevel`. */
  readonly key: string;
  readonly group: SettingGroup;
  /** As commander takes it: `--batch-size <n>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

/** The word that switches a rule or limit off on the command line; `null` in a file. */
const NONE = 'none';

const PAIR = /^(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)$/;

/** The settings that have a flag, in the order of `--help`. */
export const SETTING_FLAGS: readonly SettingFlag[] = [
  setting('depth', 'metrics', '--depth <n>', `best levels a side that the OBI counts, or "${NONE}" for all`),
  setting(
    'tradeMatching',
    'metrics',
    '--trade-matching <rule>',
    'how trades are paired with snapshots',
    CHOICES.tradeMatching,
  ),
  setting('maxLevelBytes', 'metrics', '--max-level-bytes <n>', 'a side of more bytes is a bad row'),
  setting('batchSize', 'reading', '--batch-size <n>', 'snapshots a batch'),
  setting('threads', 'threads', '--threads <n>', 'threads that compute; 1 does without worker threads'),
  setting('cacheSize', 'reading', '--cache-size <kib>', "SQLite's page cache in KiB a file"),
  setting('cvdReset', 'cvd', '--cvd-reset <when>', 'when the CVD starts anew', CHOICES.cvdReset),
  setting(
    'durability',
    'storage',
    '--durability <how>',
    'safe survives a kill at any moment, fast does not',
    CHOICES.durability,
  ),
  setting(
    'journalMode',
    'storage',
    '--journal-mode <mode>',
    "SQLite's journal mode; by default the file's own",
    CHOICES.journalMode,
  ),
  setting('synchronous', 'storage', '--synchronous <how>', "SQLite's synchronous setting", CHOICES.synchronous),
  setting('logFrequency', 'progress', '--log-frequency <n>', 'progress lines a run where there is no terminal'),
  setting('windowSeconds', 'bars', '--window-seconds <n>', 'length of a bar in seconds'),
  setting('maxBars', 'view', '--max-bars <n>', "bars in a chart's first view"),
  setting('figureSize', 'figure', '--figure-size <WxH>', 'width and height of a picture in inches'),
  setting(
    'strategyTimeoutSeconds',
    'strategy',
    '--strategy-timeout <seconds>',
    `how long one call of a strategy file may take, or "${NONE}"`,
  ),
  setting(
    'alerts.obiLevel',
    'alerts',
    '--alert-obi-level <share>',
    `OBI, 0 to 1, that is held on one side, or "${NONE}"`,
  ),
  setting('alerts.obiHoldSeconds', 'alerts', '--alert-obi-hold-seconds <n>', 'how long the OBI is held'),
  setting('alerts.cvdChange', 'alerts', '--alert-cvd-change <size>', `CVD change within its window, or "${NONE}"`),
  setting('alerts.cvdWindowSeconds', 'alerts', '--alert-cvd-window-seconds <n>', 'window of the CVD change'),
  setting('alerts.spreadBps', 'alerts', '--alert-spread-bps <bps>', `spread in basis points of the mid, or "${NONE}"`),
  setting(
    'alerts.divergenceBps',
    'alerts',
    '--alert-divergence-bps <bps>',
    `price move that the CVD contradicts, or "${NONE}"`,
  ),
  setting(
    'alerts.divergenceWindowSeconds',
    'alerts',
    '--alert-divergence-window-seconds <n>',
    'window of the divergence',
  ),
  setting(
    'alerts.rearmRatio',
    'alerts',
    '--alert-rearm-ratio <share>',
    'a rule is armed again below this share of its threshold',
  ),
];

/** What null means where it is not simply none. */
const NULL_TEXTS: ReadonlyMap<string, string> = new Map([
  ['journalMode', "the file's own"],
  ['threads', 'one a core'],
]);

const HEADINGS: Readonly<Record<SettingGroup, string>> = {
  metrics: 'Metrics:',
  cvd: 'Metrics:',
  bars: 'Bars:',
  view: 'Bars:',
  figure: 'Pictures:',
  strategy: 'Strategy:',
  alerts: 'Alerts:',
  reading: 'Reading and writing:',
  threads: 'Reading and writing:',
  storage: 'Reading and writing:',
  progress: 'Progress:',
};

/** Gives `command` the flags of these groups, each group under its heading in the help. */
export function addSettingFlags(command: Command, groups: readonly SettingGroup[]): Command {
  for (const group of groups) {
    for (const flag of SETTING_FLAGS.filter((one) => one.group === group)) command.addOption(makeOption(flag));
  }
  return command;
}

function makeOption({ key, group, flags, description, choices }: SettingFlag): Option {
  const option = new Option(flags, `${description} (default: ${defaultText(key)})`).helpGroup(HEADINGS[group]);
  return choices === undefined ? option : option.choices(choices);
}

/** The settings that were given as flags, nested as in a file. */
export function givenSettings(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const { key, flags } of SETTING_FLAGS) {
    const text = options[new Option(flags).attributeName()];
    if (typeof text !== 'string') continue;
    const value = parseValue(text);
    const [outer = '', inner] = key.split('.');
    if (inner === undefined) given[outer] = value;
    else given[outer] = { ...(given[outer] as object | undefined), [inner]: value };
  }
  return given;
}

/** The keys of the settings of a group that were given as flags. */
export function givenKeys(options: Readonly<Record<string, unknown>>, group: SettingGroup): readonly string[] {
  const ofGroup = SETTING_FLAGS.filter((flag) => flag.group === group);
  return ofGroup.filter(({ flags }) => options[new Option(flags).attributeName()] !== undefined).map(({ key }) => key);
}

/** The flag of a key, for messages; the key itself where it has none. */
export function flagOf(key: string): string {
  return SETTING_FLAGS.find((flag) => flag.key === key)?.flags.split(' ')[0] ?? key;
}

function setting(
  key: string,
  group: SettingGroup,
  flags: string,
  description: string,
  choices?: readonly string[],
): SettingFlag {
  return { key, group, flags, description, ...(choices && { choices }) };
}

/** A number where the text is one, a pair for `12x10`, null for `none`; other text stays for the schema to refuse. */
function parseValue(text: string): unknown {
  if (text === NONE) return null;
  const pair = PAIR.exec(text);
  if (pair !== null) return [Number(pair[1]), Number(pair[2])];
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) ? text : value;
}

function defaultText(key: string): string {
  const [outer = '', inner] = key.split('.');
  const value = new Map<string, unknown>(Object.entries(DEFAULT_CONFIGURATION)).get(outer);
  const leaf = inner === undefined ? value : new Map<string, unknown>(Object.entries(value as object)).get(inner);
  if (Array.isArray(leaf)) return leaf.join('x');
  return leaf === null ? (NULL_TEXTS.get(key) ?? NONE) : String(leaf);
}
