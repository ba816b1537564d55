// Keys of the builder of surveys, beside those of staff.js: each presses a button or opens a link
// that is on the page anyway.
(() => {
  "use strict";
  const outline = document.querySelector("[data-outline]");
  if (!outline) return;
  const keysAreOff = () => {
    try {
      return localStorage.getItem("keys-off") === "yes";
    } catch {
      return false;
    }
  };
  const writesText = (element) =>
    element.isContentEditable ||
    element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
  const press = (key) => {
    const button = document.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  };

  // Up and Down go through the outline, from the question that is open when none has the focus.
  const go = (step) => {
    const links = [...outline.querySelectorAll("a.outline-link")];
    const focused = links.indexOf(document.activeElement);
    const from = focused < 0 ? links.findIndex((link) => link.hasAttribute("aria-current")) : focused;
    const next = links[Math.min(Math.max(from + step, 0), links.length - 1)];
    if (!next) return false;
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };

  const steps = { ArrowUp: -1, ArrowDown: 1 };
  document.addEventListener(
    "keydown",
    (event) => {
      const focused = document.activeElement || document.body;
      if (event.isComposing || event.ctrlKey || event.metaKey || keysAreOff()) return;
      if (document.getElementById("keys")?.open) return;
      const step = steps[event.key];
      let done = false;
      // A question can be moved from inside its own boxes too: Alt with an arrow writes nothing.
      if (event.altKey && step) done = press(step < 0 ? "Alt+↑" : "Alt+↓");
      else if (event.altKey || writesText(focused) || focused.matches("input[type=radio]")) return;
      else if (step && (outline.contains(focused) || focused === document.body || focused.id === "main")) done = go(step);
      else if (event.shiftKey && event.key === "U" && !event.repeat) done = press("Shift+U");
      if (!done) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  // What was typed into the open part is not lost by going elsewhere without a question.
  const part = document.getElementById("part");
  let isKept = true;
  part?.addEventListener("input", () => { isKept = false; });
  part?.addEventListener("submit", () => { isKept = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!isKept) event.preventDefault();
  });

  // The open question is in sight in a long outline; the page itself stays where it is.
  const open = outline.querySelector("[aria-current]");
  if (open && outline.scrollHeight > outline.clientHeight) {
    outline.scrollTop = open.offsetTop - outline.offsetTop - outline.clientHeight / 2;
  }
})();
