// What runs inside the page: it draws charts there, and says what the page shows.
import { parse, View } from "vega";
import { compile } from "vega-lite";

/** Draws a chart as an application does, and keeps what its tooltips say in the title of the element. */
export async function draw(selector, chart) {
  const element = document.querySelector(selector);
  element.removeAttribute("title");
  await new View(parse(compile(chart).spec), { renderer: "svg", container: element, hover: true }).runAsync();
}

/** The texts of a table's caption and cells in the order of the document, without marks of footnotes. */
export function textsOfTable(selector) {
  return [...document.querySelectorAll(`${selector} caption, ${selector} th, ${selector} td`)].map((cell) => {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll("sup")) mark.remove();
    return copy.textContent;
  });
}

/** The text of each text element of the images there. */
export function textsOfImages(selector) {
  return [...document.querySelectorAll(`${selector} svg text`)].map((text) => text.textContent);
}

/** The text of each element there is. */
export function textsOf(selector) {
  return [...document.querySelectorAll(selector)].map((element) => element.textContent);
}

export function classesOf(selector) {
  return [...document.querySelectorAll(selector)].map((element) => element.className);
}

/** Elements and attributes that do something or load something, none of which the library makes. */
export function strangersIn(selector) {
  return [...document.querySelectorAll(`${selector} *`)].flatMap((element) => {
    const active = element.matches("script, style, link, meta, base, img, image, iframe, object, embed, video, audio, foreignObject, a:not([href^='#'])");
    const names = element.getAttributeNames().filter((name) => name.startsWith("on") || name === "src");
    return [...(active ? [`a stranger: ${element.localName}`] : []), ...names.map((name) => `a stranger: ${element.localName} ${name}`)];
  });
}

/** What is wrong with the look of the images and tables there. */
export function layoutFaults(selector) {
  return [...document.querySelectorAll(selector)].flatMap((section) => [
    ...[...section.querySelectorAll("svg")].flatMap(faultsOfImage),
    ...[...section.querySelectorAll("td, th, caption")].filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0).map((cell) => `a cell is too narrow: ${nameOf(cell)}`),
  ]);
}

/** By how many pixels the page is wider than its window. */
export function overflow() {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}

function faultsOfImage(image) {
  const frame = image.getBoundingClientRect();
  const texts = [...image.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "" && getComputedStyle(text).opacity !== "0");
  const boxes = texts.flatMap((text) => linesOf(text).map((line) => ({ text, box: line.getBoundingClientRect() })));
  const outside = boxes.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  const overlapping = boxes.flatMap((one, index) => boxes.slice(index + 1).flatMap((other) => (one.text !== other.text && overlap(one.box, other.box) ? [[one.text, other.text]] : [])));
  return [
    ...outside.map(({ text }) => `text leaves its image: ${nameOf(text)}`),
    ...overlapping.map((pair) => `texts lie over each other: ${pair.map(nameOf).join(" and ")}`),
    ...texts.filter((text) => contrastOnWhite(getComputedStyle(text).fill) < 4.5).map((text) => `text is too faint: ${nameOf(text)}`),
    ...[...image.querySelectorAll(":scope > rect + text, :scope > text")].filter((text) => image.matches("[role=img]") && !isFramed(text, image)).map((text) => `text leaves its box: ${nameOf(text)}`),
  ];
}

function linesOf(text) {
  const lines = [...text.querySelectorAll("tspan")];
  return lines.length === 0 ? [text] : lines;
}

/** By more than what letters leave free above and below them. */
function overlap(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 1 && high > 0.35 * Math.min(one.height, other.height);
}

/** Inside the smallest box that the text begins in. */
function isFramed(text, image) {
  const inner = text.getBoundingClientRect();
  const frames = [...image.querySelectorAll(":scope > rect")].map((rect) => rect.getBoundingClientRect()).filter((box) => inner.left >= box.left && inner.left <= box.right && inner.top >= box.top - 1 && inner.top <= box.bottom);
  const frame = frames.sort((a, b) => a.width * a.height - b.width * b.height)[0];
  return frame !== undefined && inner.right <= frame.right + 1 && inner.bottom <= frame.bottom + 1;
}

/** The contrast ratio of WCAG 2.1. */
function contrastOnWhite(color) {
  const [red, green, blue] = color.match(/[\d.]+/g).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

function nameOf(element) {
  return JSON.stringify(element.textContent.slice(0, 60));
}
