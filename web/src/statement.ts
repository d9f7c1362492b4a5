/** Statements as HTML: Markdown without raw HTML, sanitized, formulas drawn into the finished elements. Loaded lazily. */

import DOMPurify from "dompurify";
import katex from "katex";
import "katex/dist/katex.min.css";
import MarkdownIt from "markdown-it";

const PLACEHOLDER = /\{\{(?:next|remaining)samples?\}\}/g;
/** Samples that the service wrote into the text; the page shows them beside it, with buttons. */
const SAMPLES = /^\*\*(?:Sample (?:input|output)|예제 (?:입력|출력)) \d+\*\*\n+(`{3,})[^\n]*\n[\s\S]*?\n?\1[ \t]*$/gm;
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

interface Position {
  src: string;
  pos: number;
  posMax: number;
  push: (type: string, tag: string, nesting: -1 | 0 | 1) => { content: string; markup: string };
}

/** `$…$` and `$$…$$`, told from amounts of money as in pandoc: no space inside, no digit after. */
function mathRule(state: Position, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const mark = state.src.startsWith("$$", state.pos) ? "$$" : "$";
  const start = state.pos + mark.length;
  const end = state.src.indexOf(mark, start);
  if (end <= start) return false;
  const body = state.src.slice(start, end);
  if (mark === "$" && (/^\s|\s$/.test(body) || /\d/.test(state.src[end + 1] ?? ""))) return false;
  if (!silent) {
    const token = state.push("math", "span", 0);
    token.content = body;
    token.markup = mark;
  }
  state.pos = end + mark.length;
  return true;
}

markdown.inline.ruler.before("escape", "math", mathRule as never);
markdown.renderer.rules["math"] = (tokens, index) => {
  const token = tokens[index]!;
  const kind = token.markup === "$$" ? "math block" : "math";
  return `<span class="${kind}">${markdown.utils.escapeHtml(token.content)}</span>`;
};

/** The statement as an element; `format` tex is shown as it is. */
export function rendered(text: string, format: "md" | "tex" = "md"): HTMLElement {
  const article = document.createElement("div");
  article.className = "prose";
  if (format === "tex") {
    const pre = document.createElement("pre");
    pre.textContent = text;
    article.append(pre);
    return article;
  }
  const html = markdown.render(text.replace(PLACEHOLDER, "").replace(SAMPLES, "").trim());
  article.append(DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true, FORBID_TAGS: ["style", "form", "input"], FORBID_ATTR: ["style"] }));
  for (const span of article.querySelectorAll<HTMLElement>("span.math")) {
    if (!span.classList.contains("block")) glue(span);
    draw(span);
  }
  return article;
}

const SHORT_FORMULA = 30;

/** A bracket, a comma or a Korean particle beside a short formula stays on its line: browsers would break there. */
function glue(span: HTMLElement): void {
  if (span.textContent.length > SHORT_FORMULA) return;
  const [before, after] = [span.previousSibling, span.nextSibling];
  const left = before instanceof Text ? (/[^\s]{1,3}$/.exec(before.data)?.[0] ?? "") : "";
  const right = after instanceof Text ? (/^[^\s]{1,6}/.exec(after.data)?.[0] ?? "") : "";
  if (before instanceof Text) before.data = before.data.slice(0, before.length - left.length);
  if (after instanceof Text) after.data = after.data.slice(right.length);
  const glued = document.createElement("span");
  glued.className = "glued";
  span.replaceWith(glued);
  glued.append(left, span, right);
}

/** Bounds like 1000000000 can be read with a thin space between thousands. */
const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, "\\,");

/** Drawn node by node: inline styles in markup would not pass the content security policy. */
function draw(span: HTMLElement): void {
  const options = { throwOnError: false, trust: false, displayMode: span.classList.contains("block"), maxExpand: 200 };
  katex.render(span.textContent.replace(/\d{5,}/g, grouped), span, options);
}
