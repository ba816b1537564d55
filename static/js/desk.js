// The coding desk: one box, sentences by arrows. Without this file the server reads the box.
(() => {
  "use strict";
  const form = document.getElementById("code");
  const box = document.getElementById("box");
  const list = document.getElementById("sentences");
  const hits = document.getElementById("hits");
  if (!form || !box || !list) return;
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const fill = (pattern, words) => pattern.replace("{}", words);
  const say = (words) => ($("announce").textContent = words);
  const send = (value) => form.requestSubmit(form.querySelector(`button[value="${value}"]`));
  const themes = all("input[type=checkbox][name=themes]");
  const rows = all("[data-option-find]");
  const options = all("li", list);
  const free = form.elements.selection;
  const past = []; // what Undo takes back before it asks the server

  // Chips: themes of the whole are the ticked boxes, those of stretches are kept here.
  let parts = all("input[name=parts]", $("chips")).map((input) => ({
    value: input.value,
    name: input.parentElement.querySelector(".chip-name").textContent,
  }));
  const place = (text) => text.split("@").pop().split("-").map(Number);
  const touched = (text) => {
    const [start, end] = place(text);
    return options.filter((option) => {
      const [from, to] = place(option.dataset.place);
      return from < end && start < to;
    });
  };
  const number = (option) => option.querySelector(".number").textContent;
  const draw = () => {
    const chosen = themes.filter((box) => box.checked).map((box) => ({ value: box.value, name: box.dataset.name }));
    const items = [...chosen, ...parts].map((chip) => {
      const item = $("chip").content.firstElementChild.cloneNode(true);
      const input = item.querySelector("input");
      const drop = item.querySelector("button");
      if (chip.value.includes("@")) {
        input.value = chip.value;
        input.disabled = false;
        item.querySelector(".chip-place").textContent = touched(chip.value).map(number).join(", ");
      } else input.remove();
      item.querySelector(".chip-name").textContent = chip.name;
      drop.value = `drop:${chip.value}`;
      drop.lastElementChild.append(chip.name);
      return item;
    });
    $("chips").replaceChildren(...items);
    for (const option of options) {
      const names = parts.filter((part) => touched(part.value).includes(option)).map((part) => part.name);
      option.querySelector(".codes").textContent = names.join(", ");
    }
  };

  // Where the next code goes.
  const chosen = (option) => option.getAttribute("aria-selected") === "true";
  const places = () => {
    if (free.value) return [free.value];
    const runs = [];
    options.forEach((option, at) => {
      if (!chosen(option)) return;
      const [from, to] = place(option.dataset.place);
      if (at && chosen(options[at - 1])) runs.at(-1)[1] = to;
      else runs.push([from, to]);
    });
    return runs.map((run) => run.join("-"));
  };
  const scope = $("scope");
  const show = (aloud = true) => {
    const picked = options.filter(chosen).map(number);
    const words = free.value && getSelection().toString().trim();
    scope.textContent = free.value
      ? fill(scope.dataset.words, words)
      : picked.length ? fill(scope.dataset.sentences, picked.join(", ")) : scope.dataset.whole;
    if (aloud) say(scope.textContent);
  };
  const choose = (option, on) => {
    option.setAttribute("aria-selected", on);
    option.querySelector("input").disabled = !on;
  };
  // A key that can do nothing says so where the eye is, too, until the next one.
  const refuse = (words) => {
    scope.textContent = words;
    say(words);
  };
  const whole = () => {
    free.value = "";
    options.forEach((option) => choose(option, false));
    show();
  };

  const give = (input) => {
    const before = parts;
    const values = places().map((each) => `${input.value}@${each}`);
    const known = (value) => parts.some((part) => part.value === value);
    let given;
    if (!values.length) {
      input.checked = given = !input.checked;
      past.push(() => (input.checked = !input.checked));
    } else {
      given = !values.every(known);
      parts = parts.filter((part) => !values.includes(part.value));
      if (given) parts = [...parts, ...values.map((value) => ({ value, name: input.dataset.name }))];
      past.push(() => (parts = before));
    }
    form.elements.highlighted.value = input.value;
    draw();
    show(false);
    say(fill(given ? form.dataset.given : form.dataset.away, input.dataset.name));
  };
  const take = (value) => {
    const input = themes.find((each) => each.value === value);
    const before = parts;
    if (input) {
      input.checked = false;
      past.push(() => (input.checked = true));
    } else {
      parts = parts.filter((part) => part.value !== value);
      past.push(() => (parts = before));
    }
    draw();
    say(fill(form.dataset.away, (input?.dataset.name ?? before.find((part) => part.value === value)?.name) || ""));
    box.focus();
  };
  const undo = () => {
    if (!past.length) return send("undo");
    past.pop()();
    draw();
    say([...$("chips").children].map((item) => item.querySelector(".chip-name").textContent).join(", ") || "–");
  };

  // Finding: the same rule as the server's.
  const folded = (words) =>
    words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
  const rank = (row, wanted) => {
    const fields = row.dataset.optionFind.split("\n");
    if (fields.slice(0, 2).includes(wanted)) return -2;
    if (fields.slice(0, 2).some((name) => name.startsWith(wanted))) return -1;
    let seen = "";
    const at = fields.findIndex((field) => {
      seen += ` ${field}`;
      return wanted.split(" ").every((part) => seen.includes(` ${part}`));
    });
    return at < 0 ? 99 : at;
  };
  let active = 0;
  const found = () => all("li", hits);
  const point = (at) => {
    const shown = found();
    active = Math.min(Math.max(at, 0), shown.length - 1);
    shown.forEach((hit, place) => hit.setAttribute("aria-selected", place === active));
    box.setAttribute("aria-activedescendant", shown[active]?.id ?? "");
    shown[active]?.scrollIntoView({ block: "nearest" });
    form.elements.highlighted.value = shown[active]?.dataset.theme ?? "";
  };
  const search = () => {
    const wanted = /^\s*[\d+#!@~"“”„«»?؟.\-−–]/.test(box.value) ? "" : folded(box.value);
    const fitting = wanted ? rows.map((row) => [rank(row, wanted), row]).filter(([at]) => at < 99) : [];
    fitting.sort((one, other) => one[0] - other[0]);
    hits.replaceChildren(
      ...fitting.slice(0, 8).map(([, row], at) => {
        const hit = document.createElement("li");
        const input = row.querySelector("input");
        hit.id = `hit-${at}`;
        hit.setAttribute("role", "option");
        hit.dataset.theme = input.value;
        hit.textContent = [input.dataset.name, row.dataset.optionPath].filter(Boolean).join(" · ") + (input.checked ? " ✓" : "");
        return hit;
      }),
    );
    hits.hidden = !fitting.length;
    box.setAttribute("aria-expanded", !hits.hidden);
    point(0);
    if (wanted) say(fill(form.dataset.fits, fitting.length));
  };
  const clear = () => {
    box.value = "";
    search();
  };
  const pick = (hit) => {
    give(themes.find((input) => input.value === hit.dataset.theme));
    clear();
    box.focus();
  };

  const onEmpty = (key) => {
    if (/^[1-9]$/.test(key)) {
      const input = all("#offers input")[key - 1];
      input ? give(input) : refuse(form.dataset.nothing);
    } else if (key === "0") send("none");
    else if (key === ".") {
      const before = form.dataset.optionBefore.split(" ").filter(Boolean);
      if (!before.length) {
        refuse(form.dataset.noneBefore);
        return true;
      }
      const missing = themes.filter((input) => before.includes(input.value) && !input.checked);
      missing.forEach((input) => (input.checked = true));
      past.push(() => missing.forEach((input) => (input.checked = false)));
      draw();
      say(missing.map((input) => input.dataset.name).join(", "));
    } else if (key === "?") {
      $("box-keys").open = true;
      $("box-keys").firstElementChild.focus();
    } else if (key === "Backspace") {
      const last = all("button", $("chips")).at(-1);
      if (last) take(last.value.slice(5));
    } else if (key === "Escape") whole();
    else return false;
    return true;
  };
  const onHits = (key) => {
    if (key === "Escape") clear();
    else if (hits.hidden) return false;
    else if (key === "ArrowDown") point(active + 1);
    else if (key === "ArrowUp") point(active - 1);
    else if (key === "Enter") pick(found()[active]);
    else return false;
    return true;
  };
  const onBox = (event) => {
    if (event.isComposing || event.altKey) return;
    if (event.repeat && event.key === "Enter") event.preventDefault();
    let done = false;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === "z" && !box.value) done = undo() ?? true;
    } else done = box.value ? onHits(event.key) : onEmpty(event.key);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation(); // Esc does not leave the box here
  };
  box.addEventListener("keydown", onBox);
  box.addEventListener("input", () => {
    search();
    show(false);
  });
  hits.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const hit = event.target.closest("li");
    if (hit) pick(hit);
  });

  // The sentences as a list from which several can be chosen.
  let at = 0;
  const reach = (to) => {
    at = Math.min(Math.max(to, 0), options.length - 1);
    list.setAttribute("aria-activedescendant", options[at].id);
    options.forEach((option, place) => option.classList.toggle("is-at", place === at));
    options[at].scrollIntoView({ block: "nearest" });
  };
  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 };
  list.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.altKey || key === "Tab" || key === "Shift") return;
    if (key in STEPS) {
      if (event.shiftKey) choose(options[at], true);
      reach(at + STEPS[key]);
      if (event.shiftKey) choose(options[at], true);
      free.value = "";
      if (event.shiftKey) show();
    } else if (key === " ") {
      free.value = "";
      choose(options[at], !chosen(options[at]));
      show();
    } else if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "a") {
      options.forEach((option) => choose(option, true));
      show();
    } else if (key === "Escape" || key === "Enter") {
      if (key === "Escape") whole();
      box.focus();
    } else {
      // Anything else is meant for the box.
      if (!event.ctrlKey && !event.metaKey) box.focus();
      return onBox(event);
    }
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("focus", () => reach(at));
  list.addEventListener("mouseup", (event) => {
    const selection = getSelection();
    const option = event.target.closest("li");
    const range = selection.isCollapsed ? null : selection.getRangeAt(0);
    const words = (node) => (node.nodeType === 3 ? node.parentElement : node).closest("[data-start]");
    const [from, to] = range ? [words(range.startContainer), words(range.endContainer)] : [];
    if (from && to) {
      // Places are code points of the text as the server holds it.
      const count = (span, node, offset) => {
        const before = document.createRange();
        before.setStart(span, 0);
        before.setEnd(node, offset);
        return Number(span.dataset.start) + [...before.toString()].length;
      };
      const picked = range.toString();
      const start = count(from, range.startContainer, range.startOffset) + picked.length - picked.trimStart().length;
      const end = count(to, range.endContainer, range.endOffset) - picked.length + picked.trimEnd().length;
      options.forEach((each) => choose(each, false));
      free.value = end > start ? `${start}-${end}` : "";
      show();
    } else if (option && !range) {
      free.value = "";
      reach(options.indexOf(option));
      choose(option, !chosen(option));
      show();
    }
  });

  form.addEventListener("click", (event) => {
    const drop = event.target.closest("button[value^='drop:']");
    if (drop) {
      event.preventDefault();
      take(drop.value.slice(5));
    } else if (event.target.matches("input[name=themes]")) {
      const input = event.target;
      if (places().length) {
        event.preventDefault();
        give(input);
      } else {
        past.push(() => (input.checked = !input.checked));
        draw();
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    const opens = event.altKey && document.querySelector(`[data-alt="${event.code}"]`);
    if (!opens) return;
    event.preventDefault();
    opens.open = !opens.open;
  });

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-multiselectable", "true");
  list.setAttribute("aria-label", list.dataset.label);
  list.tabIndex = 0;
  for (const option of options) {
    const tick = option.querySelector("input");
    option.setAttribute("role", "option");
    const on = tick.checked;
    tick.type = "hidden";
    choose(option, on);
  }
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "hits");
  box.setAttribute("aria-expanded", "false");
  draw();
  show(false);
})();
