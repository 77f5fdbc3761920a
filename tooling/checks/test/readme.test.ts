import { describe, expect, it } from 'vitest';
import { readmeCommands, readmeExamples, readmePages } from '../src/readme.ts';

describe('readmeExamples', () => {
  it('finds every ts block and no other', () => {
    const markdown = '# Title\n\n```ts\none();\n```\n\n```sh\nnpm test\n```\n\n```ts\ntwo();\n```\n';
    expect(readmeExamples(markdown)).toEqual([
      { code: 'one();\n', output: null },
      { code: 'two();\n', output: null },
    ]);
  });

  it('takes the text block right below as the output', () => {
    const markdown =
      '```ts\none();\n```\n\n```text\n1\n2\n```\n\n```ts\ntwo();\n```\n\nIt prints:\n\n```text\n3\n```\n';
    expect(readmeExamples(markdown)).toEqual([
      { code: 'one();\n', output: '1\n2\n' },
      { code: 'two();\n', output: null },
    ]);
  });

  it('finds nothing in an empty README', () => {
    expect(readmeExamples('')).toEqual([]);
  });
});

describe('readmePages', () => {
  it('finds every html block that is a whole page', () => {
    const page = '<!doctype html>\n<title>Whole</title>\n';
    expect(readmePages(`\`\`\`html\n<p>Part</p>\n\`\`\`\n\n\`\`\`html\n${page}\`\`\`\n`)).toEqual([page]);
    expect(readmePages('# Title\n')).toEqual([]);
  });
});

describe('readmeCommands', () => {
  it('finds the lines of every sh block and of no other', () => {
    const markdown = '```sh\none\ntwo --flag\n```\n\n```ts\nno();\n```\n\n```sh\nthree\n```\n';
    expect(readmeCommands(markdown)).toEqual(['one', 'two --flag', 'three']);
  });
});
