/* Puts HTML into its place, and touches only what differs from what stands there: nothing else is
   read, styled or laid out again, and the focus stays where it is. */

const BOX = ".math"; // each formula is alone in such a box
const TEXT = />([^<]+)/g; // within a tag, the HTML that comes has no ">"

const held = new WeakMap(); // by place: the pieces of what stands there

// The HTML comes in pieces: in turn, what stands around formulas, and a formula.
export const put = (place, pieces) => {
  const before = held.get(place) ?? [];
  held.set(place, pieces);
  const formulas = place.querySelectorAll(BOX);
  const isFormula = (at) => at % 2 === 1;
  if (
    formulas.length > 0 &&
    before.length === pieces.length &&
    pieces.every((piece, at) => isFormula(at) || piece === before[at])
  ) {
    pieces.forEach((piece, at) => {
      if (isFormula(at)) {
        change(formulas[(at - 1) / 2], before[at], piece);
      }
    });
    return;
  }
  const link = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
  change(place, before.join(""), pieces.join(""));
  if (link) {
    [...place.querySelectorAll("a")].find((each) => each.getAttribute("href") === link)?.focus();
  }
};

// Where only words and numbers differ, these are written, and nothing is parsed.
const change = (place, before, html) => {
  if (html === before) {
    return;
  }
  const [old, wanted] = [before, html].map(taken);
  if (old.tags === wanted.tags) {
    const nodes = textsOf(place);
    wanted.texts.forEach((text, index) => {
      if (text !== old.texts[index]) {
        nodes[index].data = plain(text);
      }
    });
    return;
  }
  morph(place, html);
};

// Takes HTML apart into its texts, and what is left.
const taken = (html) => {
  const texts = [];
  const tags = html.replace(TEXT, (_, text) => {
    texts.push(text);
    return ">";
  });
  return { tags, texts };
};

const textsOf = (place) => {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
  }
  return nodes;
};

// Returns a text as it reads: in HTML, some signs are written as names.
const plain = (text) => {
  if (!text.includes("&")) {
    return text;
  }
  const reader = document.createElement("template");
  reader.innerHTML = text;
  return reader.content.textContent;
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
