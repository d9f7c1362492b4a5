/** Frame of the page: header, footer, and which view the address names. */

import "./styles/base.css";
import "./styles/parts.css";
import "./styles/views.css";
import { configuration, whenStarting } from "./api";
import { announce, h, replace, svg } from "./dom";
import { locale, setLocale, t } from "./i18n";
import { applyTheme } from "./theme";
import { catalogue } from "./views/catalogue";
import { openSettings } from "./views/settings";

type Leave = (() => void) | void;

const main = document.getElementById("main")!;
let leave: Leave;
let visit = 0;

/** Views that are not the first page are loaded when they are asked for. */
const ROUTES: [RegExp, (parts: string[], query: URLSearchParams) => Leave | Promise<Leave>][] = [
  [/^\/?$/, () => catalogue(main)],
  [/^\/generate$/, async (_, query) => (await import("./views/wish")).wishForm(main, query.get("wish") ?? "")],
  [/^\/generate\/(\w+)$/, async ([jobId]) => (await import("./views/job")).job(main, jobId!)],
  [/^\/problems\/([\w-]+)$/, async ([problemId]) => (await import("./views/problem")).problemView(main, problemId!)],
  [/^\/problems\/([\w-]+)\/gates$/, async ([problemId]) => (await import("./views/gates")).gatesView(main, problemId!)],
];

async function route(): Promise<void> {
  const here = ++visit;
  leave?.();
  leave = undefined;
  const [path = "", query = ""] = location.hash.replace(/^#/, "").split("?");
  const found = ROUTES.map(([pattern, view]) => ({ match: pattern.exec(path), view })).find(({ match }) => match);
  document.title = "Alpaco";
  drawHeader(path);
  if (!found) return replace(main, h("h1", {}, t("notFound")), h("p", {}, h("a", { href: "#/" }, t("toProblems"))));
  const left = await found.view(found.match!.slice(1), new URLSearchParams(query));
  if (here === visit) leave = left;
  else left?.();
}

function drawHeader(path: string): void {
  const link = (href: string, words: string, isHere: boolean): HTMLElement => h("a", { href, "aria-current": isHere ? "page" : null }, words);
  const settings = h("button", { type: "button", class: "quiet icon", "aria-label": t("settings"), title: t("settings"), onclick: () => openSettings(() => void route()) }, sliders());
  const brand = h("a", { href: "#/", class: "brand" }, h("img", { src: "./favicon.svg", alt: "", width: 24, height: 24 }), "Alpaco");
  const links = [link("#/", t("problems"), path === "" || path === "/" || path.startsWith("/problems")), link("#/generate", t("generate"), path.startsWith("/generate"))];
  replace(document.getElementById("header")!, brand, h("nav", { "aria-label": "Alpaco" }, links), settings);
  replace(document.getElementById("footer")!, t("footer"));
  replace(document.querySelector(".skip")!, t("skip"));
}

/** What concerns the page as a whole stands above every view. */
async function tellOfService(): Promise<void> {
  const banner = document.getElementById("banner")!;
  const say = (words: string): void => (replace(banner, words !== "" && h("p", { class: "notice" }, words)), announce(words));
  whenStarting((isStarting) => isStarting !== banner.hasChildNodes() && say(isStarting ? t("starting") : ""));
  const config = await configuration();
  if (config.auth_mode === "iam") say(t("iam"));
}

function sliders(): SVGElement {
  const line = (y: number, knob: number): SVGElement[] => [svg("path", { d: `M3 ${y}h18` }), svg("circle", { cx: knob, cy: y, r: 2.6 })];
  return svg("svg", { viewBox: "0 0 24 24", width: 22, height: 22, class: "sliders", "aria-hidden": "true" }, line(6, 15), line(12, 8), line(18, 17));
}

function moved(): void {
  void route().then(() => main.focus({ preventScroll: true }));
  scrollTo(0, 0);
}

/** `/` goes to the search, as on many sites. */
function shortcut(event: KeyboardEvent): void {
  const typing = event.composedPath().some((target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)));
  const search = document.getElementById("search");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || !search) return;
  event.preventDefault();
  search.focus();
}

applyTheme();
setLocale(locale());
addEventListener("hashchange", moved);
addEventListener("keydown", shortcut);
document.querySelector(".skip")!.addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
void tellOfService().catch(() => undefined);
void route();
