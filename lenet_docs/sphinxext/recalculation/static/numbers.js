/* Writes new numbers into a formula on the page, and nothing else. */

import { copyAt, groupsOf, indexAt, isSeen } from "./formulas.js";
import { nodesOf, plain, taken } from "./texts.js";

const SLOT = /\x02([0-9]+)\x03/; // stands for a number in its place

const texts = new WeakMap(); // by cut: the texts of that shape that hold numbers

// Takes the box of a formula, what it shows, and a formula of the same cut to show.
export const renumber = (box, before, formula) => {
  const { cut, numbers } = formula;
  formula.nodes = before.nodes; // once they are found, they stay the same
  if (numbers.every((number, index) => number === before.numbers[index])) {
    return;
  }
  formula.nodes ??= nodesIn(box, before);
  textsOf(cut).forEach(({ words, seen }, at) => {
    const node = formula.nodes[at];
    if (seen === undefined) {
      write(node, words.map((word, odd) => (odd % 2 ? copyAt(word, numbers) : word)).join(""));
    } else {
      writeGroups(node.parentElement, groupsOf(before.numbers[seen]).length, groupsOf(numbers[seen]));
    }
  });
};

const write = (node, text) => {
  if (node.data !== text) {
    node.data = text;
  }
};

// Each text that holds numbers: which of all texts it is, if each number is one; its words, each
// second of them the place of a number; and which number it is, if it is no more than one that is seen.
const textsOf = (cut) => {
  if (!texts.has(cut)) {
    const html = cut.map((piece) => (typeof piece === "number" ? `\x02${piece}\x03` : piece)).join("");
    const all = taken(html).texts.map((text, index) => {
      const words = plain(text).split(SLOT);
      const [before, place, ...after] = words;
      const isOne = isSeen(place) && before + after.join("") === "";
      return { index, words, seen: isOne ? indexAt(place) : undefined };
    });
    texts.set(cut, all.filter(({ words }) => words.length > 1));
  }
  return texts.get(cut);
};

// A number that is seen is as many texts as it has groups and commas; the node is that of its first.
const nodesIn = (box, { cut, numbers }) => {
  const nodes = nodesOf(box);
  let more = 0;
  return textsOf(cut).map(({ index, seen }) => {
    const node = nodes[index + more];
    more += seen === undefined ? 0 : 2 * (groupsOf(numbers[seen]).length - 1);
    return node;
  });
};

// Writes the groups of a number, of which the first is in `element`, and there are `count`.
const writeGroups = (element, count, groups) => {
  let last = element;
  groups.forEach((group, at) => {
    if (at >= count) {
      const comma = last.cloneNode(false);
      comma.append(last.cloneNode(false));
      comma.firstChild.className = "mpunct";
      comma.firstChild.append(",");
      last.after(comma, last.cloneNode(true));
    }
    last = at ? last.nextSibling.nextSibling : last;
    write(last.firstChild, group);
  });
  for (let at = 2 * groups.length; at < 2 * count; at += 1) {
    last.nextSibling.remove();
  }
};
