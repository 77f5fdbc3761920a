import { describe } from 'vitest';

// uPlot asks for it as it is imported.
Object.defineProperty(globalThis, 'devicePixelRatio', { value: 1.5, configurable: true });
const { testWideViews } = await import('../support/wide-views.ts');

describe('wide views at 1.5 device pixels a CSS pixel', () => testWideViews(1.5));
