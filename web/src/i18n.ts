/** Words of the page in English and Korean. */

import { load, save } from "./storage";

export type Locale = "en" | "ko";

const EN = {
  tagline: "Programming problems on request, and honest verdicts.",
  lead: "Say what you would like to solve. It is drafted solution first, cross-examined by machine, and yours to solve in a minute.",
  problems: "Problems", generate: "Generate", settings: "Settings", skip: "Skip to content",
  search: "Search problems", searchHint: "Name, topic or id", topics: "Topics", all: "All", difficulty: "Difficulty",
  tutorial: "Tutorial", easy: "Easy", medium: "Medium", hard: "Hard", unrated: "Unrated",
  found: "{n} problems", foundOne: "1 problem", none: "Nothing fits. Clear the filters, or have one made.", clear: "Clear filters",
  solved: "solved", generated: "made here", loading: "Loading…", retry: "Try again",
  wish: "What should the problem be about?", wishHint: "a graph problem about ferries between islands", make: "Make it", tryThis: "For example",
  statementLanguage: "Statement language", english: "English", korean: "Korean", seed: "Seed", seedHint: "optional: the same wish and seed ask for the same problem",
  making: "Making a problem", wishOf: "Wish", rules: "Rules", statement: "Statement", stages: "Stages", gates: "Quality gates", gatesWait: "Starts when everything is drafted.",
  gatesPassed: "{n} passed, {f} failed, {m} do not apply or are undecided", matrix: "Solutions × tests", matrixHint: "Each column is a test, each row a jury solution. A wrong one must fail somewhere.",
  cancel: "Cancel", cancelling: "Cancelling…", elapsed: "Elapsed", tokens: "Tokens", cost: "Cost", model: "Model", seedWord: "Seed",
  templateNote: "No model is configured: this is a seeded variant of a checked package, made and checked the same way.",
  live: "live", connecting: "connecting", lost: "connection lost, resuming", ended: "ended", offline: "You are offline.",
  waiting: "waiting", started: "working", restarted: "starting over", finished: "done", attempt: "attempt {n}", repair: "Repair round {n}: {what}",
  repairs: "Repairs", failedGates: "failed: {what}", evidence: "Evidence", blame: "to be remade", noEvidence: "No further evidence was kept.",
  verified: "Verified. Every gate agrees.", needs_review: "Kept, but somebody should look: a gate could not decide.", rejected: "Rejected: nothing was stored.",
  failed: "Broken off", near: "Already there and close to it:", busy: "You have a generation under way: one at a time.", seeIt: "See it", solveIt: "Solve it", again: "Another one", seeReport: "Gate report", reportOf: "Gate report", noReport: "This problem was imported, not made here: it has no gate report.",
  pass: "passed", fail: "failed", not_applicable: "does not apply", infra_failure: "undecided",
  sample: "Sample {n}", input: "Input", answer: "Answer", copy: "Copy", copied: "Copied", runSample: "Run this sample", timeLimit: "Time limit", memoryLimit: "Memory",
  code: "Code", language: "Language", reset: "Template", resetAsk: "Replace your code by the template?", submit: "Submit", run: "Run", customInput: "Own input", output: "Output",
  submitHint: "Ctrl+Enter submits, Ctrl+' runs on your own input. In the editor, Escape then Tab moves on.", editorLabel: "Source code", editorLoading: "The editor is loading…",
  tests: "Tests", history: "Your submissions", noHistory: "Nothing submitted from this browser yet.", judging: "Judging… {n} tests so far", queued: "In the queue…",
  passedOf: "{n} of {m} tests passed", times: "CPU time by test", limit: "limit {n}", memory: "Memory by test", difference: "First failing sample", expected: "answer", yours: "your output", differs: "Your output differs",
  compileOutput: "Compiler output", stderr: "Error output", noOutput: "No output.", emptyCode: "Write some code first.", answersOwn: "Answers, from files", chooseFiles: "Choose files", chooseFolder: "Choose a folder", answersHint: "One file per secret test case, named like it: 1.out or group/1.out.", emptyAnswers: "Choose the files with your answers first.", answersNotRun: "Answers are not run: choose a language to run a program.", truncated: "(cut)",
  theme: "Theme", light: "Light", dark: "Dark", auto: "Auto", locale: "Language of the page", key: "API key", keyHint: "Needed only if the service asks for one. Kept until this tab is closed.",
  save: "Save", saved: "Saved", close: "Close", notFound: "There is no such page.", toProblems: "All problems", unreachable: "The service does not answer.",
  offer: "Is one of these what you are looking for?", takeThis: "Take this one", makeNew: "No, make a new one", offerWait: "Without an answer a new one is made after {n} seconds.", reused: "Taken from the catalogue.", was_reused: "taken",
  starting: "The service is starting. It will be here in about half a minute.", iam: "This service takes requests that are signed with IAM only, and a browser cannot sign them. Use the terminal or an AWS SDK, or deploy with keys (auth_mode key).",
  keyNeeded: "This service asks for an API key. Whoever runs it gives one out.", keyRefused: "The key was not accepted: it is wrong, or not valid any more.", useKey: "Use this key",
  generateTitle: "Have a problem made", wishKeys: "Ctrl+Enter starts it.", more: "More settings", makings: "Made from this browser", underWay: "under way", was_verified: "verified", was_needs_review: "to review", was_rejected: "rejected", was_failed: "broken off", was_cancelled: "cancelled", cancelled: "Cancelled. What was drafted so far stays below.",
  draft: "Your decision", keep: "Keep it", discard: "Discard it", bringBack: "Bring it back", isOpen: "The problem is in the catalogue. Keep it, or take it out again.", isKept: "You kept this problem.", isDiscarded: "Discarded: nobody sees this problem any more.",
  remake: "Make it anew", remakeStage: "Make anew", remakeInstruction: "What should be different?", remakeHint: "Set it on Mars, and name the ships.", remakeOf: "Making anew: {what}. {wish}",
  seeMaking: "How it was made, step by step", ownPage: "As a page of its own", jump: "Parts of this page", open: "Open", code_of: "Put this code into the editor", attemptOf: "Submission of {when}",
  source: "Source", highest: "highest {n}", back: "Back", editor: "Editor", results: "Results", expectedVerdict: "expected", at: "at", footer: "Judged in a sandbox. Answers come from executed programs, never from a model.",
  ACCEPTED: "Accepted", WRONG_ANSWER: "Wrong answer", TIME_LIMIT_EXCEEDED: "Time limit exceeded", MEMORY_LIMIT_EXCEEDED: "Memory limit exceeded", OUTPUT_LIMIT_EXCEEDED: "Output limit exceeded",
  RUNTIME_ERROR: "Runtime error", COMPILE_ERROR: "Compile error", SECURITY_VIOLATION: "Security violation", JUDGE_ERROR: "Judge error", ran: "Ran",
  spec: "Specification", reference: "Reference solution", brute: "Brute force", validator: "Input validator", generator: "Test generator", checker: "Output validator", wrong: "Wrong solutions", solver: "Third solution",
};

export type Key = keyof typeof EN;

const KO: Record<Key, string> = {
  tagline: "원하는 문제를 만들고, 정직하게 채점합니다.",
  lead: "풀고 싶은 문제를 말해 보세요. 풀이부터 만들고, 기계가 꼼꼼히 검증한 다음, 바로 풀 수 있습니다.",
  problems: "문제", generate: "만들기", settings: "설정", skip: "본문으로 건너뛰기",
  search: "문제 검색", searchHint: "이름, 주제 또는 ID", topics: "주제", all: "전체", difficulty: "난이도",
  tutorial: "입문", easy: "쉬움", medium: "보통", hard: "어려움", unrated: "미정",
  found: "문제 {n}개", foundOne: "문제 1개", none: "맞는 문제가 없습니다. 조건을 지우거나 새로 만들어 보세요.", clear: "조건 지우기",
  solved: "해결", generated: "여기서 만듦", loading: "불러오는 중…", retry: "다시 시도",
  wish: "어떤 문제를 원하나요?", wishHint: "섬 사이를 오가는 여객선에 관한 그래프 문제", make: "만들기", tryThis: "예를 들어",
  statementLanguage: "지문 언어", english: "영어", korean: "한국어", seed: "시드", seedHint: "선택: 같은 요청과 시드는 같은 문제를 만듭니다",
  making: "문제를 만드는 중", wishOf: "요청", rules: "규칙", statement: "지문", stages: "단계", gates: "품질 검사", gatesWait: "초안이 모두 끝나면 시작합니다.",
  gatesPassed: "통과 {n}, 실패 {f}, 해당 없음 또는 판단 불가 {m}", matrix: "풀이 × 테스트", matrixHint: "열은 테스트, 행은 출제자 풀이입니다. 틀린 풀이는 어디선가 실패해야 합니다.",
  cancel: "취소", cancelling: "취소하는 중…", elapsed: "경과", tokens: "토큰", cost: "비용", model: "모델", seedWord: "시드",
  templateNote: "모델이 설정되지 않아, 검증된 패키지의 변형을 같은 방식으로 만들고 검사합니다.",
  live: "실시간", connecting: "연결 중", lost: "연결이 끊겨 이어받는 중", ended: "종료", offline: "오프라인입니다.",
  waiting: "대기", started: "작업 중", restarted: "다시 시작", finished: "완료", attempt: "{n}번째 시도", repair: "수정 {n}회차: {what}",
  repairs: "수정", failedGates: "실패: {what}", evidence: "근거", blame: "다시 만들 것", noEvidence: "더 남은 근거가 없습니다.",
  verified: "검증 완료. 모든 검사가 동의합니다.", needs_review: "저장했지만 확인이 필요합니다. 판단하지 못한 검사가 있습니다.", rejected: "거절: 저장된 것이 없습니다.",
  failed: "중단됨", near: "비슷한 문제가 이미 있습니다:", busy: "진행 중인 생성이 있습니다. 한 번에 하나씩 만들 수 있습니다.", seeIt: "보기", solveIt: "풀어 보기", again: "하나 더", seeReport: "검사 보고서", reportOf: "검사 보고서", noReport: "여기서 만든 문제가 아니라 가져온 문제라서 검사 보고서가 없습니다.",
  pass: "통과", fail: "실패", not_applicable: "해당 없음", infra_failure: "판단 불가",
  sample: "예제 {n}", input: "입력", answer: "정답", copy: "복사", copied: "복사됨", runSample: "이 예제 실행", timeLimit: "시간 제한", memoryLimit: "메모리",
  code: "코드", language: "언어", reset: "템플릿", resetAsk: "코드를 템플릿으로 바꿀까요?", submit: "제출", run: "실행", customInput: "직접 입력", output: "출력",
  submitHint: "Ctrl+Enter 제출, Ctrl+' 직접 입력으로 실행. 편집기에서는 Esc 다음 Tab으로 빠져나갑니다.", editorLabel: "소스 코드", editorLoading: "편집기를 불러오는 중…",
  tests: "테스트", history: "내 제출", noHistory: "이 브라우저에서 제출한 것이 아직 없습니다.", judging: "채점 중… 지금까지 테스트 {n}개", queued: "대기열에 있습니다…",
  passedOf: "테스트 {m}개 중 {n}개 통과", times: "테스트별 CPU 시간", limit: "제한 {n}", memory: "테스트별 메모리", difference: "처음 틀린 예제", expected: "정답", yours: "내 출력", differs: "출력이 정답과 다릅니다",
  compileOutput: "컴파일러 출력", stderr: "오류 출력", noOutput: "출력이 없습니다.", emptyCode: "먼저 코드를 작성하세요.", answersOwn: "답 (파일)", chooseFiles: "파일 선택", chooseFolder: "폴더 선택", answersHint: "비공개 테스트마다 같은 이름의 파일 하나: 1.out 또는 group/1.out.", emptyAnswers: "먼저 답 파일을 선택하세요.", answersNotRun: "답은 실행되지 않습니다. 프로그램을 실행하려면 언어를 고르세요.", truncated: "(잘림)",
  theme: "테마", light: "밝게", dark: "어둡게", auto: "자동", locale: "화면 언어", key: "API 키", keyHint: "서비스가 요구할 때만 필요합니다. 이 탭을 닫을 때까지 보관합니다.",
  save: "저장", saved: "저장됨", close: "닫기", notFound: "없는 페이지입니다.", toProblems: "모든 문제", unreachable: "서비스가 응답하지 않습니다.",
  offer: "찾던 문제가 여기 있나요?", takeThis: "이 문제로 하기", makeNew: "아니요, 새로 만들기", offerWait: "{n}초 안에 고르지 않으면 새로 만듭니다.", reused: "있던 문제를 골랐습니다.", was_reused: "골랐음",
  starting: "서비스를 시작하고 있습니다. 30초쯤 뒤에 열립니다.", iam: "이 서비스는 IAM으로 서명한 요청만 받으며, 브라우저는 서명할 수 없습니다. 터미널이나 AWS SDK를 쓰거나, 키 방식(auth_mode key)으로 배포하세요.",
  keyNeeded: "이 서비스는 API 키가 필요합니다. 운영자에게 받으세요.", keyRefused: "키가 받아들여지지 않았습니다. 잘못되었거나 만료된 키입니다.", useKey: "이 키 사용",
  generateTitle: "문제 만들기", wishKeys: "Ctrl+Enter로 시작합니다.", more: "더 많은 설정", makings: "이 브라우저에서 만든 문제", underWay: "진행 중", was_verified: "검증됨", was_needs_review: "확인 필요", was_rejected: "거절됨", was_failed: "중단됨", was_cancelled: "취소됨", cancelled: "취소했습니다. 지금까지 만든 것은 아래에 남아 있습니다.",
  draft: "결정하기", keep: "남기기", discard: "버리기", bringBack: "되살리기", isOpen: "문제가 목록에 올라 있습니다. 남기거나 다시 내릴 수 있습니다.", isKept: "이 문제를 남기기로 했습니다.", isDiscarded: "버렸습니다. 이 문제는 더 이상 아무에게도 보이지 않습니다.",
  remake: "다시 만들기", remakeStage: "다시 만들 것", remakeInstruction: "무엇을 바꿀까요?", remakeHint: "무대를 화성으로 옮기고 배에 이름을 붙여 주세요.", remakeOf: "다시 만드는 것: {what}. {wish}",
  seeMaking: "만드는 과정 보기", ownPage: "별도 페이지로 보기", jump: "이 페이지의 부분", open: "열기", code_of: "이 코드를 편집기에 넣기", attemptOf: "{when} 제출",
  source: "소스", highest: "최고 {n}", back: "뒤로", editor: "편집기", results: "결과", expectedVerdict: "예상", at: "시각", footer: "샌드박스에서 채점합니다. 정답은 실행한 프로그램에서 나오며, 모델이 적지 않습니다.",
  ACCEPTED: "맞았습니다", WRONG_ANSWER: "틀렸습니다", TIME_LIMIT_EXCEEDED: "시간 초과", MEMORY_LIMIT_EXCEEDED: "메모리 초과", OUTPUT_LIMIT_EXCEEDED: "출력 초과",
  RUNTIME_ERROR: "런타임 에러", COMPILE_ERROR: "컴파일 에러", SECURITY_VIOLATION: "보안 위반", JUDGE_ERROR: "채점 오류", ran: "실행됨",
  spec: "명세", reference: "기준 풀이", brute: "완전 탐색", validator: "입력 검증기", generator: "테스트 생성기", checker: "출력 검증기", wrong: "틀린 풀이", solver: "세 번째 풀이",
};

const WORDS: Record<Locale, Record<Key, string>> = { en: EN, ko: KO };

let current: Locale = load<Locale | "">("locale", "") || (navigator.language.startsWith("ko") ? "ko" : "en");

export const locale = (): Locale => current;

export function setLocale(next: Locale): void {
  current = next;
  save("locale", next);
  document.documentElement.lang = next;
}

/** The words for a key, `{name}` replaced by values. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return WORDS[current][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** The words for something that the service named; its own name if we know none. */
export const named = (word: string): string => (word in EN ? t(word as Key) : word.replaceAll("_", " "));

const TOPICS_KO: Record<string, string> = {
  arithmetic: "산술", "number theory": "정수론", strings: "문자열", hashing: "해싱", sorting: "정렬", graphs: "그래프", "shortest paths": "최단 경로",
  "dynamic programming": "동적 계획법", simulation: "시뮬레이션", geometry: "기하", "floating point": "실수", "sweep line": "스위핑", greedy: "그리디", constructive: "구성",
  "binary search": "이분 탐색", "two pointers": "투 포인터", trees: "트리", "data structures": "자료 구조", "brute force": "완전 탐색", bfs: "너비 우선 탐색", dfs: "깊이 우선 탐색",
};

/** A topic by the name that readers know it by. */
export const topic = (name: string): string => (current === "ko" ? (TOPICS_KO[name] ?? name) : name);

export const seconds = (s: number): string => `${s < 10 ? s.toFixed(s < 0.0995 ? 3 : 2) : s.toFixed(0)} s`;

export const when = (iso: string): string =>
  new Intl.DateTimeFormat(current, { dateStyle: "short", timeStyle: "short" }).format(new Date(iso));
