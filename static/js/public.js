// Small comforts. Every page works without this file; nothing here stores or sends anything.
(() => {
  "use strict";
  const SHIFT_PRESSES = 3;
  const SHIFT_WITHIN = 5000; // milliseconds
  const PAUSE_BETWEEN_SENDS = 8000; // milliseconds: long enough for a second press, not for ever
  const exit = document.querySelector(".exit");

  const announce = (words) => {
    const place = document.getElementById("announce");
    if (place) place.textContent = words;
  };

  // Leave now: blank the page at once, then go without leaving this page behind the Back button.
  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "blanked";
    document.body.append(cover);
    document.title = "\u200b";
    announce(exit.dataset.leaving);
    window.location.replace(exit.href);
  };

  // Shift three times, alone: Escape would be pressed by people who only want to close something.
  const leaveByShift = () => {
    let presses = [];
    let alone = false;
    document.addEventListener("keydown", (event) => {
      alone = event.key === "Shift";
      if (!alone) presses = [];
    });
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift" || !alone) return;
      const now = Date.now();
      presses = [...presses.filter((then) => now - then < SHIFT_WITHIN), now];
      if (presses.length >= SHIFT_PRESSES) leave();
      else announce(presses.length === 1 ? exit.dataset.twoMore : exit.dataset.oneMore);
    });
  };

  if (exit) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.href !== exit.href) return;
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      leave();
    });
    leaveByShift();
  }

  // A page brought back from the browser's memory may show what somebody left behind.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });

  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  // Code points, as the server counts them, and with its line ends.
  const count = (box) => {
    const message = document.getElementById(`${box.id}-count`);
    const left = Number(box.dataset.limit) - [...box.value].length;
    const words = left < 0 ? message.dataset.over : message.dataset.left;
    message.textContent = words.replace("{}", Math.abs(left));
    message.classList.toggle("count--over", left < 0);
  };
  for (const box of document.querySelectorAll("[data-limit]")) {
    const message = document.getElementById(`${box.id}-count`);
    if (!message) continue;
    let soon;
    box.addEventListener("input", () => {
      count(box);
      // Read aloud only when the typing rests.
      clearTimeout(soon);
      soon = setTimeout(() => announce(message.textContent), 1500);
    });
    if (box.value) count(box);
  }

  // Words run in their own direction as soon as there are some.
  document.addEventListener("input", ({ target }) => {
    if (target.matches("textarea, input[type=text], input:not([type])")) {
      if (target.value) target.dir = "auto";
      else target.removeAttribute("dir");
    }
  });

  // One press, one send; after a while the button works again, for a connection that dropped.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return; // a file may be asked for again
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => {
      delete form.dataset.sent;
      event.submitter?.removeAttribute("aria-disabled");
    }, PAUSE_BETWEEN_SENDS);
  });
})();
