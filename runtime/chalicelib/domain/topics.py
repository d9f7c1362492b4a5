"""Which topics a prompt asks for, in English or Korean."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Topic -> the words that ask for it. Korean words are stems: particles follow them without a space.
TOPIC_WORDS: Mapping[str, tuple[str, ...]] = {
    "arithmetic": ("arithmetic", "math", "maths", "mathematics", "sum", "산술", "수학", "덧셈", "사칙연산"),
    "number theory": ("divisor", "multiple", "gcd", "lcm", "number", "약수", "배수", "공배수", "공약수", "정수론"),
    "strings": ("string", "text", "word", "letter", "substring", "문자열", "단어", "글자", "알파벳"),
    "hashing": ("hash", "hashing", "dictionary", "해시", "해싱"),
    "sorting": ("sort", "sorting", "sorted", "rank", "ranking", "정렬", "순위", "순서"),
    "graphs": ("graph", "network", "node", "edge", "road", "route", "그래프", "도로", "노선", "네트워크"),
    "shortest paths": ("shortest path", "shortest", "dijkstra", "path", "ferry", "최단", "경로", "다익스트라"),
    "dynamic programming": ("dynamic programming", "dp", "knapsack", "memoization", "동적", "다이나믹", "디피", "배낭"),
    "simulation": ("simulation", "simulate", "simulator", "robot", "시뮬레이션", "구현", "로봇"),
    "geometry": ("geometry", "geometric", "기하"),
    "floating point": ("float", "floating point", "real number", "decimal", "precision", "실수", "소수점", "오차"),
    "sweep line": ("sweep", "sweep line", "event", "interval", "스위핑", "구간", "이벤트"),
    "greedy": ("greedy", "그리디", "탐욕"),
    "constructive": ("constructive", "construction", "arrange", "arrangement", "any valid", "구성", "배치", "스페셜"),
}


def topics_in(prompt: str) -> dict[str, int]:
    """The topics that a prompt names, each with the number of its words found; empty if it names none."""
    text = prompt.casefold()
    counts = {topic: sum(_mentions(text, word) for word in words) for topic, words in TOPIC_WORDS.items()}
    return {topic: count for topic, count in counts.items() if count}


def _mentions(text: str, word: str) -> bool:
    """English words match whole, singular or plural; Korean ones anywhere, as particles are glued to them."""
    pattern = rf"\b{re.escape(word)}(?:s|es)?\b" if word.isascii() else re.escape(word)
    return re.search(pattern, text) is not None
