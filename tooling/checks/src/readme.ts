/** A program that a README shows. */
export interface ReadmeExample {
  readonly code: string;
  /** What it prints, where the README says so in a `text` block right below; null where it does not. */
  readonly output: string | null;
}

const EXAMPLE = /^```ts\n(?<code>.*?)^```$(?:\s*^```text\n(?<output>.*?)^```$)?/gms;

const PAGE = /^```html\n(?<page>.*?)^```$/gms;

const SHELL = /^```sh\n(?<commands>.*?)^```$/gms;

/** The commands of a README's `sh` blocks, a line each. */
export function readmeCommands(markdown: string): readonly string[] {
  return Array.from(markdown.matchAll(SHELL), ({ groups }) => groups?.commands ?? '').flatMap((commands) =>
    commands.trim().split('\n'),
  );
}

/** The whole pages of a README: its `html` blocks that begin with a document type. */
export function readmePages(markdown: string): readonly string[] {
  const blocks = Array.from(markdown.matchAll(PAGE), ({ groups }) => groups?.page ?? '');
  return blocks.filter((block) => block.startsWith('<!doctype html>'));
}

/** The complete programs of a README: its `ts` blocks, each with the `text` block that follows it directly. */
export function readmeExamples(markdown: string): readonly ReadmeExample[] {
  return Array.from(markdown.matchAll(EXAMPLE), ({ groups }) => ({
    code: groups?.code ?? '',
    output: groups?.output ?? null,
  }));
}
