/** The gate report of a problem that was generated, as a page of its own. */

import * as api from "../api";
import { type Child, h, replace } from "../dom";
import { t } from "../i18n";
import { makingOf } from "../storage";
import { problemNotice, section, waiting } from "./parts";
import { outcomeLine, reportBody } from "./report";
import type { Report } from "../types";

export function gatesView(main: HTMLElement, problemId: string): void {
  const back = h("p", {}, h("a", { href: `#/problems/${encodeURIComponent(problemId)}` }, `← ${t("back")}`));
  const page = (...parts: Child[]): HTMLElement => h("div", { class: "stack" }, back, h("h1", {}, t("reportOf")), parts);
  const show = async (): Promise<void> => {
    replace(main, page(waiting()));
    const [problem, report] = await Promise.all([api.problem(problemId, "en"), api.report(problemId)]);
    replace(main, page(await making(problem.making?.job_id), shown(report)));
  };
  const again = (): void => void show().catch((error: unknown) => replace(main, page(failure(error, again))));
  again();
}

const failure = (error: unknown, again: () => void): HTMLElement =>
  error instanceof api.ApiError && error.status === 404 ? h("p", { class: "notice" }, t("noReport")) : problemNotice(error, again);

const shown = (report: Report): HTMLElement => section(t("gates"), outcomeLine(report), reportBody(report));

/** Frames of a making are shown to whose it is; where callers are not told apart, to everybody. */
async function making(jobId: string | undefined): Promise<HTMLElement | false> {
  if (!jobId) return false;
  const isShown = makingOf(jobId) !== undefined || (await api.configuration()).auth_mode === "none";
  return isShown && h("p", { class: "lead" }, h("a", { href: `#/generate/${jobId}` }, t("seeMaking")));
}
