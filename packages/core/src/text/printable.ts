const MOST_CHARACTERS = 80;

/** Control characters, line separators and the marks that reorder text. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

/** `text` with control characters written as escapes, so that it cannot move the cursor or forge a line. */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

/** A value from outside, fit for a message: at most 80 characters, control characters escaped. */
export function printable(value: string): string {
  return printableUpTo(MOST_CHARACTERS, value);
}

/** The same of text that may be longer: at most `mostCharacters`. */
export function printableUpTo(mostCharacters: number, value: string): string {
  const characters = Array.from(value.slice(0, 2 * mostCharacters + 2));
  const cut = characters.length > mostCharacters ? `${characters.slice(0, mostCharacters - 1).join('')}…` : value;
  return escapeControls(cut);
}
