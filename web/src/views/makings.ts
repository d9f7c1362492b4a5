/** Generations that were asked for in this browser, newest first: the way back to one that is under way. */

import { h } from "../dom";
import { named, t, when } from "../i18n";
import { type Making, makings } from "../storage";

const SHOWN = 6;

export function makingList(): HTMLElement | false {
  const own = makings().slice(0, SHOWN);
  return own.length > 0 && h("section", { class: "panel", "aria-labelledby": "makings-title" }, h("h2", { id: "makings-title" }, t("makings")), h("ul", { class: "attempts" }, own.map(item)));
}

const item = (making: Making): HTMLElement =>
  h(
    "li",
    {},
    h("span", { class: `state ${making.outcome || "running"}` }, named(making.outcome ? `was_${making.outcome}` : "underWay")),
    h("a", { class: "grow clip", href: `#/generate/${making.job_id}` }, making.name || making.prompt),
    h("time", { datetime: making.created_at, class: "dim" }, when(making.created_at)),
  );
