import type { BookParts, Configuration, OrderflowErrorCode, Strategy, StrategyReport } from '@orderflow/core';

/** What a strategy is called, and what it wants to be given. */
export type StrategyNeeds = Readonly<Required<Pick<Strategy, 'name' | 'reads' | 'withTradeIds'>>>;

/** The data of a book, without functions. */
export type PackedBook = Omit<BookParts, 'readSnapshot'>;

/** What the process of a strategy is asked; it answers in order. */
export type StrategyQuestion =
  | {
      readonly kind: 'load';
      /** An absolute path. */
      readonly file: string;
      readonly configuration: Configuration;
      /** What the process may hold. */
      readonly mostBytes: number;
    }
  | { readonly kind: 'book'; readonly book: PackedBook }
  | { readonly kind: 'finish' };

/** What it says: `ready`, then an answer a question; `failed` may come at any time. */
export type StrategyAnswer =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'loaded' } & StrategyNeeds)
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'finished';
      readonly report: StrategyReport;
      /** The thresholds of alerts that it asked for, by their names in the configuration. */
      readonly read: readonly string[];
    }
  | {
      readonly kind: 'failed';
      readonly code: OrderflowErrorCode;
      readonly message: string;
      readonly cause: unknown;
    };
