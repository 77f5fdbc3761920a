import type { Alert, StrategyReport } from '@orderflow/core';
import { describeAlert } from '@orderflow/strategies';
import type { AlertFacts } from './chart-facts.ts';

/** More alerts are neither listed nor drawn: a page of more rows is slow to open. */
export const MOST_ALERTS = 1000;

const MOST_MESSAGE = 300;

/** The alerts of an instrument that a page lists, as its chart shows them. */
export function alertFactsOf({ alerts }: StrategyReport, instrument: string): readonly AlertFacts[] {
  return alerts
    .slice(0, MOST_ALERTS)
    .filter((alert) => alert.instrument === instrument)
    .map(toFacts);
}

/** What happened, without what the row says already, or would make the page large. */
export function whatHappened(alert: Alert): string {
  const text = describeAlert(alert);
  return text.length > MOST_MESSAGE ? `${text.slice(0, MOST_MESSAGE)} …` : text;
}

function toFacts(alert: Alert): AlertFacts {
  const { at, rule, value, threshold } = alert;
  return { ...at, rule, message: whatHappened(alert), value, threshold };
}
