import { formatDay, formatMillisecond, formatMinute, formatMonth, formatSecond } from './time-format.ts';

/** A tick of the time axis. */
export interface TimeTick {
  readonly ms: number;
  readonly label: string;
  /** Whether it begins a larger unit, such as a day among hours. */
  readonly isMajor: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 4, 7, 14].map((count) => count * DAY),
];
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120];
const SHORTEST_MONTH = 28 * DAY;

/** Round UTC moments of a view, at least `spacing` pixels apart. */
export function timeTicks(start: number, end: number, pixels: number, spacing: number): readonly TimeTick[] {
  if (!(end > start) || pixels <= 0) return [];
  const least = ((end - start) / pixels) * spacing;
  const step = STEPS.find((candidate) => candidate >= least);
  if (step === undefined) return monthTicks(start, end, least);
  if (step > DAY) return dayTicks(start, end, step / DAY);
  const ticks: TimeTick[] = [];
  for (let at = Math.ceil(start / step); at * step < end; at++) ticks.push(tickOf(at * step, step));
  return ticks;
}

function tickOf(ms: number, step: number): TimeTick {
  if (step >= DAY) {
    const isFirst = new Date(ms).getUTCDate() === 1;
    return { ms, label: isFirst ? formatMonth(ms) : formatDay(ms), isMajor: isFirst };
  }
  if (ms % DAY === 0) return { ms, label: formatDay(ms), isMajor: true };
  if (step >= MINUTE) return { ms, label: formatMinute(ms), isMajor: false };
  if (step >= SECOND) return { ms, label: formatSecond(ms), isMajor: ms % MINUTE === 0 };
  if (ms % SECOND === 0) return { ms, label: formatSecond(ms), isMajor: true };
  return { ms, label: formatMillisecond(ms).slice(8), isMajor: false };
}

/** Every so many days of each month, the first among them; none too near the next month's first. */
function dayTicks(start: number, end: number, days: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let ms = Math.ceil(start / DAY) * DAY; ms < end; ms += DAY) {
    const date = new Date(ms);
    const day = date.getUTCDate() - 1;
    const inMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    if (day % days === 0 && (day === 0 || inMonth - day >= days)) ticks.push(tickOf(ms, DAY));
  }
  return ticks;
}

function monthTicks(start: number, end: number, least: number): readonly TimeTick[] {
  const months = MONTH_STEPS.find((count) => count * SHORTEST_MONTH >= least) ?? MONTH_STEPS.at(-1)!;
  const first = new Date(start);
  const ticks: TimeTick[] = [];
  let month = Math.floor((12 * first.getUTCFullYear() + first.getUTCMonth()) / months) * months;
  for (let ms = 0; ms < end; month += months) {
    ms = Date.UTC(Math.floor(month / 12), month % 12);
    if (ms >= start && ms < end) ticks.push({ ms, label: formatMonth(ms), isMajor: month % 12 === 0 });
  }
  return ticks;
}
