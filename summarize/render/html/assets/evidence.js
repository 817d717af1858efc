(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const named = (ids) => (ids || "").split(" ").filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
  const idOf = (link) => link.getAttribute("href").slice(1);
  const isStacked = () => !matchMedia("(min-width:62rem) and (min-height:26rem)").matches;
  document.documentElement.classList.add("js");

  // --- items (claims, summary sentences) and sentences light each other up ---

  const LINKED = "[data-cites], [data-cited-by], [data-for]";
  let lit = [];
  let pinned = null;
  let waiting = 0;

  const clear = () => {
    for (const element of lit) element.classList.remove("lit", "pinned");
    lit = [];
  };

  // What belongs to an element: its items, its sentences, and the passages of these inside those.
  const related = (element) => {
    const marked = element.matches("[data-for]") ? named(element.dataset.for) : [element];
    const from = marked.find((each) => each.matches("[data-cited-by]"));
    const sentences = from ? marked : marked.flatMap((item) => named(item.dataset.cites));
    const items = from ? marked.flatMap((sentence) => named(sentence.dataset.citedBy)) : marked;
    return { items, sentences, from: Boolean(from) };
  };

  const light = (element) => {
    clear();
    const { items, sentences, from } = related(element);
    const found = new Set([...items, ...sentences]);
    const ids = new Set([...found].map((each) => each.id));
    const itemIds = items.map((item) => item.id);
    const owned = (text) => (text || "").split(" ").some((id) => itemIds.includes(id));
    for (const sentence of sentences) {
      for (const part of all("[data-quote], [data-figure]", sentence)) {
        if (owned(part.dataset.quote) || owned(part.dataset.figure)) found.add(part);
      }
      for (const link of all(".by a", sentence)) if (ids.has(idOf(link))) found.add(link);
    }
    for (const item of items) {
      for (const link of all(".refs a", item)) if (ids.has(idOf(link))) found.add(link);
    }
    const bench = element.closest("[data-bench]");
    for (const mark of all("[data-for]", bench)) {
      if (mark.dataset.for.split(" ").some((id) => ids.has(id))) found.add(mark);
    }
    lit = [...found];
    for (const each of lit) each.classList.add("lit");
    return { items, sentences, from };
  };

  // Scrolls a pane of its own, never the page, to where an element can be seen.
  const show = (element) => {
    const pane = element?.closest(".pane");
    if (!pane || !element.getClientRects().length || pane.scrollHeight <= pane.clientHeight) return;
    if (getComputedStyle(pane).overflowY !== "auto") return;
    const outer = pane.getBoundingClientRect();
    const bars = all(".coverage, .toolbar", pane).filter((bar) => getComputedStyle(bar).position === "sticky");
    const top = Math.max(outer.top, 0) + 8 + Math.max(0, ...bars.map((bar) => bar.offsetHeight));
    const bottom = Math.min(outer.bottom, innerHeight) - 8;
    const inner = element.getBoundingClientRect();
    if (inner.top >= top && inner.bottom <= bottom) return;
    pane.scrollTop += inner.top - top - Math.max(0, (bottom - top - inner.height) / 3);
  };

  const showOther = ({ items, sentences, from }) => show(from ? items.find((item) => !item.hidden) : sentences[0]);

  const release = () => {
    pinned = null;
    clear();
    for (const bench of all(".peek")) bench.classList.remove("peek");
  };

  const pin = (element) => {
    const parts = light(element);
    pinned = element;
    for (const item of parts.items) item.classList.add("pinned");
    for (const item of parts.items) if (item.hidden) choose(item.closest("[data-bench]"), true);
    const bench = element.closest("[data-bench]");
    if (isStacked() && parts.sentences.length && !bench.querySelector("[data-source]").contains(element)) {
      bench.classList.add("peek");
      clearOfSheet(parts.items[0], bench.querySelector("[data-source]"));
    }
    return parts;
  };

  // On a narrow window the article comes up from below; the claim must not stand behind it.
  const clearOfSheet = (item, sheet) => {
    const over = item.getBoundingClientRect().bottom + 8 - sheet.getBoundingClientRect().top;
    if (over > 0) scrollBy(0, Math.min(over, item.getBoundingClientRect().top - 8));
  };

  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType === "touch") return;
    clearTimeout(waiting);
    const element = event.target.closest?.(LINKED);
    waiting = setTimeout(() => {
      if (pinned) return;
      if (!element) return clear();
      const parts = light(element);
      if (!isStacked()) showOther(parts);
    }, 70);
  });

  document.documentElement.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    if (!pinned) clear();
  });

  document.addEventListener("focusin", (event) => {
    const element = event.target.closest?.(LINKED);
    if (!element) return;
    const isKey = event.target.matches(":focus-visible");  // a press must not move what is under it
    if (pinned && isKey && !pinned.contains(element) && !element.classList.contains("lit")) release();
    if (pinned) return;
    showOther(light(element));
  });

  document.addEventListener("focusout", (event) => {
    if (!pinned && !event.relatedTarget) clear();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return back();
    const link = event.target.closest("a[href^='#']");
    const element = event.target.closest(LINKED);
    if (event.target.closest("button, summary, input, select, label")) return;
    if (link) return follow(link, element);
    if (event.target.closest("a")) return;
    if (!element) {
      if (pinned && !event.target.closest(".source")) release();
    } else if (String(getSelection())) {
      return;
    } else if (pinned === element) {
      release();
    } else {
      showOther(pin(element));
    }
  });

  // The browser goes where a link leads; what it belongs to stays lit.
  let followed = "";
  const follow = (link, element) => {
    const [target] = named(idOf(link));
    if (!target) return;
    followed = `#${target.id}` === location.hash ? "" : `#${target.id}`;
    reveal(target);
    const whole = [element?.matches("[data-for]") && element, target.matches("[data-cites]") && target,
      element?.matches("[data-cites]") && element, target.matches("[data-cited-by]") && target].find(Boolean);
    if (whole) {
      const { items, sentences } = pin(whole);
      show(sentences.includes(target) ? items[0] : sentences[0]);
    }
    requestAnimationFrame(() => target.focus({ preventScroll: true }));
  };

  const reveal = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    if (element.hidden) choose(element.closest("[data-bench]"), true);
  };

  const arrive = () => {
    const [target] = named(location.hash.slice(1));
    if (!target || location.hash === followed) {
      followed = "";
      return;
    }
    reveal(target);
    if (!target.matches("[data-cites], [data-cited-by]")) return;
    showOther(pin(target));
    show(target);
  };
  addEventListener("hashchange", arrive);

  // --- search and filters ---

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new WeakMap();
  const wordsOf = (item) => {
    if (!words.has(item)) words.set(item, fold(item.textContent));
    return words.get(item);
  };

  const choose = (bench, reset) => {
    const search = bench.querySelector("[data-search]");
    if (!search) return;
    const selects = all("[data-filter]", bench);
    if (reset) {
      search.value = "";
      for (const select of selects) select.value = "";
    }
    const sought = fold(search.value).split(/\s+/).filter(Boolean);
    const chosen = selects.filter((select) => select.value);
    for (const select of selects) select.classList.toggle("chosen", Boolean(select.value));
    const cards = all(".card", bench);
    let shown = 0;
    for (const card of cards) {
      card.hidden = !(chosen.every((select) => card.dataset[select.dataset.filter] === select.value)
        && sought.every((word) => wordsOf(card).includes(word)));
      shown += card.hidden ? 0 : 1;
    }
    const isActive = chosen.length > 0 || sought.length > 0;
    bench.querySelector("[data-reset]").disabled = !isActive;
    bench.querySelector("[data-nothing]").hidden = shown > 0;
    bench.querySelector("[data-status]").textContent = isActive ? `${shown} of ${cards.length} claims shown` : "";
    mark(bench, search.value.trim().split(/\s+/).filter((word) => word.length > 1));
  };

  // The places of searched words are marked in claims and article, where the browser can do it.
  const mark = (bench, sought) => {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.delete("found");
    if (!sought.length) return;
    const pattern = new RegExp(sought.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
    const ranges = [];
    for (const root of all(".cards .says, .cards blockquote, .cards .facts, .prose", bench)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const found of node.data.matchAll(pattern)) {
          const range = new Range();
          range.setStart(node, found.index);
          range.setEnd(node, found.index + found[0].length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  for (const toolbar of all("[data-toolbar]")) {
    const bench = toolbar.closest("[data-bench]");
    let typing = 0;
    toolbar.hidden = false;
    toolbar.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => choose(bench, false), 60);
    });
    toolbar.querySelector("[data-reset]").addEventListener("click", () => {
      choose(bench, true);
      toolbar.querySelector("[data-search]").focus();
    });
  }

  // --- keys ---

  const benchAt = () => {
    const own = document.activeElement?.closest?.("[data-bench]");
    if (own) return own;
    const middle = innerHeight / 2;
    return all("[data-bench]").find((bench) => {
      const box = bench.getBoundingClientRect();
      return box.top <= middle && box.bottom >= middle;
    }) || document.querySelector("[data-bench]");
  };

  const step = (by) => {
    const bench = benchAt();
    const cards = all(".card", bench).filter((card) => !card.hidden);
    const at = cards.indexOf(document.activeElement?.closest?.(".card") || pinned?.closest?.(".card"));
    const next = cards[at < 0 ? (by > 0 ? 0 : cards.length - 1) : at + by];
    if (!next) return;
    release();
    next.focus({ preventScroll: true });
    if (isStacked()) {
      pin(next);
      next.scrollIntoView({ block: "nearest" });
      show(named(next.dataset.cites)[0]);
    } else {
      show(next);
    }
  };

  const back = () => {
    const item = pinned;
    release();
    item?.focus({ preventScroll: true });
    if (!pinned) clear();
  };

  const help = () => {
    const note = benchAt().querySelector("[data-help]");
    note.open = !note.open;
    if (note.open) {
      note.scrollIntoView({ block: "nearest" });
      note.querySelector("summary").focus({ preventScroll: true });
    }
  };

  let shortcuts = true;
  for (const box of all("[data-shortcuts]")) {
    box.addEventListener("change", () => {
      shortcuts = box.checked;
      for (const each of all("[data-shortcuts]")) each.checked = shortcuts;
    });
  }

  const escape = () => {
    const bench = benchAt();
    if (lit.length) back();
    else if (bench) choose(bench, true);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTyping = event.target.matches?.("input:not([type=checkbox]), select, textarea");
    const isOnCard = Boolean(event.target.closest?.(".card"));
    const keys = {
      Escape: escape,
      ...(isOnCard && { ArrowDown: () => step(1), ArrowUp: () => step(-1) }),
      ...(shortcuts && !isTyping && {
        j: () => step(1),
        k: () => step(-1),
        "/": () => benchAt().querySelector("[data-search]")?.focus(),
        "?": help,
      }),
      ...(event.target.matches?.(".card") && { Enter: () => event.target.querySelector(".refs a")?.click() }),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  arrive();
})();
