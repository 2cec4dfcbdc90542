import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

/** A page, and all that it did besides showing what it was given. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests, dialogs, errors and windows, in words. None of them leaves the machine. */
  readonly doings: readonly string[];
}

export const program = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** The sandbox asks for rights that containers do not give; what is opened is ours, and nothing is loaded. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
}

const origin = "http://page.invalid";

/** Opens a page made of files: `index.html` first. Whatever else it asks for is refused and noted. */
export async function openPage(browser: Browser, files: Readonly<Record<string, string>>, width = 1280): Promise<WatchedPage> {
  const doings: string[] = [];
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  context.on("page", () => doings.push("opened a window"));
  page.on("dialog", (dialog) => {
    doings.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => doings.push(`error: ${error.message}`));
  await context.route("**/*", (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const file = files[path];
    if (file !== undefined) return route.fulfill({ body: file, contentType: path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8" });
    doings.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${origin}/index.html`, { waitUntil: "load" });
  return { page, doings };
}

/** A page in which each section has a heading and a content of its own, as a report has. */
export function reportPage(title: string, sections: Readonly<Record<string, string>>): string {
  const parts = Object.entries(sections).map(([name, content]) => `<section><h2>${name}</h2>\n${content}\n</section>`);
  const icon = `<link rel="icon" href="data:,">`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${icon}<title>${title}</title></head><body><main><h1>${title}</h1>\n${parts.join("\n")}\n</main></body></html>`;
}

let inPage: Promise<string> | undefined;

/** Brings what is in inPage.js to the page, as `inPage`. */
export async function equip({ page }: WatchedPage): Promise<void> {
  inPage ??= build({ entryPoints: [fileURLToPath(new URL("inPage.js", import.meta.url))], bundle: true, write: false, format: "iife", globalName: "inPage", logLevel: "error" }).then(({ outputFiles }) => outputFiles[0]!.text);
  await page.addScriptTag({ content: await inPage });
}

/** Calls a function of inPage.js there. */
export async function ask<Answer>({ page }: WatchedPage, name: string, ...parameters: readonly unknown[]): Promise<Answer> {
  return page.evaluate<Answer>(`inPage.${name}(...${JSON.stringify(parameters)})`);
}
