/** Own submissions of this browser, newest first. */

import { h } from "../dom";
import { t, when } from "../i18n";
import { attempts } from "../storage";
import { verdictBadge } from "./parts";

const SHOWN = 10;

export function attemptList(problemId: string): HTMLElement {
  const own = attempts(problemId).slice(0, SHOWN);
  if (!own.length) return h("p", { class: "dim" }, t("noHistory"));
  const rows = own.map((item) => h("li", {}, item.verdict ? verdictBadge(item.verdict) : h("span", { class: "verdict idle" }, "…"), h("span", {}, item.language), h("time", { datetime: item.created_at, class: "dim" }, when(item.created_at))));
  return h("ul", { class: "attempts" }, rows);
}
