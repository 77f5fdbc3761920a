import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly content: Html;
  readonly styles: string;
  /** null for a page that runs nothing. */
  readonly script: string | null;
}

/** One self-contained page: it asks for nothing, and runs nothing but its own script. */
export function renderPage({ title, content, styles, script }: PageParts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(styles, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="orderflow">
<title>${title}</title>
<style>${new Html(styles)}</style>
</head>
<body>
<div class="page">
${content}
</div>
${script === null ? null : html`<script>${new Html(script)}</script>`}
</body>
</html>
`.markup;
}

/** What may load: nothing but this very style sheet, this very script, and pictures that stand in the page. */
function contentPolicy(styles: string, script: string | null): string {
  return [
    "default-src 'none'",
    `style-src '${digestOf(styles)}'`,
    ...(script === null ? [] : [`script-src '${digestOf(script)}'`]),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
