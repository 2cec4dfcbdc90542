import { paper } from "./audit.ts";
import { reportLines } from "./report.ts";

const width = Math.max(60, Math.min(process.stdout.columns ?? 100, 100));
for (const line of reportLines(paper, width)) console.log(line);
