/* Shows on the search page what was found. Sphinx calls it with what the reader typed. */

(() => {
  "use strict";

  const AT_ONCE = 8; // results of a kind that are shown before the reader asks for more

  const results = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const field = document.getElementById("search-query");
  const canRead = location.protocol.startsWith("http"); // from a disk, pages cannot be looked into

  // -- pieces -----------------------------------------------------------------------------

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  };

  const address = (page, anchor) =>
    page + DOCUMENTATION_OPTIONS.LINK_SUFFIX + (anchor ? `#${anchor}` : "");

  const link = (page, anchor, words, className = "") => {
    const made = element("a", className, words);
    made.href = address(page, anchor);
    return made;
  };

  const marked = (text, marks) => {
    const parts = [];
    let from = 0;
    for (const [start, end] of marks) {
      parts.push(text.slice(from, start), element("mark", "", text.slice(start, end)));
      from = end;
    }
    return [...parts, text.slice(from)];
  };

  const highlighted = (text, query) =>
    marked(text, searchText.matchesOf(text, query).map(({ start, end }) => [start, end]));

  const where = ({ title, heading }) =>
    element("p", "search-where", heading ? `${title} › ${heading}` : title);

  const entryOf = (number) =>
    link(searchMatch.ledger, number.anchor, `Ledger: ${number.key}`, "search-entry");

  const counted = (count, one, several) => `${count.toLocaleString("en")} ${count === 1 ? one : several}`;

  // -- results ----------------------------------------------------------------------------

  const ORIGINS = { given: "A given.", function: "Returned by a function." };

  const numberResult = (number, query) => {
    const [first] = number.places;
    const line = ORIGINS[number.line] ?? number.line;
    return element(
      "li",
      "search-result",
      link(first.page, first.anchor, `${number.shown}: ${number.what || number.key}`, "search-title"),
      where(first),
      element("p", "search-context", ...(line ? highlighted(line, query) : [])),
      element("p", "search-more", entryOf(number)),
    );
  };

  const stepResult = (number, query) => {
    const item = numberResult(number, query);
    item.querySelector("a").prepend("A step to ");
    return item;
  };

  const printedResult = ({ printed, where: place, derived, places }) => {
    const [first, ...others] = places;
    const item = element(
      "li",
      "search-result",
      link(first.page, first.anchor, `${printed}: printed in the ${place}`, "search-title"),
      where(first),
    );
    const more = element("p", "search-more");
    if (derived) {
      const { page, anchor } = derived.places[0];
      item.append(element("p", "search-context", `Derived: ${derived.shown}, ${derived.what || derived.key}.`));
      more.append(link(page, anchor, `The derivation of ${derived.shown}`), " ", entryOf(derived), " ");
    }
    for (const other of others.slice(0, 3)) {
      more.append(link(other.page, other.anchor, `Also: ${other.heading || other.title}`), " ");
    }
    item.append(more);
    return item;
  };

  const pageResult = ({ page, title, places }, query) => {
    const [first] = places;
    const item = element(
      "li",
      "search-result",
      link(page, first?.anchor ?? "", title, "search-title"),
    );
    if (first?.heading) {
      item.append(element("p", "search-where", first.heading));
    }
    const others = [...new Map(places.slice(1).map((each) => [each.heading, each])).values()].filter(
      ({ heading }) => heading && heading !== first.heading,
    );
    if (others.length) {
      const more = element("p", "search-more");
      for (const { anchor, heading } of others.slice(0, 3)) {
        more.append(link(page, anchor, heading), " ");
      }
      item.append(more);
    }
    if (canRead) {
      waiting.set(item, { page, query, anchor: first?.anchor ?? "" });
      onScreen.observe(item);
    }
    return item;
  };

  const objectResult = ({ page, name, anchor, about, title, places }, query) => {
    if (!name) {
      return pageResult({ page, title, places }, query);
    }
    return element(
      "li",
      "search-result",
      link(page, anchor, element("code", "", name), "search-title"),
      element("p", "search-where", about),
    );
  };

  // -- the words around a match: fetched when the result comes into view --------------------

  const waiting = new Map();
  const texts = new Map();

  const read = (page) => {
    if (!texts.has(page)) {
      texts.set(page, fetch(address(page, "")).then((answer) => (answer.ok ? answer.text() : "")));
    }
    return texts.get(page);
  };

  const addContext = async (item, { page, query, anchor }) => {
    const found = searchText.context(await read(page).catch(() => ""), query, anchor);
    if (!found) {
      return;
    }
    const title = item.querySelector(".search-title");
    if (!anchor && found.anchor) {
      title.setAttribute("href", address(page, found.anchor));
      title.after(element("p", "search-where", found.heading));
    }
    const said = [found.before ? "… " : "", ...marked(found.text, found.marks), found.after ? " …" : ""];
    const above = item.querySelector(":scope > .search-where") ?? title;
    above.after(element("p", "search-context", ...said));
  };

  const fill = (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        onScreen.unobserve(target);
        addContext(target, waiting.get(target));
      }
    }
  };
  const onScreen = new IntersectionObserver(fill, { rootMargin: "50%" });

  // -- the page ---------------------------------------------------------------------------

  const list = (items) => {
    const made = element("ol", "search-list", ...items);
    made.setAttribute("role", "list"); // Safari forgets it where the style sheet drops the numbers
    return made;
  };

  const group = (heading, found, resultOf, query) => {
    if (!found.length) {
      return [];
    }
    const items = found.map((each) => resultOf(each, query));
    const section = element("section", "search-group", element("h2", "", heading));
    section.append(list(items.slice(0, AT_ONCE)));
    const rest = items.slice(AT_ONCE);
    if (rest.length) {
      const summary = element("summary", "", counted(rest.length, "more result", "more results"));
      section.append(element("details", "search-rest", summary, list(rest)));
    }
    return [section];
  };

  const advice = ({ similar }) => {
    const tips = element("ul", "search-tips");
    if (similar.length) {
      const links = similar.flatMap((shown, at) => {
        const made = element("a", "", shown);
        made.href = `?q=${encodeURIComponent(shown)}`;
        return at ? [", ", made] : [made];
      });
      tips.append(element("li", "", "Numbers that begin alike: ", ...links, "."));
    }
    tips.append(
      element("li", "", "Type a number in full, as it is shown, with or without a comma."),
      element("li", "", "Type fewer words: a page is found if it has them all."),
    );
    const ledger = element("a", "", "the ledger");
    const index = element("a", "", "the index");
    ledger.href = results.dataset.ledger;
    index.href = results.dataset.index;
    tips.append(
      results.dataset.ledger
        ? element("li", "", "Look through ", ledger, ", which lists every number, or ", index, " of terms.")
        : element("li", "", "Look through ", index, " of terms."),
    );
    return element("section", "search-group", element("h2", "", "What you can try"), tips);
  };

  const show = (text) => {
    const found = searchMatch.find(text);
    const { query, numbers, steps, printed, pages, reference } = found;
    // What was derived comes before what was printed; what merely looks alike, behind it.
    results.replaceChildren(
      ...group("Where it comes from", numbers, numberResult, query),
      ...group("In a derivation", steps, stepResult, query),
      ...group("In print", printed, printedResult, query),
      ...group(numbers.length ? "Where else it stands" : "Pages", pages, pageResult, query),
      ...group("In the Python reference", reference, objectResult, query),
    );
    if (!found.count) {
      results.append(advice(found));
    }
    status.textContent = found.count
      ? `${counted(found.count, "result", "results")} for “${text}”.`
      : `Nothing was found for “${text}”.`;
    document.title = `${text} – ${document.title}`;
  };

  // Sphinx fills the fields and calls this, once the page is there, if something was typed.
  Search.performSearch = (text) => {
    if (!text.trim()) {
      return;
    }
    if (Search.hasIndex()) {
      show(text);
    } else {
      status.textContent = "The index of this book could not be loaded. Load this page again.";
    }
  };

  if (!new URLSearchParams(location.search).get("q")) {
    field.focus();
  }
})();
