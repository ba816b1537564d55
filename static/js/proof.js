// While very many things are sent at once: a small sum (ALTCHA, SHA-256) that shows that somebody's
// browser is here. Nothing is asked of the reader, and Send works before and without it.
(() => {
  "use strict";
  const AT_ONCE = 500; // hashes between two breaths, so that the page stays quick
  const field = document.querySelector("input[data-sum]");
  if (!field || !window.crypto?.subtle) return;
  const sum = JSON.parse(field.dataset.sum);
  const encoder = new TextEncoder();
  const hex = (buffer) =>
    [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const solve = async () => {
    for (let first = 0; first <= sum.maxNumber; first += AT_ONCE) {
      const last = Math.min(first + AT_ONCE - 1, sum.maxNumber);
      const numbers = Array.from({ length: last - first + 1 }, (_, place) => first + place);
      const found = await Promise.all(
        numbers.map(async (number) => {
          const text = encoder.encode(sum.salt + number);
          return hex(await crypto.subtle.digest(sum.algorithm, text)) === sum.challenge;
        }),
      );
      const place = found.indexOf(true);
      if (place >= 0) return numbers[place];
      await new Promise((rested) => setTimeout(rested, 0));
    }
    return null;
  };

  solve().then((number) => {
    if (number === null) return;
    const { algorithm, challenge, salt, signature } = sum;
    field.value = JSON.stringify({ algorithm, challenge, number, salt, signature });
  });
})();
