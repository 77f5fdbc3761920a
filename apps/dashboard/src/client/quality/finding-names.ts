/** What a kind of finding is called, and what it means. */
export interface FindingName {
  readonly name: string;
  /** One of them. */
  readonly one: string;
  readonly meaning: string;
}

const NAMES: Readonly<Record<string, FindingName>> = {
  gap: { name: 'Gaps', one: 'Gap', meaning: 'Much more time than usual between two snapshots' },
  'repeated-timestamp': {
    name: 'Repeated times',
    one: 'Repeated time',
    meaning: 'A snapshot at the very time of the one before',
  },
  'unchanged-book': {
    name: 'Unchanged books',
    one: 'Unchanged book',
    meaning: 'A snapshot with the levels of the one before',
  },
  'out-of-order': { name: 'Out of order', one: 'Row out of order', meaning: 'A row behind a later one' },
  'crossed-book': { name: 'Crossed books', one: 'Crossed book', meaning: 'The best bid is above the best ask' },
  'locked-book': { name: 'Locked books', one: 'Locked book', meaning: 'The best bid is at the best ask' },
  'empty-bids': { name: 'No bids', one: 'Book without bids', meaning: 'A book without a bid' },
  'empty-asks': { name: 'No asks', one: 'Book without asks', meaning: 'A book without an ask' },
  'empty-book': { name: 'Empty books', one: 'Empty book', meaning: 'A book without a level' },
  'bad-rows': { name: 'Bad rows', one: 'Bad row', meaning: 'Rows that cannot be read' },
};

/** The name of a kind; a kind that is not known is its own name. */
export function findingName(kind: string): FindingName {
  return NAMES[kind] ?? { name: kind, one: kind, meaning: '' };
}
