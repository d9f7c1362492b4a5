/** Own submissions, newest first: those of this browser, and those that the service knows of the same key. */

import { h } from "../dom";
import { t, when } from "../i18n";
import { type Attempt, attempts } from "../storage";
import { verdictBadge } from "./parts";

const SHOWN = 10;

export function attemptList(problemId: string, open: (attempt: Attempt) => void): HTMLElement {
  const own = attempts(problemId).slice(0, SHOWN);
  if (!own.length) return h("p", { class: "dim" }, t("noHistory"));
  return h("ul", { class: "attempts" }, own.map((attempt) => item(attempt, () => open(attempt))));
}

function item(attempt: Attempt, open: () => void): HTMLElement {
  const at = when(attempt.created_at);
  return h(
    "li",
    {},
    attempt.verdict ? verdictBadge(attempt.verdict) : h("span", { class: "verdict idle busy" }, t("underWay")),
    h("span", {}, attempt.language),
    h("time", { datetime: attempt.created_at, class: "dim grow" }, at),
    h("button", { type: "button", class: "quiet", "aria-label": `${t("open")}: ${t("attemptOf", { when: at })}`, onclick: open }, t("open")),
  );
}
