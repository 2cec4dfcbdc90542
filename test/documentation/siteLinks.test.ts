import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findBrokenLinks } from "./siteLinks.ts";

function brokenIn(files: Readonly<Record<string, string>>): readonly string[] {
  const site = mkdtempSync(join(tmpdir(), "trialwise-site-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    return findBrokenLinks(site);
  } finally {
    rmSync(site, { recursive: true });
  }
}

const page = `<h1 id="top">A</h1><h2 id="a&amp;b">B</h2>`;

describe("links of the site", () => {
  it("lead to pages, files and anchors, other sites aside", () => {
    const index = `<a href="docs/a.html#top"><img src="assets/a.svg"></a><a href="docs/a.html#a%26b">x</a><a href="#here" id="here">y</a><a href="https://example.org/z">z</a>`;
    expect(brokenIn({ "index.html": index, "docs/a.html": `${page}<a href="../index.html#here">back</a>`, "assets/a.svg": "" })).toEqual([]);
  });

  it("are found where a page, a file or an anchor is missing, with the page that has them", () => {
    const index = `<a href="b.html">b</a><a href="docs/a.html#bottom">a</a><script src="main.js">document.write('<a href="no.html">')</script>&lt;a href="shown.html"&gt;`;
    expect(brokenIn({ "index.html": index, "docs/a.html": `${page}<a href="index.html">wrong folder</a><a href="#none">n</a>` })).toEqual([
      "docs/a.html links to index.html, which is not there",
      "docs/a.html links to #none, which is not there",
      "index.html links to b.html, which is not there",
      "index.html links to docs/a.html#bottom, which is not there",
      "index.html links to main.js, which is not there",
    ]);
  });

  it("are looked for in the sidebar's list too", () => {
    const list = deflateSync(JSON.stringify([{ text: "Group", children: [{ text: "A", path: "a.html" }, { text: "B", path: "b.html#none" }] }]));
    const files = { "index.html": "", "b.html": page, "assets/navigation.js": `window.navigationData = "${list.toString("base64")}"` };
    expect(brokenIn(files)).toEqual(["index.html links to a.html, which is not there", "index.html links to b.html#none, which is not there"]);
  });
});
