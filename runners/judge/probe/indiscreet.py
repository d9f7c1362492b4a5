"""Words by which a statement tells how it is solved, or that a model wrote it.

Stories use words like `queue`, `sort` or `greedy` themselves, so what may belong to a task counts only where a sentence
gives advice; what an author of a task has no use for counts anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from judge.probe.prose import sentences

# Methods that hardly any task is about.
_METHODS = re.compile(
    r"\bdijkstra(?:['’]s)? (?:algorithm|shortest|search)|\b(?:use|using|run|apply|with|by) dijkstra\b|"
    r"\b(?:bellman[- ]ford|floyd[- ]warshall|kruskal(?:['’]s)? algorithm|prim['’]s algorithm|kadane(?:['’]s)? algorithm|"
    r"tarjan(?:['’]s)? algorithm|kosaraju|edmonds[- ]karp|dinic(?:['’]s)? algorithm|hopcroft[- ]karp|ford[- ]fulkerson|"
    r"segment trees?|fenwick|binary indexed trees?|union[- ]find|dynamic programming|memoi[sz]ation|memoi[sz]e|"
    r"re-?rooting|centroid decomposition|heavy[- ]light|sqrt decomposition|suffix (?:array|automaton|tree)s?|aho[- ]corasick|"
    r"pick['’]s theorem|chinese remainder theorem|sprague[- ]grundy|grundy (?:number|value)s?|inclusion[- ]exclusion|"
    r"monotonic (?:stack|queue)|matrix exponentiation|fast fourier transform|"
    r"two[- ]pointers? (?:technique|method|approach)|bitmask dp|convex hull trick|meet[- ]in[- ]the[- ]middle|"
    r"knuth[- ]morris[- ]pratt|programación dinámica|programmation dynamique|dynamische[nr]? programmierung|"
    r"programação dinâmica|programmazione dinamica)\b|"
    r"다익스트라|동적 ?(?:계획법|프로그래밍)|세그먼트 ?트리|펜윅|유니온 ?파인드|투 ?포인터|벨만[- ]?포드|플로이드[- ]?워셜|크루스칼|"
    r"메모이제이션|픽의 ?정리|피크의 ?정리|스프라그|그런디 ?수|포함 ?배제|단조 ?스택|행렬 ?거듭제곱|접미사 ?배열|트리 ?DP|"
    r"動的計画法|ダイクストラ|セグメント木|动态规划|线段树|迪杰斯特拉|динамическ\w+ программировани|"
    r"алгоритм\w* дейкстры|дерев\w+ отрезков",
    re.IGNORECASE,
)
# Methods that a task may be about, so that advice or use must be spoken of as well.
_TECHNIQUES = re.compile(
    r"\b(?:binary search|sliding window|priority queue|(?:min|max)[- ]heap|hash ?(?:map|table)|prefix sums?|"
    r"breadth[- ]first|depth[- ]first|topological(?:ly)? sort(?:ing)?|divide[- ]and[- ]conquer|disjoint[- ]set|euclid\w*|"
    r"fast exponentiation|sparse table|kmp|dsu|bfs|dfs|greedy (?:algorithm|approach|strategy|solution)|greedily|"
    r"búsqueda binaria|recherche dichotomique|busca binária|ricerca binaria|algoritmo voraz|algorithme glouton)\b|"
    r"이분 ?탐색|이진 ?탐색|우선순위 ?큐|슬라이딩 ?윈도|그리디|너비 ?우선|깊이 ?우선|누적 ?합|위상 ?정렬|분할 ?정복|서로소 ?집합|"
    r"완전 ?탐색|二分探索|貪欲|幅優先|深さ優先|累積和|二分查找|贪心|广度优先|深度优先|前缀和|бинарн\w+ поиск|жадн|"
    r"поиск\w* в (?:ширину|глубину)",
    re.IGNORECASE,
)
# Ordinary words that are methods too: advice and use must both be spoken of.
_ORDINARY = re.compile(
    r"\b(?:sort(?:ed|ing)?|stack|queue|deque|heap|set|map|dictionary|sieve|recursion|brute force|simulation)\b|"
    r"정렬|스택|큐|재귀|해시",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:hint|intended (?:solution|approach|algorithm)|expected (?:solution|approach|algorithm)|editorial|"
    r"(?:time )?complexity|(?:can|could|may|should|must|is) (?:easily |best |efficiently )?(?:be )?solved|"
    r"solve (?:this|it|the (?:problem|task)) (?:by|with|using|efficiently)|(?:key|main|crucial) (?:insight|observation|idea)|"
    r"the (?:trick|idea) is|(?:it )?suffices to|is enough to (?:solve|sort|keep)|"
    r"you (?:should|can|could|may want to) (?:use|apply|sort|keep|maintain))\b|"
    r"힌트|풀이|해법|시간 ?복잡도|해설|(?:이용|사용|활용)하(?:면|여) (?:풀|해결|쉽|빠르)|(?:쓰|정렬하)면 .{0,30}(?:풀|해결)|"
    r"\bpista\b|complejidad|astuce|lösungsansatz|подсказк|ヒント|解法|提示[：:]",
    re.IGNORECASE,
)
_HINT = re.compile(r"^\W*(?:hints?|힌트|ヒント|подсказка|indice|pista)\W*[:：]", re.IGNORECASE)
_USE = re.compile(
    r"\b(?:us(?:e|ing)|apply(?:ing)?|via|implement(?:ing)?|maintain(?:ing)?|run)\b|사용|이용|활용|쓰면", re.I
)
# Told what to do it with: at the beginning of a sentence, or after what is to be found.
_TOLD_TO = (
    r"^\W*(?:(?:just|simply|please|first) )?(?:use|apply|run|perform)\b[^.]{0,30}",
    r"\b(?:find|compute|solve|determine|calculate|answer|count)\b[^.]{0,80}\b(?:using|via|by means of|with the help of) (?:an? |the )?(?:\w+ )?",
)
_COMPLEXITY = re.compile(
    r"(?<![A-Za-z\\])(?:O|\\mathcal\s*\{?O\}?|\\Theta|Θ)\s*(?:\\left)?\(\s*"
    r"(?:1|[^(),]{0,30}?(?:[a-zA-Z]\b|\\log|log)[^(),]{0,30})(?:\\right)?\)"
)
_IN_TIME = re.compile(
    r"\bin (?:constant|linear|logarithmic|quadratic|polynomial) time\b|(?:상수|선형|로그) ?시간", re.I
)
_OUR_POINT = re.compile(r"\b(?:point|centre|center|origin|vertex|function|점|원점)\b[^.]{0,12}$", re.IGNORECASE)
_MODEL = re.compile(
    r"\bas an? (?:ai|artificial intelligence|(?:large )?language model)\b|\b(?:large )?language model\b|"
    r"\b(?:chatgpt|gpt-?\d|openai)\b|\bi(?: am|['’]m) (?:just )?an? (?:ai|language model)\b|"
    r"\bhere(?:['’]s| is| are) (?:the|your|an?|my) (?:\w+ ){0,3}(?:problem|statement|version|markdown)\b|"
    r"(?:^|\n)\W*(?:sure|certainly|absolutely|of course)[,!.] (?:here|i\b|below|this)|"
    r"\bi hope (?:this|that|it|the) (?:\w+ ){0,3}(?:helps|meets|statement|problem)|\blet me know (?:if|whether) (?:you|there|i|this)\b|"
    r"\bi(?:['’]ve| have)? (?:assume|assumed) (?:that|the)\b|\bfeel free to (?:ask|adjust|modify|change|tweak)\b|"
    r"\bi(?:['’]ve| have) (?:written|created|generated|followed|included|kept|rewritten|drafted) (?:the|an?|your|this|all) "
    r"(?:\w+ ){0,2}(?:statement|problem|samples?|constraints|bounds|placeholders|spec\w*|rules)\b|"
    r"\bas (?:requested|you (?:asked|requested))[,:.] (?:here|i|the|this)|\bas per your (?:request|instructions)\b|"
    r"\bbased on the (?:given |provided )?(?:spec|specification|json)\b|\bsystem prompt\b|"
    r"\b(?:spec|specification) (?:above|provided|you (?:gave|sent))\b|"
    r"\b(?:this|the) (?:problem|statement) was (?:generated|written) by (?:an? )?(?:ai|model|machine|llm|language)|"
    r"\bbrute[- ]force solution\b|\btest generator\b|\binput validator\b|"
    r"물론입니다|물론이죠|요청하신|작성해 드리|(?:문제|지문|명세)를? 작성했습니다|도움이 되(?:길|었으면)|언어 ?모델|(?:gpt|챗지피티|\bai|모델)[이가]? ?(?:작성|생성|만든)|인공지능(?:으로서|인 저)|"
    r"다음은 .{0,20}(?:문제|지문|명세)입니다|"
    r"como modelo de lenguaje|aquí (?:tienes|está) (?:el|la) (?:enunciado|problema)|espero que (?:esto )?(?:te )?(?:ayude|sirva)|"
    r"en tant qu['’](?:ia|assistant|intelligence|modèle)|voici (?:l['’]énoncé|le problème|votre)|"
    r"als (?:ki|sprachmodell)\b|hier ist (?:die|das|ihre) (?:aufgabe|problem)|"
    r"как языковая модель|вот (?:условие|ваша задача)|言語モデル|以下が?問題文です|作为(?:一个)?(?:ai|人工智能|语言模型)|以下是(?:题目|问题)",
    re.IGNORECASE,
)


_BY_TECHNIQUE = [re.compile(rf"{told}(?P<what>{_TECHNIQUES.pattern})", re.IGNORECASE) for told in _TOLD_TO]


def leaks(shown: str, task: str) -> Iterator[str]:
    """Sentences of a statement that tell the solution; `task` is what the spec says, whose own words tell nothing."""
    for sentence in sentences(shown):
        named = _METHODS.search(sentence)
        is_named = named is not None and named[0].lower() not in task.lower()
        if (
            is_named
            or _HINT.match(sentence)
            or _tells_complexity(sentence)
            or _advises(sentence)
            or _tells_how(sentence, task)
        ):
            yield sentence


def _tells_how(sentence: str, task: str) -> bool:
    """Whether the reader is told to use a technique that the task is not about."""
    found = [match for pattern in _BY_TECHNIQUE for match in pattern.finditer(sentence)]
    return any(match["what"].lower() not in task.lower() for match in found)


def _tells_complexity(sentence: str) -> bool:
    if _IN_TIME.search(sentence) and _USE.search(sentence):
        return True
    match = _COMPLEXITY.search(sentence)
    return match is not None and not _OUR_POINT.search(sentence[: match.start()].rstrip("$ "))


def _advises(sentence: str) -> bool:
    advice, use = bool(_ADVICE.search(sentence)), bool(_USE.search(sentence))
    if _TECHNIQUES.search(sentence):
        return advice
    return advice and use and bool(_ORDINARY.search(sentence))


def model_talk(shown: str) -> str | None:
    """What only somebody who was asked for a statement would say."""
    match = _MODEL.search(shown)
    return match[0].strip() if match else None
