// The telephone beside an answer follows what is typed: the same page is asked for again as by its
// own button, and what stands beside the form is put in place.
(() => {
  "use strict";
  const WAIT = 700; // milliseconds without a key
  const form = document.getElementById("answer-form");
  const place = document.getElementById("seen");
  if (!form || !place || !window.DOMParser) return;
  let timer = 0;
  let asked = null;

  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    const words = new FormData(form);
    words.set("do", "preview");
    try {
      const response = await fetch(location.href, { method: "POST", body: words, signal: asked.signal });
      if (!response.ok) return;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("seen-shown");
      const present = document.getElementById("seen-shown");
      if (fresh && present) present.replaceWith(document.adoptNode(fresh));
    } catch (problem) {
      if (problem.name !== "AbortError") return;
    }
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  place.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
