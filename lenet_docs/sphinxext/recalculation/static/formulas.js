/* Formulas that differ in their numbers only have one shape. It is set once, and cut where its numbers
   stand; after that, only the numbers go from the worker to the page. */

const COMMA = "{,}"; // between the groups of a long number
const DIGITS = /(?<![A-Za-z0-9])[0-9]+/g; // the 1 of the layer C1 is none
const NUMBERS = /(?<![A-Za-z0-9])[0-9]+(?:\{,\}[0-9]{3})*/g;

// What is a number, and what stands for it in a shape. Mostly it does not matter whether numbers have
// commas; else, as with fractions, which are set lower then, each group counts by itself.
const KINDS = [
  { numbers: NUMBERS, sign: "#", long: (mark) => mark.replace(/\B(?=(?:[0-9]{3})+$)/g, COMMA) },
  { numbers: DIGITS, sign: "%" },
];

const MARK = 7000000; // longer than what KaTeX writes of its own, such as heights
const MARKED = /(70[0-9]{5})/;
const SHAPES = 512; // how many are kept

export const groupsOf = (number) => number.split(COMMA);

// A number stands in a formula three times: for who listens, in the source that goes with that, and
// for who sees it, where each group and each comma is an element.
const COPIES = [
  (number) => groupsOf(number).join(","),
  (number) => number,
  (number) => groupsOf(number).join('</span><span class="mord"><span class="mpunct">,</span></span><span class="mord">'),
];
const SEEN = 2;

// Of a place in a cut: which number stands there, and which copy of it.
const placeOf = (index, copy) => COPIES.length * index + copy;
export const indexAt = (place) => Math.floor(place / COPIES.length);
export const isSeen = (place) => place % COPIES.length === SEEN;
export const copyAt = (place, numbers) => COPIES[place % COPIES.length](numbers[indexAt(place)]);

// Returns the HTML of a formula.
export const written = ({ cut, numbers }) =>
  cut.map((piece) => (typeof piece === "number" ? copyAt(piece, numbers) : piece)).join("");

// Both sides keep the same shapes, since both forget all of them when there are too many.
const keep = (cuts, shape, cut) => {
  if (cuts.size === SHAPES) {
    cuts.clear();
  }
  cuts.set(shape, cut);
};

/* In the worker. */
export class Sender {
  #cuts = new Map();
  #set;

  // Takes what turns LaTeX into HTML.
  constructor(set) {
    this.#set = set;
  }

  // Returns a formula as it is sent: by its shape and its numbers, or as HTML if it cannot be cut. With
  // it come the shapes that are new.
  send(latex) {
    const fresh = [];
    for (const kind of KINDS) {
      const shape = latex.replace(kind.numbers, kind.sign);
      if (!this.#cuts.has(shape)) {
        const cut = this.#cut(latex, kind);
        keep(this.#cuts, shape, cut);
        fresh.push({ shape, cut });
      }
      if (this.#cuts.get(shape)) {
        return { fresh, shape, numbers: latex.match(kind.numbers) ?? [] };
      }
    }
    return { fresh, html: this.#set(latex) };
  }

  // Sets a formula, and cuts it: the HTML between its numbers, and their places. There is no cutting
  // where that would not do for other numbers, such as the base of a power, which is set digit by digit.
  #cut(latex, { numbers, long }) {
    const marks = [];
    const marked = latex.replace(numbers, () => {
      marks.push(String(MARK + marks.length));
      return marks.at(-1);
    });
    const copies = marks.map(() => 0);
    const cut = this.#set(marked)
      .split(MARKED)
      .map((piece, at) => {
        const index = Number(piece) - MARK;
        return at % 2 ? placeOf(index, copies[index]++) : piece;
      });
    if (!copies.every((count) => count === COPIES.length)) {
      return null;
    }
    return !long || this.#cutsLong({ cut, numbers: marks.map(long) }, marked.replace(numbers, long)) ? cut : null;
  }

  // Whether a cut does for numbers with commas, each of which is seen by itself.
  #cutsLong({ cut, numbers }, latex) {
    const isAlone = (at) => cut[at - 1].endsWith(">") && cut[at + 1].startsWith("<");
    return (
      cut.every((piece, at) => typeof piece === "string" || !isSeen(piece) || isAlone(at)) &&
      written({ cut, numbers }) === this.#set(latex)
    );
  }
}

/* On the page. Formulas of one shape have the very same cut. */
export class Receiver {
  #cuts = new Map();

  receive({ fresh, shape, numbers, html }) {
    for (const each of fresh) {
      keep(this.#cuts, each.shape, each.cut);
    }
    return shape === undefined ? { cut: [html], numbers: [] } : { cut: this.#cuts.get(shape), numbers };
  }
}
