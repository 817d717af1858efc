(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const named = (ids) => (ids || "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  document.documentElement.classList.add("js");

  // --- claims and sentences light each other up ---

  let lit = [];
  let pinned = null;
  let waiting = 0;

  const claimOrSentence = (target) => {
    const found = target.closest?.("[data-cites], [data-cited-by]");
    if (found) return found;
    const row = target.closest?.("[data-tags]");
    return row?.querySelector("[data-cites]") ? row : null;
  };

  const clear = () => {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
  };

  const light = (element) => {
    clear();
    const linked = element.closest("[data-linked]");
    const isSentence = element.matches("[data-cited-by]");
    const claims = isSentence
      ? named(element.dataset.citedBy)
      : element.matches("[data-cites]") ? [element] : all("[data-cites]", element);
    const sentences = isSentence ? [element] : claims.flatMap((claim) => named(claim.dataset.cites));
    const parts = claims.flatMap((claim) => linked
      ? all(`[data-part~="${CSS.escape(claim.id)}"]`, linked).filter((part) => !isSentence || element.contains(part))
      : []);
    lit = [...new Set([...claims, ...sentences, ...parts])];
    for (const each of lit) each.classList.add("lit");
    if (!isSentence) showInBox(sentences);
  };

  // Scrolls the box that holds the text, never the page, to where it can be seen; the carrying sentence
  // comes first.
  const showInBox = (sentences) => {
    const box = sentences[0]?.closest("[data-scroll]");
    if (!box || box.scrollHeight <= box.clientHeight) return;
    const outer = box.getBoundingClientRect();
    const bar = document.querySelector("[data-toolbar]")?.getBoundingClientRect().bottom || 0;
    const top = Math.max(outer.top, bar);
    const bottom = Math.min(outer.bottom, innerHeight);
    const inner = sentences[0].getBoundingClientRect();
    if (inner.top >= top && inner.bottom <= bottom) return;
    box.scrollTop += inner.top - top - Math.max(16, (bottom - top - inner.height) / 3);
  };

  const reveal = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (at.matches("details")) at.open = true;
    }
    if (element.closest("[data-tags][hidden]")) choose([]);
  };

  const release = () => {
    pinned = null;
    clear();
  };

  document.addEventListener("pointerover", (event) => {
    if (pinned || event.pointerType === "touch") return;
    clearTimeout(waiting);
    const element = claimOrSentence(event.target);
    waiting = setTimeout(() => {
      if (pinned) return;
      if (element) light(element);
      else clear();
    }, 80);
  });

  document.addEventListener("focusin", (event) => {
    const element = claimOrSentence(event.target);
    if (element && !pinned) light(element);
  });

  document.addEventListener("focusout", (event) => {
    if (!pinned && !event.relatedTarget) clear();
  });

  const goTo = (element) => {
    reveal(element);
    const box = element.closest("[data-scroll]");
    if (box) showInBox([element]);
    (box || element).scrollIntoView({ block: box ? "nearest" : "center" });
    element.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const element = claimOrSentence(event.target);
    if (event.target.closest("button, summary")) return;
    if (!element) {
      if (pinned) release();
      if (link) named(link.hash.slice(1)).forEach(reveal);
      return;
    }
    if (link) {
      event.preventDefault();
      light(element);
      pinned = element;
      named(link.hash.slice(1)).forEach(goTo);
    } else if (pinned === element) {
      release();
    } else if (!String(getSelection())) {
      light(element);
      pinned = element;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") release();
    const link = event.target.closest?.("a[data-cited-by], [data-cites] a[href^='#']");
    if (link && (event.key === " " || event.key === "Enter")) {
      event.preventDefault();
      pinned = null;
      link.click();
    }
  });

  // --- filters: the items that have one of the pressed tags ---

  const buttons = all("[data-filter]");
  const items = all("[data-tags]");
  const reset = document.querySelector("[data-filter-reset]");
  const status = document.querySelector("[data-filter-status]");

  const choose = (tags) => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(tags.includes(button.dataset.filter)));
    }
    let shown = 0;
    for (const item of items) {
      item.hidden = tags.length > 0 && !item.dataset.tags.split(" ").some((tag) => tags.includes(tag));
      shown += item.hidden ? 0 : 1;
    }
    for (const list of all("details", document.querySelector("[data-filter-group]")?.parentElement)) {
      const inside = all("[data-tags]", list);
      const some = inside.some((item) => !item.hidden);
      if (list.matches("[data-filter-group]")) {
        list.classList.toggle("filtered", !some && tags.length > 0);
        const note = list.querySelector(".nothing");
        if (note) note.hidden = some || !tags.length;
      } else if (inside.length) {
        list.hidden = !some;
      }
      if (tags.length && some) list.open = true;
    }
    reset.disabled = !tags.length;
    const what = status.dataset.filterStatus;
    status.textContent = tags.length ? `${shown} of ${items.length} ${what} shown` : "";
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      const own = button.dataset.filter;
      const pressed = buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.filter);
      choose(pressed.includes(own) ? pressed.filter((tag) => tag !== own) : [...pressed, own]);
    });
  }
  reset?.addEventListener("click", () => {
    choose([]);
    buttons[0]?.focus();
  });
  for (const button of all("[data-open]")) {
    button.addEventListener("click", () => {
      for (const group of all("[data-filter-group]")) group.open = button.dataset.open === "all";
    });
  }

  // The toolbar sticks to the top; what sticks below it has to know its height.
  for (const bar of all("[data-toolbar]")) {
    bar.hidden = false;
    new ResizeObserver(() => {
      const height = getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
      document.documentElement.style.setProperty("--bar", `${height}px`);
    }).observe(bar);
  }
})();
