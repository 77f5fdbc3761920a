const MOST_CHARACTERS = 500;

/** Control characters, line separators and the marks that reorder text. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
/** An absolute path that nobody named; its last part is kept. */
const ABSOLUTE_PATH = /(?<![\w.:/\\-])(?:[A-Za-z]:)?[/\\](?:[^\s/\\:'"]+[/\\])+([^\s/\\:'"]*)/g;

/** A path of the machine, and what stands for it in public. */
export interface HiddenPath {
  readonly path: string;
  readonly name: string;
}

/** A message fit for anybody: without the paths of the machine and without control characters, cut to 500 characters. */
export function publicText(message: string, hidden: readonly HiddenPath[]): string {
  const longestFirst = [...hidden].sort((a, b) => b.path.length - a.path.length);
  const named = longestFirst.reduce((text, { path, name }) => text.replaceAll(path, name), message);
  const text = named.replace(ABSOLUTE_PATH, '$1').replace(UNSAFE, escapeCharacter);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
}
