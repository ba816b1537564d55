// The keyboard of the staff side. Whatever a key does, a button or a link on the page does too:
// elements say which key presses them (data-key), and this file only listens.
(() => {
  "use strict";
  const OFF = "keys-off";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const announce = (words) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = words;
  };
  // What stands in closed details has a place and is not seen: its keys must not work.
  const seen = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;
  const writesText = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
  const acts = (element) => element.matches("a[href], button, summary");

  // Keys may be switched off: people who speak to their computer send letters by accident.
  const keysAreOff = () => {
    try {
      return localStorage.getItem(OFF) === "yes";
    } catch {
      return false;
    }
  };
  const switchKeys = (off) => {
    try {
      if (off) localStorage.setItem(OFF, "yes");
      else localStorage.removeItem(OFF);
    } catch {
      announce("");
    }
  };

  const press = (element) => {
    if (element.matches("form")) element.requestSubmit();
    else if (writesText(element)) element.focus();
    else {
      if (element.matches("input")) element.focus();
      element.click();
    }
  };

  // Rows of a list: j and k go down and up, Enter then opens the link that has the focus.
  const moveAmongRows = (step) => {
    const rows = all("[data-row]").filter(seen);
    if (!rows.length) return false;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
    const place = row.querySelector("a[href], button, input:not([type=hidden])") || row;
    if (place === row) row.tabIndex = -1;
    place.focus();
    row.scrollIntoView({ block: "nearest" });
    return true;
  };

  // data-keys="1-9" on a container: the digit ticks the checkbox with that place in it.
  const tickByNumber = (digit) => {
    const place = document.querySelector("[data-keys]");
    const boxes = place ? all("input[type=checkbox], input[type=radio]", place).filter((box) => !box.disabled) : [];
    const box = boxes[Number(digit) - 1];
    if (!box) return false;
    box.click();
    // Of radio buttons only the chosen one is in the tab order: the focus goes with it.
    if (box.type === "radio" && seen(box)) box.focus();
    announce(`${box.labels[0]?.innerText ?? ""} ${box.checked ? "✓" : "–"}`);
    return true;
  };

  const help = document.getElementById("keys");
  const fillHelp = () => {
    const list = help.querySelector("[data-keys-list]");
    // Where two say the same key, the first has it.
    const rows = all("[data-key]")
      .filter((element) => element.dataset.keyLabel && named(element.dataset.key) === element)
      .map((element) => [element.dataset.key, element.dataset.keyLabel]);
    if (document.querySelector("[data-keys]")) rows.push(["1–9", list.dataset.numbers]);
    if (document.querySelector("[data-row]")) rows.push(["J", list.dataset.next], ["K", list.dataset.previous]);
    rows.push(["Esc", list.dataset.escape], ["?", list.dataset.help]);
    list.replaceChildren();
    for (const [key, words] of rows) {
      const name = document.createElement("dt");
      const cap = document.createElement("kbd");
      cap.textContent = key.length === 1 ? key.toUpperCase() : key;
      name.append(cap);
      const meaning = document.createElement("dd");
      meaning.textContent = words;
      list.append(name, meaning);
    }
  };
  const toggleHelp = () => {
    if (help.open) return help.close();
    fillHelp();
    help.querySelector("[data-keys-off]").checked = keysAreOff();
    help.showModal();
  };
  if (help) {
    help.querySelector("[data-keys-off]").addEventListener("change", (event) => switchKeys(event.target.checked));
    for (const opener of all("[data-keys-help]")) {
      opener.hidden = false;
      opener.addEventListener("click", toggleHelp);
    }
  }

  // On a narrow screen the rooms and the tables lie in strips: what is open comes into sight.
  for (const strip of all(".rooms, nav .chips")) {
    const here = strip.querySelector("[aria-current]");
    if (!here || strip.scrollWidth <= strip.clientWidth) continue;
    const [one, other] = [here, strip].map((element) => element.getBoundingClientRect());
    strip.scrollLeft += one.left + one.width / 2 - other.left - other.width / 2;
  }

  const named = (key) =>
    all("[data-key]").find(
      (element) => seen(element) && element.dataset.key.toLowerCase() === (key === " " ? "space" : key.toLowerCase()),
    );

  const answerKey = (key, focused) => {
    if (key === "?") {
      toggleHelp();
      return true;
    }
    // Enter and Space belong to a link or button that has the focus.
    if ((key === "Enter" || key === " ") && acts(focused)) return false;
    const element = named(key);
    if (element) {
      press(element);
      return true;
    }
    if (/^[1-9]$/.test(key)) return tickByNumber(key);
    if (key === "j" || key === "J") return moveAmongRows(1);
    if (key === "k" || key === "K") return moveAmongRows(-1);
    return false;
  };

  // Boxes with data-waits: the next one after the focus, from the top again after the last.
  const goToNextThatWaits = (focused) => {
    const waiting = all("[data-waits]");
    const after = waiting.find(
      (box) => focused.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING && !focused.contains(box),
    );
    (after || waiting[0])?.focus();
    return waiting.length > 0;
  };

  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement || document.body;
    if (event.isComposing || event.repeat) return;
    if (event.altKey && event.code === "KeyN" && goToNextThatWaits(focused)) event.preventDefault();
    if (event.altKey) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      // Where each text has a button of its own, that is the one.
      const main = focused.closest("[data-own-enter]")?.querySelector("[data-enter-presses]") || named("Enter");
      if (main) {
        event.preventDefault();
        press(main);
      }
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && writesText(focused)) {
      focused.blur();
      return;
    }
    if (help?.open || writesText(focused) || keysAreOff()) return;
    if (answerKey(event.key, focused)) event.preventDefault();
  });

  // Type-ahead: an input[data-typeahead="#list"] narrows the [data-option] rows of that list.
  const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  for (const box of all("[data-typeahead]")) {
    const list = document.querySelector(box.dataset.typeahead);
    if (!list) continue;
    const rows = all("[data-option]", list);
    const fitting = () => rows.filter((row) => !row.hidden);
    const narrow = () => {
      const wanted = folded(box.value).split(/\s+/).filter(Boolean);
      for (const row of rows) {
        const words = folded(`${row.textContent} ${row.dataset.option}`);
        row.hidden = !wanted.every((part) => words.includes(part));
        row.classList.remove("is-first");
      }
      if (box.value) fitting()[0]?.classList.add("is-first");
    };
    const settle = () => {
      clearTimeout(settle.soon);
      settle.soon = setTimeout(() => announce((box.dataset.found || "{}").replace("{}", fitting().length)), 700);
    };
    box.addEventListener("input", () => {
      narrow();
      settle();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        fitting()[0]?.querySelector("input, a[href], button")?.focus();
      }
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault(); // Enter in the box never sends the form
      const [first] = box.value ? fitting() : [];
      if (!first) return;
      const place = first.querySelector("input, a[href], button");
      place.click();
      announce(`${first.textContent.trim()} ${place.checked === false ? "–" : "✓"}`);
      box.value = "";
      narrow();
    });
  }

  // Selecting words to hide. Places are counted in code points of the text as the server holds it:
  // what stands in [data-skip] (labels inside marks) is on the page but not in the text.
  const textNodes = (region) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("[data-skip]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  const codePoints = (words) => [...words].length;
  const placeOf = (region, range) => {
    let before = "";
    let chosen = "";
    for (const node of textNodes(region)) {
      const words = node.data;
      if (!range.intersectsNode(node)) {
        if (range.comparePoint(node, 0) < 0) before += words;
        continue;
      }
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : words.length;
      // A boundary in a parent element leaves the node wholly in or wholly out.
      const inside = range.comparePoint(node, from) === 0 && to > from;
      if (!inside) {
        if (range.comparePoint(node, 0) < 0) before += words;
        continue;
      }
      before += words.slice(0, from);
      chosen += words.slice(from, to);
    }
    const kept = chosen.trimStart();
    const start = codePoints(before) + codePoints(chosen) - codePoints(kept);
    return { start, end: start + codePoints(kept.trimEnd()) };
  };

  const chosenPlace = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const holder = range.commonAncestorContainer;
    const region = (holder.nodeType === Node.TEXT_NODE ? holder.parentElement : holder).closest("[data-selectable]");
    const place = region && placeOf(region, range);
    return place && place.end > place.start ? place : null;
  };
  for (const form of all("form[data-hide-form]")) {
    const words = form.querySelector("input[type=text], input:not([type])");
    const [start, end] = ["start", "end"].map((name) => form.elements.namedItem(name));
    // Pressing its button, wherever that stands, must not take the selection away.
    document.addEventListener("mousedown", (event) => {
      if (event.target.closest("button")?.form === form) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      const place = chosenPlace();
      start.value = place ? place.start : "";
      end.value = place ? place.end : "";
      if (place || words?.value || event.submitter?.name) return;
      event.preventDefault();
      announce(form.dataset.none || "");
      words?.focus();
    });
  }
})();
