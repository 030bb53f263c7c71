/* Formulas that differ in their numbers only are set once: after that, the numbers are put in. */

const DIGITS = /[0-9]+/g;
const MARK = 7000000; // longer than what KaTeX writes of its own, such as heights
const MARKED = /(70[0-9]{5})/;
const COPIES = 3; // of a number: for who listens, in the source that goes with that, and for who sees
const SHAPES = 512; // how many are kept

// Returns what sets a formula like `set`, and faster if it knows one of the same shape.
export const remembering = (set) => {
  const shapes = new Map();
  return (latex) => {
    const shape = latex.replace(DIGITS, "#");
    if (!shapes.has(shape)) {
      if (shapes.size === SHAPES) {
        shapes.clear();
      }
      shapes.set(shape, pieces(set, latex));
    }
    const found = shapes.get(shape);
    if (!found) {
      return set(latex);
    }
    const numbers = latex.match(DIGITS);
    return found.map((piece) => (typeof piece === "number" ? numbers[piece] : piece)).join("");
  };
};

// Cuts a formula, once it is set, where its numbers stand; each number is given by its index. There
// is no cutting where a number is not left in one piece, such as the base of a power.
const pieces = (set, latex) => {
  let count = 0;
  const marked = set(latex.replace(DIGITS, () => String(MARK + count++)));
  const cut = marked.split(MARKED).map((piece, at) => (at % 2 ? Number(piece) - MARK : piece));
  const copies = new Array(count).fill(0);
  for (const piece of cut) {
    if (typeof piece === "number") {
      copies[piece] += 1;
    }
  }
  return copies.every((each) => each === COPIES) ? cut : null;
};
