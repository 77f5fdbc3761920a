import type { Alert } from '@orderflow/core';
import { describe, expect, it } from 'vitest';
import { describeAlert } from '../../src/alerts/describe-alert.ts';
import { makeAlert } from '../../src/alerts/make-alert.ts';
import type { Observation } from '../../src/alerts/observation.ts';

function alert(message: string): Alert {
  const at = { timestamp: 0, nanoseconds: 0 };
  return { rule: 'r', instrument: 'BTC-25', at, snapshotId: null, value: 1, threshold: 1, message };
}

describe('describeAlert', () => {
  it('leaves out what stands in columns and writes minus signs as numbers have them', () => {
    const message = 'BTC-25: OBI stayed at or below -0.6 for 5 s and was -0.71 at 2025-07-01 12:00:05.000 UTC.';
    expect(describeAlert(alert(message))).toBe('OBI stayed at or below −0.6 for 5 s and was −0.71');
  });

  it('leaves out an instrument that is written otherwise, so that it does no harm', () => {
    const instrument = 'A\u001b[2J';
    const { message } = makeAlert({ instrument, timestamp: 0, nanoseconds: 0, snapshotId: 1 } as Observation, {
      rule: 'r',
      value: 1,
      threshold: 1,
      what: 'it rose',
    });
    expect(message).toBe('A\\x1b[2J: it rose at 1970-01-01 00:00:00.000 UTC.');
    expect(describeAlert({ instrument, message })).toBe('It rose');
    expect(describeAlert({ instrument, message: `${instrument}: it rose` })).toBe('It rose');
  });

  it('leaves the hyphens of names and dates', () => {
    expect(describeAlert(alert('since 2025-07-01 X-1 beats Y-2'))).toBe('Since 2025-07-01 X-1 beats Y-2');
  });
});
