import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Interruption } from '../src/interruption.ts';

function processWithSignals() {
  return Object.assign(new EventEmitter(), { exit: vi.fn() });
}

describe('Interruption', () => {
  it('is a wish after the first signal', () => {
    const source = processWithSignals();
    const onFirst = vi.fn();
    const interruption = new Interruption(source, onFirst);
    expect(interruption.aborted).toBe(false);
    source.emit('SIGINT', 'SIGINT');
    expect(interruption.aborted).toBe(true);
    expect(interruption.exitCode).toBe(130);
    expect(onFirst).toHaveBeenCalledOnce();
    expect(source.exit).not.toHaveBeenCalled();
  });

  it('ends the process at the second', () => {
    const source = processWithSignals();
    new Interruption(source, vi.fn());
    source.emit('SIGINT', 'SIGINT');
    source.emit('SIGTERM', 'SIGTERM');
    expect(source.exit).toHaveBeenCalledExactlyOnceWith(143);
  });

  it('tells termination from interruption', () => {
    const source = processWithSignals();
    const interruption = new Interruption(source, vi.fn());
    source.emit('SIGTERM', 'SIGTERM');
    expect(interruption.exitCode).toBe(143);
  });
});
