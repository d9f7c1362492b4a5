/** What the browser keeps for one person: preferences, own submissions, drafts of code. Works without storage too. */

const PREFIX = "alpaco.";

export function load<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function save(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    /* Storage is full or forbidden: the page works, it only forgets. */
  }
}

/** A key ends with the tab. */
export function token(): string {
  try {
    return sessionStorage.getItem(PREFIX + "token") ?? "";
  } catch {
    return "";
  }
}

export function saveToken(value: string): void {
  try {
    if (value) sessionStorage.setItem(PREFIX + "token", value);
    else sessionStorage.removeItem(PREFIX + "token");
  } catch {
    /* As above. */
  }
}

export interface Attempt {
  submission_id: string;
  problem_id: string;
  language: string;
  created_at: string;
  verdict: string;
}

const KEPT = 200;

export function attempts(problemId?: string): Attempt[] {
  const all = load<Attempt[]>("attempts", []);
  return problemId === undefined ? all : all.filter((item) => item.problem_id === problemId);
}

export function remember(attempt: Attempt): void {
  const others = attempts().filter((item) => item.submission_id !== attempt.submission_id);
  save("attempts", [attempt, ...others].sort((a, b) => b.created_at.localeCompare(a.created_at)).slice(0, KEPT));
}

export function isSolved(problemId: string): boolean {
  return attempts(problemId).some((item) => item.verdict === "ACCEPTED");
}

/** A generation that was asked for here. */
export interface Making {
  job_id: string;
  prompt: string;
  created_at: string;
  /** Empty while it is under way. */
  outcome: string;
  name: string;
}

const KEPT_MAKINGS = 30;

export const makings = (): Making[] => load<Making[]>("makings", []);

export const makingOf = (jobId: string): Making | undefined => makings().find((making) => making.job_id === jobId);

export function rememberMaking(making: Making): void {
  const others = makings().filter((other) => other.job_id !== making.job_id);
  save("makings", [making, ...others].sort((a, b) => b.created_at.localeCompare(a.created_at)).slice(0, KEPT_MAKINGS));
}

const KEPT_CODE = 20;

/** The code of the last submissions: the service does not show it again. */
export function rememberCode(submissionId: string, code: string): void {
  const kept = load<[string, string][]>("code", []);
  save("code", [[submissionId, code], ...kept.filter(([other]) => other !== submissionId)].slice(0, KEPT_CODE));
}

export function codeOf(submissionId: string): string | undefined {
  return load<[string, string][]>("code", []).find(([other]) => other === submissionId)?.[1];
}
