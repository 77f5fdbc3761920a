import { createHash } from 'node:crypto';
import { Html, html } from './html.ts';
import { STYLES } from './styles.ts';

/** What may load: nothing but this very style sheet. */
const CONTENT_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLES).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** One self-contained page: no script, no request. */
export function renderPage(title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="orderflow">
<title>${title}</title>
<style>${new Html(STYLES)}</style>
</head>
<body>
<div class="page">
${content}
</div>
</body>
</html>
`.markup;
}
