/** The service over HTTP: reads are repeated, writes too, under one Idempotency-Key. */

import { token } from "./storage";
import type { Draft, Frame, Language, Problem, ProblemSummary, Report, RunResult, Submission } from "./types";

interface Config {
  http_url: string;
  websocket_url: string;
  /** How callers say who they are: `none`, `key`, `jwt`, or `iam`, which no browser can do. */
  auth_mode?: string;
}

const ATTEMPTS = 4;
/** After which there is no frame. */
const LAST_SEQ = 99_999_999;
/** Where nobody is let in who does not say who he is. */
const KEYED = new Set(["key", "jwt"]);
const PASSING = new Set([429, 502, 503, 504]);
const LONGEST_PAUSE_MS = 20_000;
const STARTING_MS = 1_000;

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly field: string,
    readonly jobId = "",
  ) {
    super(detail || title || `HTTP ${status}`);
  }
}

let config: Promise<Config> | undefined;
let onStarting: (isStarting: boolean) => void = () => undefined;

/** Tells when the service is not there yet, and when it is. */
export function whenStarting(tell: (isStarting: boolean) => void): void {
  onStarting = tell;
}

/** Where the service is: said by the server of the page, so one build serves every deployment. */
export function configuration(): Promise<Config> {
  config ??= asked();
  config.catch(() => (config = undefined));
  return config;
}

async function asked(): Promise<Config> {
  for (;;) {
    const answer = (await fetch("./config.json", { cache: "no-cache" }).then((found) => found.json())) as Config & { starting?: boolean };
    onStarting(Boolean(answer.starting));
    if (!answer.starting) return answer;
    await pause(STARTING_MS);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const { http_url } = await configuration();
  const init: RequestInit = { method, headers: { ...authorization(), ...headers } };
  if (body !== undefined) init.body = JSON.stringify(body);
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(http_url + path, init).catch((cause: unknown) => {
      if (attempt === ATTEMPTS) throw new ApiError(0, "", navigator.onLine ? String(cause) : "offline", "");
      return undefined;
    });
    if (answer?.ok) return answer;
    const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1000;
    // A used-up day is not waited for.
    const mayPass = !answer || (PASSING.has(answer.status) && asked <= LONGEST_PAUSE_MS && attempt < ATTEMPTS);
    if (!mayPass) throw await refusal(answer);
    await pause(Math.min(asked || 250 * 2 ** attempt, LONGEST_PAUSE_MS));
  }
}

function authorization(): Record<string, string> {
  return token() ? { Authorization: `Bearer ${token()}` } : {};
}

async function refusal(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => ({}))) as Record<string, string>;
  return new ApiError(answer.status, problem["title"] ?? "", problem["detail"] ?? "", problem["field"] ?? "", problem["job_id"] ?? "");
}

async function get<T>(path: string): Promise<T> {
  return (await request("GET", path)).json() as Promise<T>;
}

async function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const named = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID(), ...headers };
  return (await request("POST", path, body, named)).json() as Promise<T>;
}

const id = encodeURIComponent;

/** The whole catalogue, page by page. */
export async function problems(): Promise<ProblemSummary[]> {
  const found: ProblemSummary[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { problems: ProblemSummary[]; cursor: string | null } = await get(`/problems?limit=100&cursor=${id(cursor)}`);
    found.push(...page.problems);
    cursor = page.cursor;
  }
  return found;
}

export const problem = (problemId: string, language: string): Promise<Problem> =>
  get(`/problems/${id(problemId)}?language=${id(language)}`);

export const languages = async (): Promise<Language[]> =>
  (await get<{ languages: Language[] }>("/languages")).languages;

export const submit = async (problemId: string, language: string, code: string): Promise<string> =>
  (await post<{ submission_id: string }>(`/problems/${id(problemId)}/grade`, { language, code })).submission_id;

export const submission = (submissionId: string): Promise<Submission> => get(`/submissions/${id(submissionId)}`);

/** Runs code once on one's own input. */
export async function run(language: string, code: string, stdin: string): Promise<RunResult> {
  let result = await post<RunResult>("/runs", { language, code, stdin }, { Prefer: "wait=15" });
  while (result.status !== "finished") {
    await pause(500);
    result = await get(`/runs/${id(result.run_id)}`);
  }
  return result;
}

export interface Wish {
  prompt: string;
  difficulty: string;
  language: string;
  seed?: number;
}

/** How long somebody in front of the page may think about problems that are there already. */
const NEAR_WAIT_S = 60;

export const generate = async (wish: Wish): Promise<string> =>
  (await post<{ job_id: string }>("/generations", { ...wish, near_wait_s: NEAR_WAIT_S })).job_id;

export const frames = async (jobId: string, afterSeq: number): Promise<Frame[]> =>
  (await get<{ frames: Frame[] }>(`/generations/${id(jobId)}?after_seq=${afterSeq}`)).frames;

export const generation = (jobId: string): Promise<Draft> => get(`/generations/${id(jobId)}?after_seq=${LAST_SEQ}`);

/** Decides about what a generation has made; both may be repeated, and each takes the other back. */
export const decide = (jobId: string, action: "keep" | "discard"): Promise<{ draft: string; problem_id: string | null }> =>
  post(`/generations/${id(jobId)}/${action}`, undefined);

/** The job that makes one stage of a draft anew. */
export const regenerate = async (jobId: string, stage: string, instruction: string): Promise<string> =>
  (await post<{ job_id: string }>(`/generations/${id(jobId)}/regenerate`, { stage, instruction })).job_id;

/** Takes a stored problem that was offered; without one a new problem is made. */
export const choose = (jobId: string, problemId: string | null): Promise<unknown> => post(`/generations/${id(jobId)}/choose`, { problem_id: problemId });

export const cancel = (jobId: string): Promise<unknown> => post(`/generations/${id(jobId)}/cancel`, undefined);

/** What the gates said of a stored problem. */
export const report = (problemId: string): Promise<Report> => get(`/problems/${id(problemId)}/report`);

/** One's own submissions of a problem as the service knows them, newest first. */
export const submissions = async (problemId: string): Promise<Submission[]> =>
  (await get<{ submissions: Submission[] }>(`/submissions?limit=20&problem_id=${id(problemId)}`)).submissions;

export const text = async (path: string): Promise<string> => (await request("GET", path)).text();

export const json = get;

/** The WebSocket address, with a fresh one-time ticket if there is somebody to name. A service without tickets has none. */
export async function websocketUrl(): Promise<string> {
  const { websocket_url, auth_mode = "none" } = await configuration();
  if (!token() && KEYED.has(auth_mode)) throw new ApiError(401, "", "", "");
  if (!token()) return websocket_url;
  try {
    const { ticket } = await post<{ ticket: string }>("/tickets", {});
    return `${websocket_url}?ticket=${id(ticket)}`;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return websocket_url;
    throw error;
  }
}
