/* Finds the words around a match on a page, and the section that they stand in. */

const searchText = (() => {
  "use strict";

  const AROUND = 110; // characters before and behind a match
  const UNSAID =
    ".headerlink, script, style, template, nav, button, noscript, annotation, .katex-html, .linenos";
  const BLOCKS = "p, li, td, th, dt, dd, pre, h1, h2, h3, h4, h5, h6, figcaption, caption, summary";

  // -- formulas in a line -----------------------------------------------------------------

  const SPACED = /^[=≈<>≤≥+×·−→±]$/u;

  const linear = (node) => {
    const parts = [...node.childNodes].map((child) =>
      child.nodeType === Node.TEXT_NODE ? child.data : linear(child),
    );
    const bracketed = (part) => (/^[\p{L}\p{N}.,]*$/u.test(part) ? part : `(${part})`);
    switch (node.localName) {
      case "mo":
        return SPACED.test(parts.join("")) ? ` ${parts.join("")} ` : parts.join("");
      case "mfrac":
        return `${bracketed(parts[0])}/${bracketed(parts[1])}`;
      case "msup":
        return `${parts[0]}^${bracketed(parts[1])}`;
      case "msub":
      case "munder":
        return `${parts[0]}_${bracketed(parts[1])}`;
      case "msqrt":
        return `√${bracketed(parts.join(""))}`;
      case "mtr":
        return `${parts.join("")} `;
      default:
        return parts.join("");
    }
  };

  // -- a page as text ---------------------------------------------------------------------

  const simplified = (html) => {
    // What stands in the head of another page, as its style, this page's policy forbids.
    const body = html.slice(html.indexOf("<body"));
    const page = new DOMParser().parseFromString(body, "text/html");
    const main = page.querySelector('[role="main"]');
    if (!main) {
      return null;
    }
    // A drawing may stand there twice, for wide and for narrow screens: its words are said once.
    main.querySelectorAll("svg + svg").forEach((each) => each.remove());
    main.querySelectorAll("svg, img").forEach((each) => {
      each.replaceWith(` ${each.getAttribute("aria-label") ?? each.getAttribute("alt") ?? ""} `);
    });
    main.querySelectorAll(UNSAID).forEach((each) => each.remove());
    main.querySelectorAll("math").forEach((each) => each.replaceWith(` ${linear(each)} `));
    main.querySelectorAll(BLOCKS).forEach((each) => each.append(" "));
    return main;
  };

  // The text of each section without that of the sections within it.
  const sectionsOf = (main, anchor) => {
    const sections = [...main.querySelectorAll("section[id]")].reverse().map((section) => {
      const isAsked =
        Boolean(anchor) && (section.id === anchor || section.querySelector(`#${CSS.escape(anchor)}`) !== null);
      section.remove();
      const heading = section.querySelector("h1, h2, h3, h4, h5, h6");
      const title = heading?.textContent.trim() ?? "";
      const isPage = heading?.localName === "h1";
      heading?.remove();
      const text = section.textContent.replace(/\s+/gu, " ").trim();
      return { anchor: isPage ? "" : section.id, heading: isPage ? "" : title, text, isAsked };
    });
    return sections.reverse();
  };

  // -- the words around a match -----------------------------------------------------------

  const matchesOf = (text, { numbers, words }) =>
    termsOf(text)
      .map((found) => ({
        ...found,
        as: found.isNumber ? found.term : searchMatch.stem(found.term),
      }))
      .filter(({ as, isNumber }) =>
        isNumber ? numbers.includes(as) : words.some((word) => as === word || (word.length > 2 && as.includes(word))),
      );

  const distinct = (found) => new Set(found.map(({ as }) => as)).size;

  // The first match that has the most others close behind it.
  const densest = (found) => {
    const near = found.map((each, at) => {
      const others = found.slice(at).filter(({ start }) => start < each.end + AROUND);
      return distinct(others);
    });
    return found[near.indexOf(Math.max(...near))];
  };

  const excerpt = (text, found) => {
    const { start, end } = densest(found);
    const from = start < AROUND ? 0 : text.indexOf(" ", start - AROUND) + 1;
    const close = text.lastIndexOf(" ", end + AROUND);
    const to = end + AROUND >= text.length || close <= end ? text.length : close;
    return {
      before: from > 0,
      after: to < text.length,
      text: text.slice(from, to),
      marks: found
        .filter((each) => each.start >= from && each.end <= to)
        .map((each) => [each.start - from, each.end - from]),
    };
  };

  // The text around a match in the section of the anchor, or else in that with most of the terms.
  const context = (html, query, asked) => {
    const main = simplified(html);
    let best = null;
    for (const section of main ? sectionsOf(main, asked) : []) {
      const found = matchesOf(section.text, query);
      const worth = section.isAsked ? Infinity : distinct(found);
      if (found.length && (!best || worth > best.worth)) {
        best = { ...section, worth, found };
      }
    }
    if (!best) {
      return null;
    }
    const { anchor, heading, text, found } = best;
    return { anchor, heading, ...excerpt(text, found) };
  };

  return { context, matchesOf };
})();
