import { checkChoice, checkFinite } from "../result/checkOption.ts";
import type { Alternative } from "../result/Alternative.ts";
import { alternatives } from "../result/Alternative.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { checkOptionKeys } from "./checkKeys.ts";
import type { PowerFormula } from "./powerFormula.ts";
import { powerFormulas } from "./powerFormula.ts";
