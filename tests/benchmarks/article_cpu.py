"""CPU per article of what is done around the model's answer, by stage.

    python tests/benchmarks/article_cpu.py [--rounds 20] [--prompt article@2] [--embedded]

The articles are the seeds, the answers those recorded with `--prompt` (13 articles of 600 words with 20
claims each), or with `--embedded` what the embedded engine finds. Each stage is shown with the time
that is its own, without that of the stages below it, as the least of all rounds; figures, sources and
names are read when a rule first asks and then kept, so they are stages of their own. The stop watches
cost some of what is shown; the last line is measured without them.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from summarize import article, checks, grounding, load_article, pipeline
from summarize.article import Article
from summarize.cassettes import read_recording
from summarize.draft import ArticleDraft
from summarize.models.base import Reply
from summarize.models.embedded import draft_article
from summarize.names import NameIndex
from summarize.pipeline import Options, steps
from summarize.prompts import load_prompt
from summarize.quotes import QuoteIndex
from summarize.voices import Voices

ROOT = Path(__file__).parents[2]
Answered = tuple[str, ArticleDraft]
PROMPT = load_prompt("article")

# Stage, and where the function stands that is it.
STAGES: list[tuple[str, Any, str]] = [
    ("load: language", article, "detect_language"),
    ("load: page", article, "read_layout"),
    ("load: sentences", article, "sentence_spans"),
    ("load: the rest", Article, "from_text"),
    ("read: figures", checks, "read_figures"),
    ("read: stems", checks, "stems"),
    ("read: sources of sentences", Voices, "_of"),
    ("read: source of a claim", Voices, "_source_in"),
    ("read: words of a source", Voices, "_names_of"),
    ("read: whether a claim reports", Voices, "_holds_report"),
    ("read: names", NameIndex, "has"),
    ("read: quotations", QuoteIndex, "locate"),
    ("read: nearest passage", QuoteIndex, "nearest"),
    ("ground: missing figures", checks.Checker, "_find_missing"),
    ("ground: places of figures", grounding.Grounder, "_figure"),
    ("ground: evidence", grounding.Grounder, "_evidence"),
    ("ground: sentence", grounding.Grounder, "sentence"),
    ("ground: claim", grounding.Grounder, "claim"),
    ("check: duplicates", pipeline, "duplicates"),
    ("coverage", pipeline, "coverage_of"),
    ("result", pipeline, "ArticleSummary"),
]


class Model:
    """Takes the requests; the benchmark answers them."""

    name, extractive, context_window = "recorded", False, None


MODEL: Any = Model()


class StopWatch:
    """The time of each stage without that of the stages that it calls."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time goes to a stage."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                whole = time.process_time() - started
                self.spent[stage] += whole - self._inner.pop()
                self._inner[-1] += whole

        return call

    @contextmanager
    def attached(self) -> Iterator[None]:
        """All stages and rules are timed inside."""
        kept = [(owner, name, vars(owner)[name]) for _, owner, name in STAGES]
        rules = checks._RULES
        for stage, owner, name in STAGES:
            function = vars(owner)[name]
            if isinstance(function, classmethod):
                timed: Any = classmethod(self.timed(stage, function.__func__))
            else:
                timed = self.timed(stage, function)
            setattr(owner, name, timed)
        checks._RULES = tuple(self.timed_rule(rule) for rule in rules)
        try:
            yield
        finally:
            checks._RULES = rules
            for owner, name, function in kept:
                setattr(owner, name, function)

    def timed_rule(self, rule: checks.Rule) -> checks.Rule:
        """The rule with its findings made at once, so that they are timed."""

        def run(checker: checks.Checker, item: checks.Item) -> Iterator[checks.Fault]:
            return iter(list(rule(checker, item)))

        return self.timed(f"check: {rule.__name__}", run)


def recorded(prompt: str) -> list[Answered]:
    """The seeds with the drafts of a prompt's recordings."""
    answered = []
    for path in sorted((ROOT / "cassettes" / prompt).glob("*/*.s1.yaml")):
        recording = read_recording(path)
        answer = json.loads(recording.interactions[0].response)
        draft = ArticleDraft.model_validate_json(answer["choices"][0]["message"]["content"])
        text = (ROOT / "seeds" / f"{recording.manifest.case}.txt").read_text(encoding="utf-8")
        answered.append((text, draft))
    return answered


def extracted() -> list[Answered]:
    """The seeds with what the embedded engine finds."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return [(text, draft_article(load_article(text), max_claims=15)) for text in texts]


def summarised(text: str, draft: ArticleDraft) -> tuple[float, float, float]:
    """Seconds of CPU that one article takes: to load it, to make the result, and to dump it."""
    started = time.process_time()
    loaded = load_article(text)
    after_load = time.process_time()
    way = steps(loaded, model=MODEL, prompt=PROMPT, options=Options())
    next(way)  # the request
    answered = time.process_time()
    try:
        way.send([Reply(draft, "recorded")])
    except StopIteration as done:
        made = time.process_time()
        done.value.model_dump_json()
    return after_load - started, made - answered, time.process_time() - made


def main() -> None:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    cli.add_argument("--rounds", type=int, default=20)
    cli.add_argument("--prompt", default="article@2")
    cli.add_argument("--embedded", action="store_true")
    args = cli.parse_args()
    answered = extracted() if args.embedded else recorded(args.prompt)
    claims = sum(len(draft.claims) for _, draft in answered) / len(answered)
    characters = sum(len(text) for text, _ in answered) / len(answered)
    print(f"{len(answered)} articles, {characters:.0f} characters and {claims:.1f} claims each\n")
    show_stages(answered, args.rounds)
    show_whole(answered, args.rounds)


def show_stages(answered: list[Answered], rounds: int) -> None:
    least: dict[str, float] = {}
    for _ in range(rounds):
        watch = StopWatch()
        with watch.attached():
            for text, draft in answered:
                summarised(text, draft)
        for stage, spent in watch.spent.items():
            least[stage] = min(spent, least.get(stage, spent))
    order = [stage for stage, _, _ in STAGES]
    for stage in sorted(least, key=lambda s: (s.partition(":")[0], s not in order, s)):
        print(f"{stage:32} {least[stage] / len(answered) * 1000:7.3f} ms")
    print(f"{'all, with stop watches':32} {sum(least.values()) / len(answered) * 1000:7.3f} ms\n")


def show_whole(answered: list[Answered], rounds: int) -> None:
    least = [float("inf")] * 3
    for _ in range(rounds):
        spent = [sum(part) for part in zip(*(summarised(*one) for one in answered), strict=True)]
        least = list(map(min, least, spent))
    load, result, dump = (seconds / len(answered) * 1000 for seconds in least)
    print(f"load {load:.2f} + result {result:.2f} = {load + result:.2f} ms, dump {dump:.2f} ms")


if __name__ == "__main__":
    main()
