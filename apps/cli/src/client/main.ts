import { openReport } from './open-report.ts';

openReport(document);
