const MOST_CHARACTERS = 100;
/** A number keeps its unit, and the sign before it. */
const BREAK = /(?<!(?:^|[ (])[<>]) (?!(?:ms|s|min|h|d|bps)\b|%)/;

/** Text as lines of at most so many characters, broken between words; a longer word has a line of its own. */
export function wrapWords(text: string, most = MOST_CHARACTERS): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(BREAK)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Characters in a line of prose: as many as the terminal has, and no more than read well. */
export function proseWidthOf({ columns }: { readonly columns?: number | undefined }): number {
  return Math.min(columns ?? MOST_CHARACTERS, MOST_CHARACTERS);
}
