import type { Book } from '../models/book.ts';

/** Draws books as they come. */
export interface Visualizer {
  updateFromBook(book: Book): void;
}
