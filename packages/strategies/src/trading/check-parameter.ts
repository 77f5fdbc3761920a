import { OrderflowError } from '@orderflow/core';

/** What a parameter must be. */
export interface ParameterBounds {
  /** The least it may be; `isAbove` leaves out the bound itself. */
  readonly least: number;
  readonly most: number;
  readonly isAbove?: boolean;
}

/** Throws `bad-argument` where a parameter is out of its bounds. */
export function checkParameter(name: string, value: number, { least, most, isAbove = false }: ParameterBounds): void {
  if ((isAbove ? value > least : value >= least) && value <= most) return;
  const bound = `${isAbove ? 'above' : 'from'} ${least}`;
  const wanted = most === Number.MAX_VALUE ? `${bound}${isAbove ? '' : ' on'}` : `${bound} to ${most}`;
  throw new OrderflowError('bad-argument', `the parameter ${name} is ${value}; give a number ${wanted}`);
}
