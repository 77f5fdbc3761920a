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
  const text = escapeControls(named.replace(ABSOLUTE_PATH, '$1'));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
