/** Stored problems that may be what was asked for: an offer while the generation waits, a line of links afterwards. */

import * as api from "../api";
import { h, replace } from "../dom";
import type { Generation, Near } from "../generation/state";
import { t } from "../i18n";
import { difficultyPill, problemNotice } from "./parts";

const address = (item: Near): string => `#/problems/${encodeURIComponent(item.problem_id)}`;

export function nearLine(near: Near[]): HTMLElement {
  const links = near.map((item, index) => [index > 0 && " · ", h("a", { href: address(item) }, item.name)]);
  return h("p", { class: "near" }, `${t("near")} `, links);
}

export function nearOffer(generation: Generation): HTMLElement {
  const panel = h("section", { class: "panel offer", "aria-labelledby": "offer-title" });
  const notice = h("div", { class: "form-notice" });
  const choose = (problemId: string | null): void => {
    const buttons = [...panel.querySelectorAll("button")];
    buttons.forEach((button) => (button.disabled = true));
    api.choose(generation.jobId, problemId).catch((error: unknown) => {
      buttons.forEach((button) => (button.disabled = false));
      replace(notice, problemNotice(error));
    });
  };
  const item = (near: Near): HTMLElement =>
    h("li", {}, near.difficulty && difficultyPill(near.difficulty), h("a", { class: "grow", href: address(near), target: "_blank", rel: "noopener" }, near.name), h("button", { type: "button", "aria-label": `${t("takeThis")}: ${near.name}`, onclick: () => choose(near.problem_id) }, t("takeThis")));
  const fresh = h("button", { type: "button", class: "primary", onclick: () => choose(null) }, t("makeNew"));
  replace(panel, h("h2", { id: "offer-title" }, t("offer")), h("ul", { class: "attempts" }, generation.near.map(item)), h("div", { class: "actions" }, fresh, h("small", { class: "dim" }, t("offerWait", { n: generation.near_wait_s }))), notice);
  return panel;
}
