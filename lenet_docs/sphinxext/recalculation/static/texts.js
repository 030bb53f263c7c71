/* HTML as texts, and the tags around them. */

export const BOX = ".math"; // each formula is alone in such a box

const TEXT = />([^<]+)/g; // within a tag, the HTML that comes has no ">"

// Takes HTML apart into its texts, and what is left.
export const taken = (html) => {
  const texts = [];
  const tags = html.replace(TEXT, (_, text) => {
    texts.push(text);
    return ">";
  });
  return { tags, texts };
};

// Returns the nodes of the same texts, where that HTML stands on the page; formulas in it have their own.
export const nodesOf = (place) => {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      return NodeFilter.FILTER_ACCEPT;
    }
    return node.matches(BOX) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const nodes = [];
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
  }
  return nodes;
};

// Returns a text as it reads: in HTML, some signs are written as names.
export const plain = (text) => {
  if (!text.includes("&")) {
    return text;
  }
  const reader = document.createElement("template");
  reader.innerHTML = text;
  return reader.content.textContent;
};
