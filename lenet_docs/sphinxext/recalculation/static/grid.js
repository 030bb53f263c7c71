/* The connection table: the arrow keys go from box to box, and it changes in place. */

import { morph } from "./place.js";

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

// Marks what the table says, and nothing that was clicked since it was put there.
export const takeBack = (place) => {
  for (const each of place.querySelectorAll("[data-cell]")) {
    each.checked = each.defaultChecked;
  }
};

// Puts a table into its place, so that the focus stays where it is.
export const putTable = (place, html) => {
  const roving = place.querySelector('[data-cell][tabindex="0"]')?.dataset.cell;
  morph(place, html);
  takeBack(place);
  const box = place.querySelector(`[data-cell="${roving}"]`);
  if (box) {
    rove(place, box);
  }
};
