import { SingleBar } from 'cli-progress';
import type { Log } from './log.ts';
import { formatCount, formatSeconds } from './numbers.ts';
import type { OutputStream } from './output-stream.ts';
import { escapeControls } from './printable.ts';
import type { ProgressFigures } from './progress-meter.ts';

/** How far the current piece of work has come. */
export interface ProgressReport extends ProgressFigures {
  /** What is being worked on, such as `BTC-USDT.db (2 of 12)`. */
  readonly label: string;
  readonly rows: number;
  readonly totalRows: number;
}

/** Shows how work goes on. */
export interface Progress {
  update(report: ProgressReport): void;
  /** Takes the line away until the next update. */
  clear(): void;
}

/** Where progress is shown, and how often where there is no terminal. */
export interface ProgressOptions {
  readonly stream: OutputStream;
  readonly log: Log;
  /** Lines a run. */
  readonly logFrequency: number;
}

const BAR_WIDTH = 24;
const STEPS = 1000;

/** A bar on a terminal; elsewhere, and where the log is JSON, lines in the log. */
export function makeProgress({ stream, log, logFrequency }: ProgressOptions): Progress {
  const isBar = stream.isTTY === true && log.settings.format === 'text' && log.shows('info');
  return isBar ? makeBar(stream, log) : makeLines(log, logFrequency);
}

function makeBar(stream: OutputStream, log: Log): Progress {
  let latest = '';
  const bar = new SingleBar({
    stream,
    fps: 10,
    clearOnComplete: true,
    gracefulExit: false,
    linewrap: true,
    format: (_options, { progress, maxWidth }) => cutTo(maxWidth, `${drawBar(progress)} ${latest}`),
  });
  const show = () => bar.start(STEPS, Math.round(fraction * STEPS));
  let fraction = 0;
  let isShown = false;
  return {
    update(report) {
      fraction = report.fraction;
      latest = `${describeFigures(report)} · ${escapeControls(report.label)}`;
      if (isShown) bar.update(Math.round(fraction * STEPS));
      else show();
      if (!isShown) log.attach({ hide: () => bar.stop(), show });
      isShown = true;
    },
    clear() {
      log.attach(null);
      if (isShown) bar.stop();
      isShown = false;
    },
  };
}

function makeLines(log: Log, logFrequency: number): Progress {
  let lines = 0;
  return {
    update(report) {
      const due = Math.floor(report.fraction * logFrequency);
      if (due <= lines) return;
      lines = due;
      log.info(`${report.label} · ${describeFigures(report)}`, {
        rows: report.rows,
        totalRows: report.totalRows,
        fraction: report.fraction,
        rowsPerSecond: report.rate === null ? null : Math.round(report.rate),
        secondsLeft: report.secondsLeft,
      });
    },
    clear: () => undefined,
  };
}

/** `45 % · 90,000 of 200,000 · 61,230/s · 2 s left`. */
function describeFigures({ fraction, rows, totalRows, rate, secondsLeft }: ProgressReport): string {
  const parts = [`${Math.floor(fraction * 100)} %`, `${formatCount(rows)} of ${formatCount(totalRows)}`];
  if (rate !== null) parts.push(`${formatCount(rate)}/s`);
  if (secondsLeft !== null && fraction < 1) parts.push(`${formatSeconds(Math.ceil(secondsLeft))} left`);
  return parts.join(' · ');
}

function drawBar(fraction: number): string {
  const full = Math.round(fraction * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

function cutTo(width: number, text: string): string {
  const characters = Array.from(text);
  return characters.length < width ? text : `${characters.slice(0, Math.max(0, width - 2)).join('')}…`;
}
