/** A step of what a document tells its reader to do. */
export type SessionStep =
  | {
      /** A command of a `console` block, and what it prints on stdout. */
      readonly kind: 'command';
      readonly command: string;
      readonly output: string;
    }
  | {
      /** A `ts` block whose first line names the file that it is to be saved as. */
      readonly kind: 'file';
      readonly path: string;
      readonly text: string;
    };

const BLOCK = /^```(?<kind>console|ts)\n(?<text>.*?)^```$/gms;
const PROMPT = /^\$ /m;
const FILE_PATH = /^\/\/ (?<path>[\w/-]+\.ts)\n/;
// What differs from machine to machine: durations and rates.
const MEASURED = /\d[\d,.]* ?(?:ms|s|min|\/s)(?!\w)/g;

/** The steps of a document from top to bottom: in a `console` block a line that begins with `$ ` is a command. */
export function sessionSteps(markdown: string): readonly SessionStep[] {
  return Array.from(markdown.matchAll(BLOCK), ({ groups }) => {
    const text = groups?.text ?? '';
    return groups?.kind === 'ts' ? readFile(text) : text.split(PROMPT).slice(1).map(readCommand);
  }).flat();
}

function readFile(text: string): readonly SessionStep[] {
  const path = FILE_PATH.exec(text)?.groups?.path;
  return path === undefined ? [] : [{ kind: 'file', path, text }];
}

function readCommand(text: string): SessionStep {
  const end = text.indexOf('\n');
  return { kind: 'command', command: text.slice(0, end), output: text.slice(end + 1) };
}

/** Output without what differs from run to run: measured numbers, and space at the ends of lines. */
export function stableOutput(output: string): string {
  const lines = output.replaceAll(MEASURED, '#').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
