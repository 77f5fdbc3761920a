import type { Alert } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { makeAlertTrader } from '../../src/index.ts';
import { fakeContext, orderOf } from './fake-context.ts';

function alert(second: number, value: number, changes: Partial<Alert> = {}): Alert {
  const at = { timestamp: 1000 * second, nanoseconds: 0 };
  return { rule: 'obi-level', instrument: 'X', at, snapshotId: null, value, threshold: 1, message: '', ...changes };
}

/** Plays a book a second, and gives what was asked at each. */
function play(alerts: readonly Alert[], seconds: number, parameters = {}, isBusy = false) {
  const strategy = makeAlertTrader('alerts', alerts, { size: 2, holdSeconds: 3, ...parameters });
  let position = 0;
  return Array.from({ length: seconds }, (_, second) => {
    const orders = isBusy && second === 1 ? [orderOf({})] : [];
    const { context, asked } = fakeContext({ position, orders, timestamp: 1000 * second });
    strategy.onBook!(context);
    for (const one of asked) if ('request' in one) position += (one.kind === 'buy' ? 1 : -1) * one.request.size;
    return asked.map((one) => ('request' in one ? `${one.kind} ${one.request.size}` : one.kind)).join();
  });
}

describe('the trader of alerts', () => {
  it('takes the side of an alert and leaves after its time', () => {
    expect(play([alert(1, 0.7)], 6)).toEqual(['', 'buy 2', '', '', 'sell 2', '']);
    expect(play([alert(1, -0.7)], 6)).toEqual(['', 'sell 2', '', '', 'buy 2', '']);
    expect(play([alert(1, 0.7)], 3, { direction: -1 })).toEqual(['', 'sell 2', '']);
  });

  it('stays where another alert comes, turns where it is of the other side, whatever their order', () => {
    const alerts = [alert(5, -1), alert(3, 1), alert(1, 1)];
    expect(play(alerts, 10)).toEqual(['', 'buy 2', '', '', '', 'sell 4', '', '', 'buy 2', '']);
  });

  it('acts with the first book behind an alert, by the last of several', () => {
    const late = { at: { timestamp: 1000, nanoseconds: 5000 } };
    expect(play([alert(1, 1, late)], 4)).toEqual(['', '', 'buy 2', '']);
    expect(play([alert(0.5, 1), alert(0.7, -1)], 2)).toEqual(['', 'sell 2']);
  });

  it('waits for its order to end', () => {
    expect(play([alert(1, 1)], 4, {}, true)).toEqual(['', '', 'buy 2', '']);
  });

  it('passes over spreads and other instruments', () => {
    expect(play([alert(1, 9, { rule: 'spread' }), alert(1, 1, { instrument: 'Y' })], 3)).toEqual(['', '', '']);
  });

  it.each([{ size: 0 }, { holdSeconds: 0 }, { direction: 1.5 }])('refuses %j', (parameters) => {
    expect(() => makeAlertTrader('alerts', [], parameters)).toThrow(/give a number/);
  });
});
