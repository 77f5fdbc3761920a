import { OrderflowError } from '@orderflow/core';

/** Something is wrong with a user's strategy file. The message names the file, its line where one is known, and what to do. */
export class StrategyFileError extends OrderflowError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('bad-strategy', message, options);
    this.name = 'StrategyFileError';
  }
}
