export { aals } from "./aals.ts";
export { alsfrsR } from "./alsfrsR.ts";
export { fvc } from "./fvc.ts";
export { sf36 } from "./sf36.ts";
