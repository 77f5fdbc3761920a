import { printableUpTo } from '../output/printable.ts';

/** What code of a user says of itself may be of any length. */
const MOST_CHARACTERS = 200;

/** What an error of a user's code says, and what to do about it. */
export function adviceFor(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${textOf(80, () => error)}; throw an Error, which knows its line`;
  const message = textOf(MOST_CHARACTERS, () => error.message);
  const missing = /does not provide an export named '(.+)'/.exec(message)?.[1];
  if (missing !== undefined)
    return `${message}; check the name, and where it is a type write import type { ${missing} }`;
  if ('code' in error && error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    return `${message}; the file runs without a build, so write plain objects instead of enums and namespaces, and fields instead of parameter properties`;
  }
  if (error instanceof SyntaxError) return `${message}; correct the syntax there`;
  return `${textOf(80, () => error.name)}: ${message} (--log-level debug shows the stack)`;
}

/** What is thrown need not let itself be written. */
function textOf(mostCharacters: number, read: () => unknown): string {
  try {
    return printableUpTo(mostCharacters, String(read()));
  } catch {
    return 'what cannot be written';
  }
}
