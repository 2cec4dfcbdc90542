/** RFC 4180, character by character. */
export function parseCsv(text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let [cells, cell, isQuoted]: [string[], string, boolean] = [[], "", false];
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') cell += text[++index];
      else isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === separator || character === "\r") {
      cells.push(cell);
      cell = "";
      if (character === "\r") {
        lines.push(cells);
        cells = [];
        index++;
      }
    } else cell += character;
  }
  return lines;
}
