/* In a derivation, pointing at a number shows the symbol that it stands for, and the reverse.
   The marks are attributes that the build wrote: data-of holds the numbers of one or more symbols.
   A derivation is one stop of the Tab key; the arrow keys go through it. */

(() => {
  "use strict";

  const MARK = "[data-of]";
  const LIT = "is-linked";
  const NAME = "Derivation. The arrow keys show which number stands for which symbol.";

  let lit = [];

  const clear = () => {
    lit.forEach((each) => each.classList.remove(LIT));
    lit = [];
  };

  // What is marked may stand within what is marked: the last line is worth the first.
  const symbolsOf = (mark) => {
    const symbols = [];
    for (let each = mark; each; each = each.parentElement.closest(MARK)) {
      symbols.push(...each.dataset.of.split(" "));
    }
    return symbols;
  };

  const light = (mark) => {
    const symbols = symbolsOf(mark);
    const marks = mark.closest(".katex").querySelectorAll(MARK);
    const same = [...marks].filter(({ dataset }) => dataset.of.split(" ").some((each) => symbols.includes(each)));
    clear();
    if (same.length > 1) {
      lit = same;
      lit.forEach((each) => each.classList.add(LIT));
    }
  };

  // With a mouse, pointing; with a finger, a tap, and a tap elsewhere to end it.
  document.addEventListener("pointerover", ({ target }) => {
    const mark = target.closest(MARK);
    if (mark) {
      light(mark);
    } else {
      clear();
    }
  });

  // ---- The keyboard ----

  const stops = new Map();
  for (const mark of document.querySelectorAll(`.katex-display ${MARK}`)) {
    const box = mark.closest(".math-wrapper") ?? mark.closest(".math");
    if (!stops.has(box)) {
      stops.set(box, { marks: [], at: -1 });
      // It may scroll: then this is the stop that it needs for that as well.
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", NAME);
    }
    stops.get(box).marks.push(mark);
  }

  const hint = document.createElement("p");
  hint.className = "provenance-keys";
  hint.textContent = "← →: which number stands for which symbol.";
  hint.hidden = true;
  document.body.append(hint);

  document.addEventListener("focusin", ({ target }) => {
    hint.hidden = !(stops.has(target) && target.matches(":focus-visible"));
  });
  document.addEventListener("focusout", ({ target }) => {
    hint.hidden = true;
    if (stops.has(target)) {
      stops.get(target).at = -1;
      clear();
    }
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const stop = stops.get(event.target);
    if (!step || !stop || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const last = stop.marks.length - 1;
    stop.at = Math.min(Math.max(stop.at + step, 0), last);
    light(stop.marks[stop.at]);
    stop.marks[stop.at].scrollIntoView({ block: "nearest", inline: "center" });
  });
})();
