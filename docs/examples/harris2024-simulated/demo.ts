// Run: npx tsx docs/examples/harris2024-simulated/demo.ts
import { reportLines } from "../simulated/report.ts";
import { runAnalyses } from "./analyses.ts";
import { provenance } from "./trial.ts";

const width = Math.max(60, Math.min(process.stdout.columns ?? 100, 100));
for (const line of reportLines(provenance, runAnalyses(), width)) console.log(line);
