import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { inflateSync } from "node:zlib";

/** Links and anchors of a built site that lead nowhere, each with its page; links to other sites are not followed. */
export function findBrokenLinks(site: string): readonly string[] {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  const texts = new Map(files.filter((file) => file.endsWith(".html")).map((file) => [file, readFileSync(join(site, file), "utf8")]));
  const anchors = new Map([...texts].map(([file, text]) => [file, new Set(attributesOf(text, "id|name"))]));
  const known = new Set(files);

  const broken = (page: string, link: string): boolean => {
    if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(link)) return false;
    const [path = "", anchor = ""] = link.split("#", 2).map(decodeURIComponent);
    const target = path === "" ? page : posix.normalize(posix.join(posix.dirname(page), path.replace(/\?.*$/, "")));
    if (!known.has(target)) return true;
    return anchor !== "" && anchors.has(target) && !anchors.get(target)!.has(anchor);
  };
  const linked = [...texts].map(([page, text]) => [page, attributesOf(text, "href|src")] as const);
  const listed = readNavigation(site, known);
  return [...linked, ["index.html", listed] as const].flatMap(([page, links]) =>
    [...new Set(links)].filter((link) => broken(page, link)).map((link) => `${page} links to ${link}, which is not there`),
  );
}

/** Values of attributes in the tags of a page; text that only shows a tag has its angle brackets escaped. */
function attributesOf(text: string, names: string): readonly string[] {
  const tags = text.replaceAll(/<script\b[\s\S]*?<\/script>/g, (script) => script.slice(0, script.indexOf(">") + 1)).match(/<[a-z][^>]*>/gi) ?? [];
  const attribute = new RegExp(String.raw`\s(?:${names})="([^"]*)"`, "g");
  return tags.flatMap((tag) => [...tag.matchAll(attribute)].map(([, value]) => unescaped(value!)));
}

function unescaped(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

interface NavigationEntry {
  readonly path?: string;
  readonly children?: readonly NavigationEntry[];
}

/** The links of TypeDoc's sidebar, which each page draws from a compressed list. */
function readNavigation(site: string, files: ReadonlySet<string>): readonly string[] {
  const path = "assets/navigation.js";
  if (!files.has(path)) return [];
  const data = /"([^"]+)"/.exec(readFileSync(join(site, path), "utf8"))?.[1];
  if (data === undefined) throw new Error(`${path} holds no list`);
  const pathsOf = (entries: readonly NavigationEntry[]): readonly string[] =>
    entries.flatMap((entry) => [...(entry.path === undefined ? [] : [entry.path]), ...pathsOf(entry.children ?? [])]);
  return pathsOf(JSON.parse(inflateSync(Buffer.from(data, "base64")).toString("utf8")) as readonly NavigationEntry[]);
}
