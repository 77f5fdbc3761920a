/** A command of a session that a document shows, and what it prints on stdout. */
export interface SessionStep {
  readonly command: string;
  readonly output: string;
}

const SESSION = /^```console\n(?<session>.*?)^```$/gms;
const PROMPT = /^\$ /m;
// What differs from machine to machine: durations and rates.
const MEASURED = /\d[\d,.]* ?(?:ms|s|min|\/s)(?!\w)/g;

/** The steps of all `console` blocks of a document, in order: a line that begins with `$ ` is a command. */
export function sessionSteps(markdown: string): readonly SessionStep[] {
  const sessions = Array.from(markdown.matchAll(SESSION), ({ groups }) => groups?.session ?? '');
  return sessions.flatMap((session) => session.split(PROMPT).slice(1).map(readStep));
}

function readStep(text: string): SessionStep {
  const end = text.indexOf('\n');
  return { command: text.slice(0, end), output: text.slice(end + 1) };
}

/** Output without what differs from run to run: measured numbers, and space at the ends of lines. */
export function stableOutput(output: string): string {
  const lines = output.replaceAll(MEASURED, '#').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
