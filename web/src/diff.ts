/** Line by line, what was wanted and what was printed. */

export interface Line {
  kind: "same" | "missing" | "extra";
  text: string;
}

const MOST_LINES = 200;

/** The longest common subsequence of lines; long outputs are cut first. */
export function difference(wanted: string, printed: string): Line[] {
  const a = lines(wanted);
  const b = lines(printed);
  const common = lengths(a, b);
  const result: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) result.push({ kind: "same", text: a[i++]! }), j++;
    else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) result.push({ kind: "missing", text: a[i++]! });
    else result.push({ kind: "extra", text: b[j++]! });
  }
  return result;
}

/** The judge compares tokens: neither spaces at the ends nor empty lines count. */
const lines = (text: string): string[] => text.trimEnd().split("\n").slice(0, MOST_LINES).map((line) => line.trim().replace(/\s+/g, " "));

function lengths(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
  return table;
}
