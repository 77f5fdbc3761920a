import { formatCount, formatCounted } from '../output/numbers.ts';
import type { Palette } from '../output/palette.ts';
import { escapeControls, printableUpTo } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import type { ModelFinding } from './check-lookahead.ts';
import { isoTime } from './iso-time.ts';

const MOST_CHARACTERS = 200;
/** Below, a look ahead that happens now and then may not have happened yet. */
const FEW_DECISIONS = 30;

/** Whether no decision changed. */
export function isClean(findings: readonly ModelFinding[]): boolean {
  return findings.every(({ difference }) => difference === null);
}

/** What was found, for people: a row a moment, and what it means. */
export function formatLookahead(name: string, findings: readonly ModelFinding[], palette: Palette): string {
  const columns = [
    { title: 'scrambled after (UTC)' },
    { title: 'maker model' },
    { title: 'decisions before', align: 'right' as const },
    { title: '' },
  ];
  const rows = findings.map(({ moment, makerModel, decisions, difference }) => [
    shortTime(moment),
    makerModel,
    formatCount(decisions),
    difference === null ? 'all the same' : `differ from ${shortTime(difference.timestamp)} on`,
  ]);
  return `${formatTable(columns, rows, palette)}\n\n${verdict(escapeControls(name), findings)}`;
}

/** The same for programs: timestamps as ISO 8601. */
export function lookaheadAsJson(name: string, seed: number, findings: readonly ModelFinding[]): unknown {
  const moments = findings.map(({ moment, makerModel, decisions, difference }) => ({
    moment: isoTime(moment),
    makerModel,
    decisions,
    difference: difference && {
      ...difference,
      timestamp: isoTime(difference.timestamp),
      withTimestamp: difference.withTimestamp === null ? null : isoTime(difference.withTimestamp),
      withoutTimestamp: difference.withoutTimestamp === null ? null : isoTime(difference.withoutTimestamp),
    },
  }));
  return { strategy: name, seed, isClean: isClean(findings), moments };
}

function verdict(name: string, findings: readonly ModelFinding[]): string {
  const found = findings.find(({ difference }) => difference !== null);
  if (found?.difference) {
    const { timestamp, decision, with: real, without, withTimestamp, withoutTimestamp } = found.difference;
    return [
      `${name} does not go by the past alone. With all that came after ${shortTime(found.moment)} scrambled, its decision ${formatCount(decision + 1)}, at ${shortTime(timestamp)}, became`,
      `  ${decisionText(without, withoutTimestamp)}`,
      'where it had been',
      `  ${decisionText(real, withTimestamp)}`,
      'It sees the future, or it goes by something that is not in the data: a clock, randomness, state of an earlier run.',
    ].join('\n');
  }
  const most = Math.max(...findings.map(({ decisions }) => decisions));
  if (most === 0) return `${name} decided nothing up to any of these moments, so that this proves nothing.`;
  const few =
    most < FEW_DECISIONS ? ' These are few: more data, or parameters that decide more often, prove more.' : '';
  return [
    `${name} does not see the future of the market that it is given: not one of ${formatCounted(most, 'decision')} changed with what came after.${few}`,
    'Files that it reads itself are not checked.',
  ].join('\n');
}

function decisionText(what: string, timestamp: number | null): string {
  const text = printableUpTo(MOST_CHARACTERS, what);
  return timestamp === null ? text : `${shortTime(timestamp)} ${text}`;
}

function shortTime(timestamp: number): string {
  return isoTime(timestamp).replace('T', ' ').replace('Z', '');
}
