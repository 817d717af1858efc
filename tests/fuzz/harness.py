"""What is read from outside, fed with damaged and hostile data: no crash, no hang, no wrong offset.

    python -m tests.fuzz.harness [--minutes 30] [--target loader …] [--seed N]

Each target takes bytes that were made from a corpus (seeds, prompts, recordings, pages) by cutting, mixing,
repeating and sprinkling with tokens that mean something to one of the parsers. It may raise the errors
that its documentation names, and nothing else. A finding is written to `fuzz-findings/` with its target
as a suffix; `python -m tests.fuzz.harness --replay FILE` runs it again. Kept findings stand in `cases/`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError

from summarize import ArticleSummary, QuoteIndex, load_article, load_prompt, nearest_passage
from summarize.cassettes import read_recording
from summarize.draft import ArticleDraft
from summarize.errors import ArticleError, CassetteError, ModelError, PromptError
from summarize.models.base import Attempt, Reply
from summarize.pipeline import Options, steps
from summarize.regression.comparing import compare_results
from summarize.regression.html_report import comparison_html
from summarize.render.html.evidence import render_html
from summarize.render.markdown import render_markdown
from summarize.render.terminal import render_terminal
from tests import evidence_examples as examples
from tests.comparison_examples import comparison
from tests.html_support import Document
from tests.support import claim, draft

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"
LONGEST = 20.0
"""Seconds of CPU after which an input is a hang; inputs have some ten kilobytes."""

TOKENS = [
    *(
        b"\x00 \xff\xfe \xef\xbb\xbf \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80 %PDF-1.7 PK\x03\x04 <![CDATA[ ]]> ".split()
    ),
    *(
        b"<script> </script> <style> <!-- --> <table> </article> <svg/onload=x> &#0; &#x10FFFF; &amp ".split()
    ),
    *(
        b"!!python/object &a *a {{ }} {% %} --- ... ? | > [ ] { } \" ' \\u0000 \\ud800 NaN 1e999 ".split()
    ),
    b"\xe2\x80\xae",  # an override of direction
    "\u2066\u200b\ufeff".encode(),
    "\U000e0041\U000e0042".encode(),
    "e\u0301\u0301\u0301".encode(),
    "„“”»«‹›…—".encode(),
    "١٢٣٫٤".encode(),
    "三百二十".encode(),
    b"\x1b[31m\x1b]0;x\x07",
    b"9" * 400,
    b"(" * 300,
    b'"a' * 200,
    b"1,000,000.000.000,5 million percent of 3/4 ",
    b"\n\n\n\n",
    b"\r",
    b"<p>" * 300,
    b"- " * 200,
]


def mutated(data: bytes, others: list[bytes], dice: random.Random) -> bytes:
    """Data with one to eight changes."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at, size = dice.randint(0, len(made)), dice.choice((1, 2, 8, 50, 400))
        match dice.randint(0, 6):
            case 0:
                made[at : at + size] = b""
            case 1:
                made[at:at] = dice.choice(TOKENS)
            case 2:
                made[at : at + size] = dice.choice(TOKENS)
            case 3:
                made[at:at] = made[at : at + size] * dice.randint(1, 20)
            case 4:
                other = dice.choice(others)
                start = dice.randint(0, len(other))
                made[at:at] = other[start : start + size * 4]
            case 5 if made:
                made[min(at, len(made) - 1)] ^= 1 << dice.randint(0, 7)
            case _:
                del made[at + 4000 :]
    return bytes(made[:60_000])


# --- the targets ---


def loader(data: bytes) -> None:
    """`load_article` of bytes: an article whose sentences stand where it says, or `ArticleError`."""
    try:
        article = load_article(data)
    except ArticleError:
        return
    end = 0
    for sentence in article.sentences:
        assert end <= sentence.start < sentence.end <= len(article.text)
        assert article.text[sentence.start : sentence.end] == sentence.text
        end = sentence.end
    assert type(article).model_validate_json(article.model_dump_json()) == article


def prompts(data: bytes) -> None:
    """A prompt file: a prompt, or `PromptError`."""
    with TemporaryDirectory() as place:
        named = re.search(rb"^id: *(\w+)\s+version: *(\d+)", data, re.MULTILINE)
        name, version = named.groups() if named else (b"fuzzed", b"1")
        path = Path(place, f"{name.decode('ascii', 'replace')[:50]}@{version.decode()[:9]}.md")
        path.write_bytes(data)
        try:
            prompt = load_prompt(path)
            prompt.fingerprint()
            prompt.render(max_claims=5)
        except PromptError:
            return


def cassettes(data: bytes) -> None:
    """A recording: its interactions, or `CassetteError`."""
    with TemporaryDirectory() as place:
        path = Path(place, "fuzzed.s1.yaml")
        path.write_bytes(data)
        try:
            read_recording(path)
        except CassetteError:
            return


class _Model:
    name, extractive, context_window = "fuzz/one", False, None


def _result(text: str, answer: ArticleDraft) -> ArticleSummary | None:
    try:
        article = load_article(text)
    except ArticleError:
        return None
    model: Any = _Model()
    way = steps(article, model=model, prompt=_prompt(), options=Options())
    next(way)
    try:
        way.send([Reply(answer, "fuzz", (Attempt("answered"),))])
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    except ModelError:
        pass
    return None


@cache
def _prompt() -> Any:
    return load_prompt("article@2")


def drafts(data: bytes) -> None:
    """A model's answer: refused by the schema, or a result with exact offsets that can be shown."""
    try:
        answer = ArticleDraft.model_validate_json(data)
    except ValidationError:
        return
    result = _result(_seeds()[len(data) % len(_seeds())], answer)
    assert result is not None
    text = result.article.text
    spans = [e for one in result.claims for e in one.evidence]
    spans += [e for one in result.summary for e in one.evidence]
    for evidence in spans:
        assert text[evidence.start : evidence.end] == evidence.text
    for one in result.claims:
        if one.quote is not None and one.quote.start is not None:
            assert 0 <= one.quote.start < (one.quote.end or 0) <= len(text)
    assert ArticleSummary.model_validate_json(result.model_dump_json()) == result
    shown = render_markdown(result) + render_terminal(result, width=60)
    assert "\x07" not in shown


def quotes(data: bytes) -> None:
    """A text and a quotation, apart at the middle: a place in the text, or none."""
    text = data.decode("utf-8", "replace")
    half = len(text) // 2
    body, said = text[:half] + text[half : half + 200], text[half : half + 300]
    index = QuoteIndex(body)
    match = index.locate(said)
    if match is not None:
        assert 0 <= match.start < match.end <= len(body)
    nearest = nearest_passage(body, said)
    if nearest is not None:
        assert 0 <= nearest.start <= nearest.end <= len(body)


_USUAL = frozenset("b i em strong ol ul li p span mark".split())
"""Elements that a page may have where another has none."""
_EVIDENCE = (examples.town, examples.incomplete, examples.arabic, examples.marks)
"""Results that have between them each element of the evidence view."""


def _is_own(page: Document, *own: Document) -> None:
    tags = Counter(one.tag for one in page.elements)
    known = {one.tag for document in own for one in document.elements} | _USUAL
    assert not set(tags) - known, set(tags) - known
    assert tags["script"] == len(own[0].named("script"))
    assert not [a for one in page.elements for a in one.attributes if a.startswith("on")]
    assert not [link for link in page.attributes("href") if not link.startswith("#")]


@cache
def _own_evidence() -> tuple[Document, ...]:
    return tuple(Document(render_html(example())) for example in _EVIDENCE)


def html(data: bytes) -> None:
    """Hostile text in a page of HTML: no element or attribute of it, and a page that is whole."""
    text = data.decode("utf-8", "replace").replace("\x00", " ")
    said = text[: 200 + len(text) % 200].strip() or "x"
    fields = {"speaker": said[:60], "quote": said[:80], "role": said[-40:]}
    answer = ArticleDraft.model_validate(
        draft(claim(said, **fields), headline=said[:100], topics=[said[:30]])
    )
    result = _result(f"The bridge opened on Monday. {text[:3000]}", answer)
    if result is None:
        return
    _is_own(
        Document(comparison_html(compare_results([result], [result]))),
        Document(comparison_html(comparison())),
    )
    evidence = Document(render_html(result, title=said[:40] if len(text) % 2 else None))
    _is_own(evidence, *_own_evidence())
    for sentence in result.article.sentences:
        if "\x1b" not in sentence.text:  # a sequence that controls a terminal is shown nowhere
            assert _readable(sentence.text) in _readable(evidence.text)


def _readable(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (loader, prompts, cassettes, drafts, quotes, html)
}


# --- what they are fed ---


@cache
def _seeds() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]


@cache
def corpus(target: str) -> list[bytes]:
    """Sound inputs of a target."""
    texts = [text.encode() for text in _seeds()]
    pages = [
        b"<html><head><title>A</title><meta charset=utf-8></head><body><nav>x</nav><article><p>"
        + text[:3000].replace(b"\n\n", b"</p><p>")
        + b"</p></article></body></html>"
        for text in texts[:4]
    ]
    mail = (
        b"From: a@example.org\r\nSubject: News\r\nContent-Type: text/plain\r\n\r\n" + texts[0][:800]
    )
    recordings = [path.read_bytes() for path in sorted((ROOT / "cassettes").rglob("*.s1.yaml"))[:6]]
    match target:
        case "loader":
            return [*texts, *pages, mail]
        case "prompts":
            return [path.read_bytes() for path in sorted((ROOT / "prompts").glob("*.md"))]
        case "cassettes":
            return recordings
        case "drafts":
            return _answers()
    return [*texts, *pages]


def _answers() -> list[bytes]:
    found = []
    for path in sorted((ROOT / "cassettes" / "article@2").rglob("*.s1.yaml")):
        body = json.loads(read_recording(path).interactions[0].response)
        found.append(body["choices"][0]["message"]["content"].encode())
    return found


def mutated_answer(data: bytes, dice: random.Random) -> bytes:
    """An answer that still fits the schema, more often than not: its values are changed."""
    answer = json.loads(data)
    for one in answer["claims"]:
        for name in ("text", "quote", "speaker", "when"):
            if one[name] and dice.random() < 0.2:
                value = bytearray(one[name].encode())
                one[name] = mutated(bytes(value), [data], dice).decode("utf-8", "replace")[:2000]
        if dice.random() < 0.2:
            one["evidence"] = [dice.choice((-1, 0, 1, 5, 10**6, 2**40)) for _ in range(3)]
        for figure in one["figures"]:
            if dice.random() < 0.3:
                figure["value"] = dice.choice(TOKENS).decode("utf-8", "replace")
    return json.dumps(answer).encode()


def next_input(target: str, dice: random.Random) -> bytes:
    """One input for a target."""
    data = dice.choice(corpus(target))
    if target == "drafts" and dice.random() < 0.8:
        return mutated_answer(data, dice)
    return mutated(data, corpus(target), dice)


def outcome(target: str, data: bytes) -> str | None:
    """What is wrong with how a target took an input; None if nothing is."""
    began = time.process_time()
    try:
        TARGETS[target](data)
    except Exception:  # noqa: BLE001  # whatever it is, it is a finding
        return traceback.format_exc()
    took = time.process_time() - began
    return f"It took {took:.1f} s." if took > LONGEST else None


def main() -> int:
    cli = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--minutes", type=float, default=30)
    cli.add_argument("--target", action="append", choices=TARGETS)
    cli.add_argument("--seed", type=int, default=0)
    cli.add_argument("--replay", type=Path)
    arguments = cli.parse_args()
    if arguments.replay:
        wrong = outcome(arguments.replay.suffix[1:], arguments.replay.read_bytes())
        print(wrong or "sound")
        return 1 if wrong else 0
    dice = random.Random(arguments.seed)  # noqa: S311  # no secret
    targets = arguments.target or list(TARGETS)
    runs: Counter[str] = Counter()
    findings: dict[str, str] = {}
    slowest = 0.0
    end = time.monotonic() + 60 * arguments.minutes
    while time.monotonic() < end:
        target = targets[runs.total() % len(targets)]
        data = next_input(target, dice)
        runs[target] += 1
        began = time.process_time()
        wrong = outcome(target, data)
        slowest = max(slowest, time.process_time() - began)
        if wrong is None:
            continue
        kind = wrong.strip().splitlines()[-1][:200]
        if findings.setdefault(kind, target) == target and len(findings) <= 50:
            folder = Path("fuzz-findings")
            folder.mkdir(exist_ok=True)
            name = hashlib.sha256(kind.encode()).hexdigest()[:10]
            (folder / f"{name}.{target}").write_bytes(data)
            (folder / f"{name}.{target}.txt").write_text(wrong)
    print(
        ", ".join(f"{target} {count:,}" for target, count in runs.items()),
        f"slowest {slowest:.2f} s",
    )
    for kind, target in findings.items():
        print(f"{target}: {kind}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
