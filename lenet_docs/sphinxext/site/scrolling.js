/* What is wider than its box is scrolled: by the keyboard, too, where the box can have the focus.
   Only a box that scrolls becomes a stop of the Tab key, so this follows the width of the window. */

(() => {
  "use strict";

  // What each box is called. A figure has a role already, and its caption for a name.
  const NAMES = {
    "article pre": "Code, can be scrolled",
    ".math-wrapper": "Formula, can be scrolled",
    ".table-wrapper": "Table, can be scrolled",
    "[data-part]": "Result, can be scrolled",
    "article figure": "",
  };

  const LAID_OUT = { contentVisibilityAuto: true };

  /** @param {Element} box */
  const scrolls = (box) =>
    (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) &&
    getComputedStyle(box).overflowX !== "visible";

  /** @param {Element} box @param {string} name @param {boolean} isStop */
  const set = (box, name, isStop) => {
    const attributes = { tabindex: "0", ...(name && { role: "group", "aria-label": name }) };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (isStop) {
        box.setAttribute(attribute, value);
      } else {
        box.removeAttribute(attribute);
      }
    }
  };

  /** @type {Map<Element, string>} */
  const names = new Map();
  /** @param {Element[]} boxes */
  const follow = (boxes) => {
    // First look at all, then change: each look behind a change would cost a layout.
    const seen = new Map(boxes.map((box) => [box, scrolls(box)]));
    for (const [box, isStop] of seen) {
      if (isStop !== box.hasAttribute("tabindex")) {
        set(box, names.get(box) ?? "", isStop);
      }
    }
  };
  const observer = new ResizeObserver((entries) => follow(entries.map(({ target }) => target)));
  for (const [boxes, name] of Object.entries(NAMES)) {
    for (const box of document.querySelectorAll(boxes)) {
      if (!box.hasAttribute("tabindex")) {
        names.set(box, name);
        observer.observe(box);
      }
    }
  }
  // What a box holds may become wider while the box does not. What is not laid out, because it is far
  // out of sight, has its turn when it comes near. These events do not bubble.
  /** @param {Event} event */
  const changed = ({ target }) =>
    follow([...names.keys()].filter((box) => /** @type {Node} */ (target).contains(box) && box.checkVisibility(LAID_OUT)));
  document.addEventListener("recalculated", changed, { capture: true });
  document.addEventListener("contentvisibilityautostatechange", changed, { capture: true });
})();
