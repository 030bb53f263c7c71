/* The connection table: the arrow keys go from box to box, and it changes in place. */

const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

const boxOf = (place, row, column) => place.querySelector(`[data-cell="${row} ${column}"]`);

const cellOf = (box) => box.dataset.cell.split(" ").map(Number);

// Of all boxes, one can be reached with Tab: the last that was.
const rove = (place, box) => {
  for (const each of place.querySelectorAll('[data-cell][tabindex="0"]')) {
    each.tabIndex = -1;
  }
  box.tabIndex = 0;
};

export const followKeys = (place) => {
  place.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.target.dataset.cell || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const last = cellOf([...place.querySelectorAll("[data-cell]")].at(-1));
    const [row, column] = cellOf(event.target).map((each, axis) =>
      Math.min(Math.max(each + step[axis], 0), last[axis]),
    );
    boxOf(place, row, column).focus();
  });
  place.addEventListener("focusin", ({ target }) => {
    if (target.dataset.cell) {
      rove(place, target);
    }
  });
};

// Makes `place` hold `html`, and keeps what is alike, so that the focus stays where it is.
export const morph = (place, html) => {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const roving = place.querySelector('[data-cell][tabindex="0"]')?.dataset.cell;
  follow(place, wanted.content);
  const box = place.querySelector(`[data-cell="${roving}"]`);
  if (box) {
    rove(place, box);
  }
};

const follow = (old, wanted) => {
  const nodes = [...wanted.childNodes];
  nodes.forEach((node, index) => {
    const there = old.childNodes[index];
    if (!there) {
      old.append(node);
    } else if (there.nodeName !== node.nodeName) {
      there.replaceWith(node);
    } else if (node.nodeType === Node.TEXT_NODE) {
      if (there.data !== node.data) {
        there.data = node.data;
      }
    } else {
      take(there, node);
      follow(there, node);
    }
  });
  while (old.childNodes.length > nodes.length) {
    old.lastChild.remove();
  }
};

const take = (there, node) => {
  for (const { name, value } of node.attributes) {
    if (there.getAttribute(name) !== value) {
      there.setAttribute(name, value);
    }
  }
  for (const { name } of [...there.attributes]) {
    if (!node.hasAttribute(name)) {
      there.removeAttribute(name);
    }
  }
  if (there.nodeName === "INPUT") {
    there.checked = node.checked;
  }
};
