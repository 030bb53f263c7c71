/* Puts HTML into its place, and touches only what differs from what stands there: nothing else is
   read, styled or laid out again, and the focus stays where it is. */

import { written } from "./formulas.js";
import { renumber } from "./numbers.js";
import { BOX, nodesOf, plain, taken } from "./texts.js";

const held = new WeakMap(); // by place: the pieces of what stands there

const isFormula = (at) => at % 2 === 1;

const htmlOf = (pieces) => pieces.map((piece, at) => (isFormula(at) ? written(piece) : piece)).join("");

const around = (pieces) => pieces.filter((_, at) => !isFormula(at)).join("");

// What comes is in pieces: in turn, the HTML that stands around formulas, and a formula.
export const put = (place, pieces) => {
  const before = held.get(place) ?? [""];
  held.set(place, pieces);
  if (rewrite(place, around(before), around(pieces))) {
    place.querySelectorAll(BOX).forEach((box, index) => renew(box, before[2 * index + 1], pieces[2 * index + 1]));
    return;
  }
  const link = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
  morph(place, htmlOf(pieces));
  if (link) {
    [...place.querySelectorAll("a")].find((each) => each.getAttribute("href") === link)?.focus();
  }
};

const renew = (box, before, formula) => {
  if (formula.cut === before.cut) {
    renumber(box, before, formula);
  } else if (!rewrite(box, written(before), written(formula))) {
    morph(box, written(formula));
  }
};

// Where only words differ, these are written, and nothing is parsed; returns whether that was all.
const rewrite = (place, before, html) => {
  if (html === before) {
    return true;
  }
  const [old, wanted] = [before, html].map(taken);
  if (old.tags !== wanted.tags) {
    return false;
  }
  const nodes = nodesOf(place);
  wanted.texts.forEach((text, index) => {
    if (text !== old.texts[index]) {
      nodes[index].data = plain(text);
    }
  });
  return true;
};

// Makes `place` hold `html`, and keeps what is alike.
export const morph = (place, html) => {
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  follow(place, wanted.content);
};

const follow = (old, wanted) => {
  const there = [...old.childNodes];
  const nodes = [...wanted.childNodes];
  // Most of what changes is in the middle: a longer number has one more comma.
  while (there.length && nodes.length && there[0].isEqualNode(nodes[0])) {
    there.shift();
    nodes.shift();
  }
  let end = null; // what follows the middle
  while (there.length && nodes.length && there.at(-1).isEqualNode(nodes.at(-1))) {
    end = there.pop();
    nodes.pop();
  }
  nodes.forEach((node, index) => {
    const kept = there[index];
    if (!kept) {
      old.insertBefore(node, end);
    } else if (kept.nodeName !== node.nodeName) {
      kept.replaceWith(node);
    } else if (node.nodeType === Node.TEXT_NODE) {
      kept.data = node.data;
    } else {
      take(kept, node);
      follow(kept, node);
    }
  });
  for (const node of there.slice(nodes.length)) {
    node.remove();
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
};
