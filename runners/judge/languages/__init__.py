"""Programming languages, one TOML file each in runners/languages."""

from judge.languages.detect import by_name, detect, main_file, own_main
from judge.languages.loader import LANGUAGES_DIR, load
from judge.languages.model import Language, LanguageError
from judge.languages.python2 import is_python_2
from judge.languages.tools import available, find_tool, missing_tools, with_tool_path

__all__ = [
    "LANGUAGES_DIR",
    "Language",
    "LanguageError",
    "available",
    "by_name",
    "detect",
    "find_tool",
    "is_python_2",
    "load",
    "main_file",
    "missing_tools",
    "own_main",
    "with_tool_path",
]
