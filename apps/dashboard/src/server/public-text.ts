import { escapeControls } from '@orderflow/core';

const MOST_CHARACTERS = 500;
/** No more of a message is looked at: what is read in a file may be endless. */
const MOST_READ = 4000;

/** An address of the web, which is no path. */
const ADDRESS = String.raw`\b(?!file:)[a-z][a-z\d+.-]*://[^\s'"]*`;
/** A slash, a drive or `file:` begins a path; a slash within or behind a word does not. */
const BEGIN = String.raw`(?:\bfile:|(?<![\p{L}\p{N}])[a-z]:(?=[/\\])|(?<![\p{L}\p{N}_.)/\\]))[/\\]+(?=[^\s/\\])`;
/** A colon or quote within a name is part of it. */
const CHARACTER = String.raw`[^/\\:'"\n]|:(?=[^\s/\\])|(?<=\p{L})'(?=\p{L})`;
/** Names of folders may have spaces, but end in none: there another path begins. */
const FOLDERS = String.raw`(?:(?:${CHARACTER})+(?<![\s,;=(])[/\\]+)*`;
/** An absolute path that nobody named; its last part is kept. */
const ABSOLUTE_PATH = new RegExp(`${ADDRESS}|${BEGIN}${FOLDERS}([^\\s/\\\\:'"]*)`, 'giu');

/** A path of the machine, and what stands for it in public. */
export interface HiddenPath {
  readonly path: string;
  readonly name: string;
}

/** A message fit for anybody: without the paths of the machine and without control characters, cut to 500 characters. */
export function publicText(message: string, hidden: readonly HiddenPath[]): string {
  const longestFirst = [...hidden].sort((a, b) => b.path.length - a.path.length);
  const named = longestFirst.reduce((text, { path, name }) => text.replaceAll(path, name), message.slice(0, MOST_READ));
  // Errors have escaped the paths that they name already.
  const escaped = longestFirst.reduce((text, { path, name }) => text.replaceAll(escapeControls(path), name), named);
  const text = escapeControls(escaped.replace(ABSOLUTE_PATH, (found, last?: string) => last ?? found));
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}
