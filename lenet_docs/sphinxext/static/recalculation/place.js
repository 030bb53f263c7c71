/* Puts HTML into its place. Where only words and numbers differ from what stands there, only those
   are written: nothing is read anew, and what has not changed is not laid out again. */

const TEXT = />([^<]+)/g; // within a tag, the HTML that comes has no ">"

const held = new WeakMap(); // by place: the tags and the texts of what stands there

export const put = (place, html) => {
  const texts = [];
  const tags = html.replace(TEXT, (_, text) => {
    texts.push(text);
    return ">";
  });
  const before = held.get(place);
  held.set(place, { tags, texts });
  if (before?.tags === tags) {
    const nodes = textsOf(place);
    if (nodes.length === texts.length) {
      texts.forEach((text, index) => {
        if (text !== before.texts[index]) {
          nodes[index].data = plain(text);
        }
      });
      return;
    }
  }
  const link = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
  place.innerHTML = html;
  if (link) {
    [...place.querySelectorAll("a")].find((each) => each.getAttribute("href") === link)?.focus();
  }
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
