/* In a derivation, pointing at a number shows the symbol that it stands for, and the reverse.
   The marks are attributes that the build wrote: data-of holds the numbers of one or more symbols.
   A derivation is one stop of the Tab key; the arrow keys go through it. */

(() => {
  "use strict";

  const MARK = "[data-of]";
  const LIT = "is-linked";
  const NAME = "Derivation. The arrow keys show which number stands for which symbol.";

  /** @type {HTMLElement[]} */
  let lit = [];

  const clear = () => {
    lit.forEach((each) => each.classList.remove(LIT));
    lit = [];
  };

  /** @param {HTMLElement} mark */
  const numbersOf = (mark) => (mark.dataset.of ?? "").split(" ");

  // What is marked may stand within what is marked: the last line is worth the first.
  /** @param {HTMLElement} mark */
  const symbolsOf = (mark) => {
    const symbols = [];
    /** @type {HTMLElement | null | undefined} */
    let each = mark;
    for (; each; each = each.parentElement?.closest(MARK)) {
      symbols.push(...numbersOf(each));
    }
    return symbols;
  };

  /** @param {HTMLElement} mark */
  const light = (mark) => {
    const symbols = symbolsOf(mark);
    /** @type {NodeListOf<HTMLElement> | undefined} */
    const marks = mark.closest(".katex")?.querySelectorAll(MARK);
    const same = [...(marks ?? [])].filter((each) => numbersOf(each).some((number) => symbols.includes(number)));
    clear();
    if (same.length > 1) {
      lit = same;
      lit.forEach((each) => each.classList.add(LIT));
    }
  };

  // With a mouse, pointing; with a finger, a tap, and a tap elsewhere to end it.
  document.addEventListener("pointerover", ({ target }) => {
    const mark = /** @type {Element} */ (target).closest(MARK);
    if (mark instanceof HTMLElement) {
      light(mark);
    } else {
      clear();
    }
  });

  // ---- The keyboard ----

  /** @type {Map<EventTarget | null, { marks: HTMLElement[], at: number }>} */
  const stops = new Map();
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll(`.katex-display ${MARK}`);
  for (const mark of all) {
    const box = mark.closest(".math-wrapper") ?? mark.closest(".math");
    if (!(box instanceof HTMLElement)) {
      continue;
    }
    const stop = stops.get(box) ?? { marks: [], at: -1 };
    if (!stops.has(box)) {
      stops.set(box, stop);
      // It may scroll: then this is the stop that it needs for that as well.
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", NAME);
    }
    stop.marks.push(mark);
  }

  const hint = document.createElement("p");
  hint.className = "provenance-keys";
  hint.textContent = "← →: which number stands for which symbol.";
  hint.hidden = true;
  document.body.append(hint);

  document.addEventListener("focusin", ({ target }) => {
    hint.hidden = !(stops.has(target) && /** @type {Element} */ (target).matches(":focus-visible"));
  });
  document.addEventListener("focusout", ({ target }) => {
    hint.hidden = true;
    const stop = stops.get(target);
    if (stop) {
      stop.at = -1;
      clear();
    }
  });
  document.addEventListener("keydown", (event) => {
    const step = new Map([["ArrowRight", 1], ["ArrowLeft", -1]]).get(event.key);
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
