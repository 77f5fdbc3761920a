import { OrderflowError, type OrderflowErrorCode } from '@orderflow/core';
import { formatCount, formatCounted } from '../output/numbers.ts';
import type { TrialTask } from './sweep-messages.ts';

const MOST_REASONS = 10;

/** A trial that ended in an error. */
export interface TrialFailure {
  readonly task: Pick<TrialTask, 'parameters'>;
  /** Null where it is no error of ours. */
  readonly code: OrderflowErrorCode | null;
  readonly message: string;
}

/** `trial size=0.01 entryObi=0.5`. */
export function trialName({ parameters }: Pick<TrialTask, 'parameters'>): string {
  const words = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return `trial ${words.join(' ')}`;
}

/** The error of a sweep of which trials failed, `failures` in the order of their tasks: how many for each reason. */
export function failedTrials(failures: readonly TrialFailure[], total: number): Error {
  const reasons = [...Map.groupBy(failures, ({ message }) => message)];
  const texts = reasons.slice(0, MOST_REASONS).map(([message, [first, ...others]]) => {
    const place = `${others.length > 0 ? 'first: ' : ''}${trialName(first!.task)}`;
    return { count: others.length + 1, text: `${message} (${place})` };
  });
  const head = `${formatCount(failures.length)} of ${formatCounted(total, 'trial')} failed`;
  const left = reasons.length - texts.length;
  const rest = left > 0 ? [`  and for ${formatCounted(left, 'more reason')}`] : [];
  const lines = texts.map(({ count, text }) => `  ${formatCount(count)}: ${text}`);
  const message = texts.length === 1 ? [`${head}: ${texts[0]!.text}`] : [`${head}:`, ...lines, ...rest];
  const { code } = failures[0]!;
  return code === null ? new Error(message.join('\n')) : new OrderflowError(code, message);
}
