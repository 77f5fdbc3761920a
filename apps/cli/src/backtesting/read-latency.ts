import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type LatencyModel, type LatencyRow, makeConstantLatency, makeTableLatency } from '@orderflow/backtest';
import { OrderflowError } from '@orderflow/core';
import { printable } from '../output/printable.ts';
import { hashText } from '../runs/run-hash.ts';
import { readNumber, readNumbers } from './read-numbers.ts';

/** Latencies, and what they are in figures. */
export interface LatencyChoice {
  readonly model: LatencyModel;
  /** A table is told from another by its hash. */
  readonly figures: Readonly<Record<string, number | string>>;
}

const WITH_FILE = /^(?<feed>[^,]+),(?<file>.+\.csv)$/i;
const HEAD = 'request,exchange,response';

/**
 * The latencies of `--latency`: three numbers, or that of the feed and a CSV file with the head
 * `request,exchange,response` and a measured order a row, its times in epoch milliseconds.
 * @throws OrderflowError `bad-argument`, naming the file and its line.
 */
export function readLatency(text: string, cwd: string): LatencyChoice {
  const { feed, file } = WITH_FILE.exec(text)?.groups ?? {};
  if (feed !== undefined && file !== undefined) return readTable(readNumber('latency', feed), file, cwd);
  const [feedLatencyMs, orderLatencyMs, responseLatencyMs] = readNumbers('latency', text, [
    'FEED',
    'ORDER',
    'RESPONSE',
  ] as const);
  const figures = { feedLatencyMs, orderLatencyMs, responseLatencyMs };
  return { model: makeConstantLatency(figures), figures };
}

function readTable(feedLatencyMs: number, name: string, cwd: string): LatencyChoice {
  const lines = readLines(name, resolve(cwd, name));
  if (lines[0]?.trim() !== HEAD) {
    throw new OrderflowError('bad-argument', `${printable(name)}: the first line must be ${HEAD}`);
  }
  const rows = lines.slice(1).map((line, index) => readRow(name, line, index + 2));
  const hash = hashText(JSON.stringify(rows));
  const figures = { feedLatencyMs, file: basename(name), orders: rows.length, hash };
  return { model: makeTableLatency(feedLatencyMs, rows), figures };
}

function readRow(name: string, line: string, number: number): LatencyRow {
  const fields = line.split(',').map((field) => (field.trim() === '' ? Number.NaN : Number(field)));
  const [requestTime, exchangeTime, responseTime] = fields;
  if (fields.length === 3 && fields.every(Number.isFinite)) {
    return { requestTime: requestTime!, exchangeTime: exchangeTime!, responseTime: responseTime! };
  }
  throw new OrderflowError('bad-argument', `${printable(name)}:${number}: '${printable(line)}' is not ${HEAD}`);
}

function readLines(name: string, path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw unreadable(name, error);
  }
}

function unreadable(name: string, cause: unknown): OrderflowError {
  return new OrderflowError('bad-argument', `--latency: ${printable(name)} cannot be read; check the path`, { cause });
}
