import { escapeControls } from '@orderflow/core';

const MOST_CHARACTERS = 500;

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
  // Errors have escaped the paths that they name already.
  const escaped = longestFirst.reduce((text, { path, name }) => text.replaceAll(escapeControls(path), name), named);
  const text = escapeControls(escaped.replace(ABSOLUTE_PATH, '$1'));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
