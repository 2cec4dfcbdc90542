import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Runs a program in a folder and returns what it printed; where it fails, all that it printed is in the error. Deno's cache is in `workspace`. */
export function runProgram(program: string, parameters: readonly string[], folder: string, workspace: string): string {
  const quiet = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(workspace, "deno"), npm_config_loglevel: "error", npm_config_fund: "false", npm_config_audit: "false" };
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd: folder, encoding: "utf8", env: { ...process.env, ...quiet }, maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${program} ${parameters.join(" ")} failed\n${stdout}${stderr}`);
  return stdout;
}
