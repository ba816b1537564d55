// Typing in answers from paper: digits tick, Enter goes on. Every field works without this file too.
(() => {
  "use strict";
  const form = document.querySelector("[data-typing]");
  if (!form) return;
  const ticks = "input[type=checkbox], input[type=radio]";
  const writes = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), select, textarea";

  // A stop is where Enter goes next: a group of boxes to tick, or one box to write in.
  const groupOf = (box) => box.closest("fieldset, .field") || box;
  const stops = () => {
    const seen = new Set();
    return [...form.querySelectorAll(`${ticks}, ${writes}`)].filter((box) => {
      if (!(box.checkVisibility?.() ?? box.getClientRects().length)) return false;
      if (!box.matches(ticks)) return true;
      const group = groupOf(box);
      if (seen.has(group)) return false;
      seen.add(group);
      return true;
    });
  };
  const goOn = (from) => {
    const all = stops();
    const group = from.matches(ticks) ? groupOf(from) : from;
    const at = all.findIndex((box) => box === from || (box.matches(ticks) && groupOf(box) === group));
    const next = all[at + 1] || form.querySelector("button[type=submit]");
    next.focus();
    next.scrollIntoView({ block: "center" });
  };
  const tick = (from, digit) => {
    const box = [...groupOf(from).querySelectorAll(ticks)][digit - 1];
    if (!box) return false;
    box.click();
    box.focus();
    return true;
  };

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && !event.shiftKey && box.matches(`${ticks}, ${writes}`) && !box.matches("textarea")) {
      event.preventDefault();
      event.stopPropagation();
      goOn(box);
    } else if (/^[1-9]$/.test(event.key) && box.matches(ticks) && tick(box, Number(event.key))) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
})();
