export { escapeControls, printable, printableUpTo } from '@orderflow/core';
