import { comparisons } from "./survival.ts";
for (const c of comparisons) { console.log(c.title); for (const x of [c.baseline, ...c.others]) { const t = performance.now(); try { x.run(); } catch (e) { console.log((e as Error).stack); } console.log(x.name, Math.round(performance.now() - t)); } }
