import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Interruption } from '../src/interruption.ts';

function processWithSignals() {
  return Object.assign(new EventEmitter(), { endBy: vi.fn() });
}

describe('Interruption', () => {
  it('is a wish after the first signal', () => {
    const source = processWithSignals();
    const onFirst = vi.fn();
    const interruption = new Interruption(source, onFirst, () => 0);
    expect(interruption.aborted).toBe(false);
    source.emit('SIGINT', 'SIGINT');
    expect(interruption.aborted).toBe(true);
    expect(interruption.exitCode).toBe(130);
    expect(onFirst).toHaveBeenCalledOnce();
    expect(source.endBy).not.toHaveBeenCalled();
  });

  it('ends the process by the second', () => {
    const source = processWithSignals();
    new Interruption(source, vi.fn(), () => 0);
    source.emit('SIGINT', 'SIGINT');
    source.emit('SIGTERM', 'SIGTERM');
    expect(source.endBy).toHaveBeenCalledExactlyOnceWith('SIGTERM');
  });

  it.each(['SIGINT', 'SIGTERM'])('takes %s again within half a second for the same one', (signal) => {
    const source = processWithSignals();
    const onFirst = vi.fn();
    let now = 1000;
    new Interruption(source, onFirst, () => now);
    source.emit(signal, signal);
    now = 1499;
    source.emit(signal, signal);
    expect(onFirst).toHaveBeenCalledOnce();
    expect(source.endBy).not.toHaveBeenCalled();
    now = 1500;
    source.emit(signal, signal);
    expect(source.endBy).toHaveBeenCalledOnce();
  });

  it('tells termination from interruption', () => {
    const source = processWithSignals();
    const interruption = new Interruption(source, vi.fn(), () => 0);
    source.emit('SIGTERM', 'SIGTERM');
    expect(interruption.exitCode).toBe(143);
  });
});
