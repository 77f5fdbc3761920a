import { OrderflowError } from '../errors.ts';

/** @throws OrderflowError `bad-argument` where a number is not whole, or out of its bounds. */
export function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OrderflowError('bad-argument', `${name} is ${value}; it must be a whole number from ${least} to ${most}`);
}
