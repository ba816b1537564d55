// Follow-up questions at once, by the server's own rules. Without this file the page is sent and
// comes back with them. Nothing here stores or sends anything, and no text is ever run.
(() => {
  "use strict";
  const form = document.getElementById("journey");
  const ruled = form ? [...form.querySelectorAll("[data-show-if]")] : [];
  if (!ruled.length) return;
  const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xa66, 0xff10]; // of the scripts that people type in

  const latin = (text) => [...text].map((sign) => {
    const code = sign.codePointAt(0);
    const zero = ZEROS.find((each) => code >= each && code < each + 10);
    return zero ? String(code - zero) : sign;
  }).join("");

  // What was filled in under one name; a question that is hidden has no answer.
  const filled = (name) => [...form.elements]
    .filter((box) => box.name === `q_${name}` && !box.closest("[hidden]"))
    .filter((box) => !["radio", "checkbox"].includes(box.type) || box.checked)
    .map((box) => box.value.trim())
    .filter(Boolean);

  const inBoxes = {
    date(key) {
      const [day, month, year] = ["day", "month", "year"].map((part) => latin(filled(`${key}.${part}`)[0] ?? ""));
      if (!day || !month || !/^\d{4}$/.test(year)) return undefined;
      return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    },
    number(key) {
      const typed = latin(filled(key)[0] ?? "").replace(/[,٫]/, ".");
      return /^[+-]?\d+(\.\d+)?$/.test(typed) ? Number(typed) : undefined;
    },
    several(key) {
      const chosen = filled(key);
      return chosen.length ? chosen : undefined;
    },
    ranking(key) {
      const boxes = [...form.elements].filter((box) => box.name.startsWith(`q_${key}.`) && box.value);
      const chosen = boxes.sort((one, other) => one.value - other.value).map((box) => box.name.slice(key.length + 3));
      return chosen.length ? chosen : undefined;
    },
  };

  const answer = (column) => {
    const key = column.split(".")[0];
    const kind = form.querySelector(`[data-question="${key}"]`)?.dataset.kind;
    const read = key === column ? inBoxes[kind] : undefined;
    return read ? read(column) : filled(column)[0];
  };

  const COMPARE = {
    equals: (one, other) => one === other,
    one_of: (one, others) => others.includes(one),
    contains: (several, one) => several.includes(one),
    less: (one, other) => one < other,
    at_most: (one, other) => one <= other,
    more: (one, other) => one > other,
    at_least: (one, other) => one >= other,
    fewest_chosen: (several, number) => several.length >= number,
    most_chosen: (several, number) => several.length <= number,
  };

  const holds = (rule) => {
    if (rule.op === "and") return rule.rules.every(holds);
    if (rule.op === "or") return rule.rules.some(holds);
    if (rule.op === "not") return !holds(rule.rules[0]);
    const given = answer(rule.question);
    if (rule.op === "answered") return given !== undefined;
    const value = rule.other ? answer(rule.other) : rule.value;
    return given !== undefined && value !== undefined && value !== null && COMPARE[rule.op](given, value);
  };

  const places = ruled.map((place) => ({ place, rule: JSON.parse(place.dataset.showIf) }));
  // From the top down, because an answer that is hidden hides what depends on it.
  const look = () => {
    for (const each of places) {
      const shows = holds(each.rule);
      if (shows && each.place instanceof HTMLTemplateElement) {
        const question = each.place.content.firstElementChild;
        each.place.replaceWith(question);
        each.place = question;
      }
      if (!(each.place instanceof HTMLTemplateElement)) each.place.hidden = !shows;
    }
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
})();
