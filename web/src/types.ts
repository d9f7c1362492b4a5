/** What the service says (docs/protocol.md). */

export interface ProblemSummary {
  problem_id: string;
  names: Record<string, string>;
  keywords: string[];
  difficulty: string | null;
  limits: { time_limit_s: number | null; memory_mib: number | null };
  /** The format's: pass-fail, scoring, interactive, multi-pass, submit-answer. */
  types?: string[];
  origin: string;
  created_at: string;
  /** The generation that made it; null unless it was generated. */
  making?: { job_id: string; report: string } | null;
}

export interface Sample {
  name: string;
  input: string;
  answer: string;
}

export interface Problem extends ProblemSummary {
  name: string;
  language: string;
  languages: string[];
  statement: { format: "md" | "tex"; text: string };
  samples: Sample[];
}

export interface Language {
  id: string;
  name: string;
  aliases: string[];
}

export interface TestRun {
  test: string;
  verdict: string;
  cpu_s: number;
  wall_s: number;
  memory_mib: number;
  message: string;
}

export interface Submission {
  submission_id: string;
  problem_id: string;
  language: string;
  status: "pending" | "judged";
  verdict: string | null;
  created_at: string;
  tests_judged: number;
  tests_passed?: number;
  tests_total?: number;
  compile?: { ok: boolean; output: string } | null;
  runs?: TestRun[];
  error?: string | null;
}

export interface RunResult {
  run_id: string;
  status: "pending" | "finished";
  verdict: string | null;
  cpu_s?: number;
  memory_mib?: number;
  compile?: { ok: boolean; output: string } | null;
  message?: string;
  stdout?: string;
  stdout_truncated?: boolean;
  stderr?: string;
}

export interface Frame {
  job_id: string | null;
  seq: number;
  type: string;
  stage?: string;
  data: Record<string, any>;
}

/** What became of a generation. */
export interface Draft {
  job_id: string;
  ended: boolean;
  draft: "open" | "kept" | "discarded";
}

export interface Gate {
  id: string;
  status: "pass" | "fail" | "not_applicable" | "infra_failure";
  blame?: string | null;
  summary: string;
  evidence?: unknown;
  evidence_ref?: string;
}

export type Cell = [code: string, cpu_s: number] | null;

export interface Matrix {
  tests: string[];
  solutions: Record<string, { expected: string; verdict: string; runs: Cell[] }>;
}

export interface Report {
  outcome: string;
  time_limit_s: number | null;
  gates: Gate[];
  matrix: Record<string, { expected: string; verdict: string; tests: Record<string, { verdict: string; cpu_s: number }> }>;
}
