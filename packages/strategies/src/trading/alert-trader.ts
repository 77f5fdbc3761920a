import type { Alert, BacktestStrategy } from '@orderflow/core';
import { checkParameter } from './check-parameter.ts';
import { takeTo } from './take-to.ts';

/** What the trader of alerts goes by. */
export interface AlertTraderParameters {
  /** Size of its position. */
  readonly size: number;
  /** How long a position is held behind the last alert of its side. */
  readonly holdSeconds: number;
  /** 1 goes the way that an alert's value points, -1 against it. */
  readonly direction: number;
}

/** What it goes by unless told otherwise. */
export const ALERT_TRADER_DEFAULTS: AlertTraderParameters = { size: 0.01, holdSeconds: 60, direction: 1 };

/** What a double can be off by when a time in nanoseconds is told in milliseconds. */
const TIME_TOLERANCE_MS = 0.0005;

/** What is known of one instrument. */
interface Followed {
  readonly alerts: readonly Alert[];
  next: number;
  wanted: number;
  closesAt: number;
}

/**
 * Trades the alerts that a strategy raised, each with the first book at or behind its time: long where the alert's value
 * is above 0, short where it is below, and out after a fixed time without another. An alert on the spread has no side
 * and is passed over. `alerts` are those of the whole market, in any order; that they do not know the future is for
 * `verifyLookahead` to say.
 * @throws OrderflowError `bad-argument`.
 */
export function makeAlertTrader(
  name: string,
  alerts: readonly Alert[],
  parameters: Partial<AlertTraderParameters> = {},
): BacktestStrategy {
  const { size, holdSeconds, direction } = { ...ALERT_TRADER_DEFAULTS, ...parameters };
  checkParameter('size', size, { least: 0, most: Number.MAX_VALUE, isAbove: true });
  checkParameter('holdSeconds', holdSeconds, { least: 0, most: Number.MAX_VALUE, isAbove: true });
  checkParameter('direction', direction, { least: -1, most: 1 });
  const followed = followedOf(alerts);
  return {
    name,
    onBook(context) {
      const { market, timestamp } = context;
      const own = followed.get(market.instrument);
      if (own === undefined) return;
      const side = direction * nextSide(own, market.book.timestamp);
      if (side !== 0) {
        own.wanted = Math.sign(side) * size;
        own.closesAt = timestamp + 1000 * holdSeconds;
      } else if (timestamp >= own.closesAt) own.wanted = 0;
      if (market.orders.length === 0) takeTo(context, own.wanted);
    },
  };
}

function followedOf(alerts: readonly Alert[]): ReadonlyMap<string, Followed> {
  const sided = alerts.filter(({ rule }) => rule !== 'spread').toSorted((one, other) => timeOf(one) - timeOf(other));
  const byInstrument = Map.groupBy(sided, ({ instrument }) => instrument);
  return new Map(
    [...byInstrument].map(([name, own]) => {
      return [name, { alerts: own, next: 0, wanted: 0, closesAt: Number.POSITIVE_INFINITY }];
    }),
  );
}

/** The side of the last alert up to a time that has not been followed yet; 0 for none. */
function nextSide(followed: Followed, timestamp: number): number {
  let side = 0;
  for (; followed.next < followed.alerts.length; followed.next++) {
    const alert = followed.alerts[followed.next]!;
    if (timeOf(alert) > timestamp + TIME_TOLERANCE_MS) break;
    side = Math.sign(alert.value);
  }
  return side;
}

function timeOf({ at }: Alert): number {
  return at.timestamp + at.nanoseconds / 1e6;
}
