import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/repository.ts";

/** Minutes behind UTC in January and July 2014: what shows that a process runs in its zone. */
const zones = { UTC: [0, 0], "Pacific/Auckland": [-780, -720], "America/Los_Angeles": [480, 420] } as const;

const ownZone = process.env["TRIALWISE_ZONE"];
const offsets = [0, 6].map((month) => new Date(2014, month, 15).getTimezoneOffset());

function run(zone: string): Promise<{ readonly status: number | null; readonly output: string }> {
  const files = ["examples.test.ts", "reference.test.ts", "calendar.property.test.ts", "timeZones.test.ts"].map((file) => `test/calendar/${file}`);
  const vitest = spawn(process.execPath, [`${repositoryRoot}node_modules/vitest/vitest.mjs`, "run", "--project", "runtime", "--project", "properties", "--reporter", "dot", "--no-isolate", "--no-file-parallelism", ...files], {
    cwd: repositoryRoot,
    // The variables of this run of vitest would make its child one of its workers.
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], TZ: zone, TRIALWISE_ZONE: zone },
  });
  let output = "";
  for (const stream of [vitest.stdout, vitest.stderr]) stream.on("data", (text) => (output += String(text)));
  return new Promise((resolve) => vitest.on("close", (status) => resolve({ status, output })));
}

describe.runIf(ownZone === undefined)("the whole calendar, in a process of its own in each time zone", () => {
  it("passes in UTC, Auckland and Los Angeles alike", { timeout: 300_000 }, async () => {
    // The zone of this very process has all the other tests of the calendar.
    const others = Object.entries(zones).filter(([, minutes]) => minutes.toString() !== offsets.toString());
    for (const [zone] of others) {
      const { status, output } = await run(zone);
      expect([zone, status === 0 ? "" : output]).toEqual([zone, ""]);
      // The tests of the calendar, and the one below that the zone is real.
      expect(Number(/Tests .*?(\d+) passed/.exec(output.replaceAll(/\u001B\[\d+m/g, ""))?.[1])).toBeGreaterThan(30);
    }
  });
});

describe.runIf(ownZone !== undefined)("in a time zone", () => {
  it("runs in it, with its summer time", () => {
    expect(offsets).toEqual(zones[ownZone as keyof typeof zones]);
  });
});
