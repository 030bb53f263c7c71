/* A number's link leads to its entry in the ledger. Here it opens a panel that says the same. */

(() => {
  "use strict";

  const GAP = 8; // pixels between a number and its panel

  /** @param {HTMLAnchorElement} link */
  const panelOf = (link) => {
    const anchor = new URL(link.href, document.baseURI).hash.slice(1);
    const found = document.getElementById(`panel-${anchor}`);
    return found instanceof HTMLTemplateElement ? found : null;
  };

  const dialog = document.createElement("dialog");
  dialog.className = "provenance-panel";
  dialog.setAttribute("aria-labelledby", "provenance-title");
  /** @type {HTMLAnchorElement | null} */
  let asked = null;

  /** @param {HTMLTemplateElement} template */
  const build = (template) => {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "panel-close";
    close.setAttribute("aria-label", "Close");
    close.textContent = "×";
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(template.content.cloneNode(true), close);
    const title = /** @type {HTMLElement} */ (dialog.querySelector(".panel-title"));
    title.id = "provenance-title";
    // Read from the start, not from the first link.
    title.tabIndex = -1;
    return title;
  };

  // Beside the number where there is room; a phone's style sheet puts the panel at the bottom.
  /** @param {HTMLAnchorElement} link */
  const place = (link) => {
    const number = link.getClientRects()[0];
    const panel = dialog.getBoundingClientRect();
    const left = Math.min(number.left, window.innerWidth - panel.width - GAP);
    const below = number.bottom + GAP;
    const fits = below + panel.height <= window.innerHeight;
    const top = fits ? below : Math.max(GAP, number.top - panel.height - GAP);
    dialog.style.setProperty("--panel-left", `${Math.max(GAP, left)}px`);
    dialog.style.setProperty("--panel-top", `${top}px`);
  };

  /** @param {HTMLAnchorElement} link @param {HTMLTemplateElement} template */
  const open = (link, template) => {
    asked = link;
    const title = build(template);
    dialog.showModal();
    place(link);
    dialog.scrollTop = 0;
    title.focus();
  };

  dialog.addEventListener("click", (event) => {
    // What lies around the panel belongs to the dialog itself, as does its padding.
    const box = dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (event.target === dialog && !inside) {
      dialog.close();
    }
  });

  // Browsers differ in whether Escape reaches a dialog that a script has filled.
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    }
  });

  dialog.addEventListener("close", () => {
    if (asked) {
      asked.focus({ preventScroll: true });
    }
    asked = null;
  });

  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a.provenance");
    const template = link && panelOf(link);
    // With a key held down, the reader wants a link: a new tab, a new window.
    if (!link || !template || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    open(link, template);
  });

  document.body.append(dialog);
  /** @type {HTMLAnchorElement[]} */
  const numbers = Array.from(document.querySelectorAll("a.provenance"));
  for (const link of numbers) {
    if (panelOf(link)) {
      link.setAttribute("aria-haspopup", "dialog");
    }
  }

  // ---- The keyboard ----

  // A page can have hundreds of numbers. Tab stops at one of each section, the first or the last
  // that was looked at, and the arrow keys lead from there to every other one of the page.
  /** @type {Map<Element | null, HTMLAnchorElement>} */
  const stops = new Map();

  /** @param {HTMLAnchorElement} link */
  const makeStop = (link) => {
    const section = link.closest("section");
    const other = stops.get(section);
    if (other) {
      other.tabIndex = -1;
    }
    link.removeAttribute("tabindex");
    stops.set(section, link);
  };

  /** @param {HTMLAnchorElement} link @param {string} key */
  const next = (link, key) => {
    // What is folded away cannot have the focus.
    const shown = numbers.filter((number) => number.checkVisibility());
    const place = shown.indexOf(link);
    const last = shown.length - 1;
    const steps = Object.entries({ ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last });
    return shown[new Map(steps).get(key) ?? -1];
  };

  const hint = document.createElement("p");
  hint.className = "provenance-keys";
  hint.textContent = "Enter: where it comes from. ← →: other numbers.";
  hint.hidden = true;
  document.body.append(hint);

  /** @type {(target: EventTarget | null) => target is HTMLAnchorElement} */
  const isNumber = (target) => target instanceof HTMLAnchorElement && target.matches(".provenance");

  document.addEventListener("focusin", ({ target }) => {
    if (isNumber(target)) {
      makeStop(target);
    }
    hint.hidden = !(isNumber(target) && target.matches(":focus-visible"));
  });
  document.addEventListener("focusout", () => {
    hint.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const other = isPlain && isNumber(event.target) && next(event.target, event.key);
    // At either end the key does what it does elsewhere.
    if (other && other !== event.target) {
      event.preventDefault();
      other.focus();
    }
  });
  for (const link of numbers) {
    if (stops.has(link.closest("section"))) {
      link.tabIndex = -1;
    } else {
      makeStop(link);
    }
  }
})();
