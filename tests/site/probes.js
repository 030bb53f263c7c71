/* What the tests ask of a page. Installed as `probes` into the pages that they look at. */

globalThis.probes = (() => {
  "use strict";

  const named = (element) => {
    const names = [element.localName, ...(element.id ? [`#${element.id}`] : [])];
    return names.concat([...element.classList].map((name) => `.${name}`)).join("");
  };

  // Everything that can be folded is open: what is hidden is not looked at.
  const unfold = () => {
    for (const details of document.querySelectorAll("details")) {
      details.open = true;
    }
  };

  // Rows of the same make look alike. Of a long table two of each make are enough; the time that
  // axe needs grows with the square of their number.
  const thinOut = (most) => {
    const make = (element) =>
      `${element.localName}.${element.className}(${[
        ...new Set([...element.children].map(make)),
      ].join()})`;
    for (const body of document.querySelectorAll("tbody")) {
      if (body.rows.length > most) {
        const seen = new Map();
        for (const row of [...body.rows]) {
          const made = make(row);
          seen.set(made, (seen.get(made) ?? 0) + 1);
          if (seen.get(made) > 2) {
            row.remove();
          }
        }
      }
    }
  };

  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  // Whether the part of an element beyond an edge can be scrolled into view, or is cut off.
  const boxAround = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") {
        return box;
      }
    }
    return null;
  };

  // What makes the page wider than the window.
  const sideways = () => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) {
      return [];
    }
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        element.getBoundingClientRect().right > root.clientWidth + 0.5 &&
        isShown(element) &&
        !boxAround(element),
    );
    return [`${root.scrollWidth} px`, ...wide.slice(0, 5).map(named)];
  };

  // Text that its box cuts off and does not scroll.
  const cutOff = () => {
    const found = [];
    for (const element of document.body.querySelectorAll("article *, .mobile-header *")) {
      const hides = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
      if (hides && element.textContent.trim() && isShown(element)) {
        const style = getComputedStyle(element);
        if (["hidden", "clip"].includes(style.overflowX) && !element.closest(".visually-hidden")) {
          found.push(named(element));
        }
      }
    }
    return found.slice(0, 5);
  };

  const landmarks = () =>
    ["main, [role=main]", "footer, [role=contentinfo]", "a.skip-to-content"].filter(
      (selector) => document.querySelectorAll(selector).length !== 1,
    );

  return { unfold, thinOut, sideways, cutOff, landmarks, named, isShown };
})();
