/** What a generation looks like after some frames: no DOM, no network. */

import type { Frame, Gate, Matrix } from "../types";

export interface Stage {
  name: string;
  state: "waiting" | "started" | "restarted" | "finished";
  attempt: number;
  duration_ms: number;
  tokens: number;
  /** What it streams, by channel; a new attempt starts anew. */
  text: string;
  programs: { name: string; text: string; ref: string }[];
}

export interface Repair {
  round: number;
  artefacts: string[];
  gates: string[];
}

export interface Near {
  problem_id: string;
  name: string;
  difficulty?: string | null;
}

export interface Generation {
  jobId: string;
  model: string;
  request: Record<string, unknown>;
  deadline_s: number;
  /** What is made anew, if the job goes on with a draft. */
  remake: { parent: string; stage: string; instruction: string } | null;
  stages: Stage[];
  /** Stored problems that may be what is asked for already. */
  near: Near[];
  /** Whether it waits for somebody to choose among them, and how long from when it was accepted. */
  isOffered: boolean;
  near_wait_s: number;
  rules: string[];
  title: string;
  /** Typed so far, or finished with its bounds filled in. */
  statement: string;
  statementDone: boolean;
  gates: Gate[];
  repairs: Repair[];
  matrix: Matrix | null;
  matrixRef: string;
  tokens: number;
  cost: number | null;
  end: { type: "done" | "failed"; data: Record<string, unknown> } | null;
  lastSeq: number;
}

const STAGES = ["spec", "reference", "brute", "validator", "generator", "wrong", "statement"];

const waiting = (name: string): Stage => ({ name, state: "waiting", attempt: 1, duration_ms: 0, tokens: 0, text: "", programs: [] });

export const empty = (jobId: string): Generation => ({
  jobId, model: "", request: {}, deadline_s: 0, remake: null, stages: STAGES.map(waiting), near: [], isOffered: false, near_wait_s: 0, rules: [], title: "", statement: "", statementDone: false,
  gates: [], repairs: [], matrix: null, matrixRef: "", tokens: 0, cost: null, end: null, lastSeq: 0,
});

type Step = (generation: Generation, frame: Frame) => void;

const STEPS: Record<string, Step> = {
  accepted: (generation, { data }) => {
    generation.model = String(data["model"]);
    generation.request = data["request"] ?? {};
    generation.deadline_s = Number(data["limits"]?.deadline_s ?? 0);
    generation.remake = data["remake"] ?? null;
    // Of a draft that is gone on with, most stays: what is made anew shows up when it begins.
    if (generation.remake) generation.stages = generation.stages.filter((stage) => stage.state !== "waiting");
  },
  stage: (generation, { data }) => {
    const stage = stageOf(generation, String(data["name"]));
    stage.state = data["state"];
    stage.attempt = Number(data["attempt"] ?? 1);
    if (stage.state === "finished") finish(generation, stage, data);
    else begin(generation, stage);
  },
  delta: (generation, frame) => {
    const stage = stageOf(generation, frame.stage ?? "");
    const attempt = Number(frame.data["attempt"] ?? 1);
    if (attempt > stage.attempt) begin(generation, Object.assign(stage, { attempt }));
    if (frame.data["channel"] === "reasoning") return;
    stage.text += frame.data["text"];
    if (stage.name === "statement") generation.statement += frame.data["text"];
  },
  artefact: (generation, frame) => {
    const { name, text = "", ref = "", object } = frame.data as { name: string; text?: string; ref?: string; object?: Record<string, any> };
    const stage = stageOf(generation, frame.stage ?? name);
    stage.programs = [...stage.programs.filter((program) => program.name !== name), { name, text, ref }];
    if (object) Object.assign(generation, { rules: object["rules"] ?? [], title: object["title"] ?? "" });
    if (stage.name === "statement" && text) Object.assign(generation, { statement: text, statementDone: true });
  },
  gate: (generation, { data }) => {
    const gate = data as Gate;
    generation.gates = [...generation.gates.filter((other) => other.id !== gate.id), gate];
  },
  repair: (generation, { data }) => {
    generation.repairs.push(data as Repair);
    const again = new Set<string>(data["gates"]);
    generation.gates = generation.gates.filter((gate) => !again.has(gate.id));
  },
  matrix: (generation, { data }) => {
    if (data["solutions"]) generation.matrix = data as Matrix;
    else generation.matrixRef = String(data["ref"] ?? "");
  },
  near: (generation, { data }) => {
    generation.near = data["problems"] ?? [];
    generation.near_wait_s = Number(data["wait_s"] ?? 0);
    generation.isOffered = generation.near_wait_s > 0;
  },
  done: (generation, { data }) => {
    generation.end = { type: "done", data };
    // The whole bill, with replies that could not be used.
    const usage = data["usage"] as { prompt_tokens: number; completion_tokens: number; cost?: number } | undefined;
    if (usage) Object.assign(generation, { tokens: usage.prompt_tokens + usage.completion_tokens, cost: usage.cost ?? null });
  },
  failed: (generation, { data }) => void (generation.end = { type: "failed", data }),
};

function begin(generation: Generation, stage: Stage): void {
  Object.assign(stage, { text: "", programs: [] });
  if (stage.name === "statement") Object.assign(generation, { statement: "", statementDone: false });
}

function finish(generation: Generation, stage: Stage, data: Record<string, any>): void {
  stage.duration_ms = Number(data["duration_ms"] ?? 0);
  stage.tokens = Number(data["tokens"] ?? 0);
  generation.tokens += stage.tokens;
}

/** Stages that only some problems have are put in when they begin. */
function stageOf(generation: Generation, name: string): Stage {
  const found = generation.stages.find((stage) => stage.name === name);
  if (found) return found;
  const stage = waiting(name);
  const at = name === "checker" || name === "solver" ? generation.stages.findIndex((other) => other.name === "wrong") : -1;
  generation.stages.splice(at < 0 ? generation.stages.length : at, 0, stage);
  return stage;
}

/** Takes the next frame; what it changes of the page is told by its type. */
export function take(generation: Generation, frame: Frame): void {
  generation.lastSeq = frame.seq;
  if (frame.type === "stage" || frame.type === "done" || frame.type === "failed") generation.isOffered = false;
  STEPS[frame.type]?.(generation, frame);
}
