/* Finds what a query asks for: numbers in the book's index of them, words in Sphinx's index. */

const searchMatch = (() => {
  "use strict";

  const NONE = { pages: [], places: [], headings: [], numbers: [], steps: {}, printed: [], captions: [] };
  const known = window.bookNumbers || NONE;
  const order = new Map(known.pages.map(([page], number) => [page, number]));
  const stemmer = new Stemmer();

  // What a match is worth: the more of a heading or a caption was asked for, the more.
  const SCORES = { term: 40, heading: 30, phrase: 25, caption: 20, title: 15, text: 5, part: 2 };

  // -- the query --------------------------------------------------------------------------

  // A space may part thousands, or two numbers: what was meant shows in what is found.
  const joined = (query) =>
    query.replace(
      /(?<![\p{L}\p{N}_.,])[0-9]{1,3}(?:\s[0-9]{3})+(?![\p{L}\p{N}_])/gu,
      (found) => found.replace(/\s/g, "\u00a0"),
    );

  const stem = (word) => stemmer.stemWord(word.toLowerCase());

  const wordsOf = (text) =>
    termsOf(text)
      .map((found) => (found.isNumber ? found.term : stem(found.term)))
      .filter((word) => !stopwords.has(word));

  const parse = (text) => {
    const found = termsOf(text);
    const numbers = found.filter((each) => each.isNumber).map((each) => each.term);
    const words = found
      .filter((each) => !each.isNumber && !stopwords.has(each.term.toLowerCase()))
      .map((each) => stem(each.term));
    return {
      text,
      numbers: [...new Set(numbers)],
      words: [...new Set(words)],
      // All that was typed, for headings: "Table I" is more than a table.
      phrase: found.map((each) => each.term.toLowerCase()).join(" "),
    };
  };

  const hasAll = (wanted, words) => wanted.every((word) => words.includes(word));

  const hasPhrase = (text, phrase) =>
    ` ${splitQuery(text.toLowerCase()).join(" ")} `.includes(` ${phrase} `);

  // -- numbers ----------------------------------------------------------------------------

  const placeOf = (number) => {
    const [page, anchor, heading] = known.places[number];
    const [name, title] = known.pages[page];
    return { page: name, title, anchor, heading: known.headings[heading] };
  };

  const numberOf = (index) => {
    const [shown, what, key, anchor, places, line, others] = known.numbers[index];
    return { index, shown, what, key, anchor, line, others, places: places.map(placeOf) };
  };

  // 0: it is the number. 1: it is one of several. 2: it is shown as that somewhere.
  const closeness = ([shown, , , , , , others], wanted) => {
    const own = termsOf(shown).map((found) => found.term);
    if (!hasAll(wanted, own)) {
      return hasAll(wanted, [...own, ...others.split(" ")]) ? 2 : -1;
    }
    return own.length === wanted.length ? 0 : 1;
  };

  const describes = ([, what, key, , [first]], words) => {
    const place = placeOf(first);
    const said = `${what} ${key.replaceAll("_", " ")} ${place.heading} ${place.title}`;
    return hasAll(words, wordsOf(said));
  };

  const isCalled = ([, what, key], words) => {
    const name = wordsOf(what);
    const called = name.length === words.length && hasAll(words, name);
    return called || key.toLowerCase() === words.join(".");
  };

  const findNumbers = ({ numbers, words }) => {
    const found = [[], [], []];
    known.numbers.forEach((each, index) => {
      if (numbers.length) {
        const close = closeness(each, numbers);
        if (close >= 0 && describes(each, words)) {
          found[close].push(numberOf(index));
        }
      } else if (words.length > 1 && isCalled(each, words)) {
        found[0].push(numberOf(index));
      }
    });
    return found.flat();
  };

  const findSteps = ({ numbers, words }) => {
    const lists = numbers.map((number) => (Object.hasOwn(known.steps, number) ? known.steps[number] : []));
    const [first = [], ...others] = lists;
    return first
      .filter((index) => others.every((list) => list.includes(index)))
      .filter((index) => describes(known.numbers[index], words))
      .map(numberOf);
  };

  const findPrinted = ({ numbers, words }) =>
    known.printed
      .filter(([printed]) => numbers.length && hasAll(numbers, splitQuery(printed)))
      .map(([printed, where, index, places]) => ({
        printed,
        where,
        derived: index < 0 ? null : numberOf(index),
        places: places.map(placeOf),
      }))
      .filter(({ where, derived, places }) => {
        const said = `${where} ${derived ? `${derived.what} ${derived.key}` : ""}`;
        return hasAll(words, wordsOf(`${said} ${places[0].title}`));
      });

  // The numbers that begin alike, for who has mistyped one.
  const findSimilar = ({ numbers: [wanted] }) => {
    if (!wanted) {
      return [];
    }
    const shown = known.numbers.map(([number]) => number).filter((number) => termsOf(number).length === 1);
    for (let length = wanted.length; length >= 2; length -= 1) {
      const start = wanted.slice(0, length);
      const found = shown.filter((number) => splitQuery(number)[0].startsWith(start));
      if (found.length) {
        return [...new Set(found)].slice(0, 6);
      }
    }
    return [];
  };

  // -- pages ------------------------------------------------------------------------------

  const listed = (files) => (files === undefined ? [] : [files].flat());

  const filesOf = (index, term, isNumber) => {
    const scores = new Map();
    const add = (files, score) =>
      files.forEach((file) => scores.set(file, Math.max(score, scores.get(file) ?? 0)));
    const own = (terms) => listed(Object.hasOwn(terms, term) ? terms[term] : undefined);
    add(own(index.terms), SCORES.text);
    add(own(index.titleterms), SCORES.title);
    if (!scores.size && !isNumber && term.length > 2) {
      for (const terms of [index.terms, index.titleterms]) {
        for (const [other, files] of Object.entries(terms)) {
          if (other.includes(term)) {
            add(listed(files), SCORES.part);
          }
        }
      }
    }
    return scores;
  };

  // The pages that hold every term, and what that is worth.
  const findText = (index, { numbers, words }) => {
    const found = [
      ...numbers.map((term) => filesOf(index, term, true)),
      ...words.map((term) => filesOf(index, term, false)),
    ];
    const [first = new Map(), ...others] = found;
    return [...first.keys()]
      .filter((file) => others.every((scores) => scores.has(file)))
      .map((file) => [file, Math.max(...found.map((scores) => scores.get(file)))]);
  };

  const likeness = (text, { numbers, words, phrase }, worth) => {
    const wanted = [...numbers, ...words];
    const has = wordsOf(text);
    const isPhrase = phrase.includes(" ") && hasPhrase(text, phrase);
    if (!isPhrase && (!wanted.length || !hasAll(wanted, has))) {
      return 0;
    }
    const share = Math.min(1, wanted.length / has.length);
    return worth * Math.max(share, 1 / has.length) + (isPhrase ? SCORES.phrase : 0);
  };

  const findHeadings = function* (index, query) {
    for (const [heading, places] of Object.entries(index.alltitles)) {
      const score = likeness(heading, query, SCORES.heading);
      if (score) {
        for (const [file, anchor] of places) {
          yield { page: index.docnames[file], anchor: anchor ?? "", heading: anchor ? heading : "", score };
        }
      }
    }
    for (const [words, place] of known.captions) {
      const score = likeness(words, query, SCORES.caption);
      if (score) {
        const { page, anchor } = placeOf(place);
        yield { page, anchor, heading: words, score };
      }
    }
    // The terms of the glossary. Sphinx keeps them in lower case only.
    for (const [entry, places] of Object.entries(index.indexentries)) {
      for (const [file, anchor, isMain] of places) {
        if (isMain && query.phrase && wordsOf(entry).join(" ") === wordsOf(query.phrase).join(" ")) {
          yield { page: index.docnames[file], anchor, heading: query.text, score: SCORES.term };
        }
      }
    }
  };

  const inOrder = (a, b) =>
    b.score - a.score || (order.get(a.page) ?? Infinity) - (order.get(b.page) ?? Infinity);

  // Each page once, with the places on it that the query leads to, the best first.
  const findPages = (index, query, numbers) => {
    const pages = new Map();
    const pageOf = (page) => {
      if (!pages.has(page)) {
        const title = index.titles[index.docnames.indexOf(page)];
        pages.set(page, { page, title, score: 0, places: [] });
      }
      return pages.get(page);
    };
    for (const [file, score] of findText(index, query)) {
      pageOf(index.docnames[file]).score = score;
    }
    for (const { page, anchor, heading, score } of findHeadings(index, query)) {
      pageOf(page).places.push({ anchor, heading, score });
    }
    // Where a number stands is known to a hair; where it is derived was said before.
    if (query.numbers.length) {
      const derived = new Set(numbers.map(({ places: [first] }) => first.page));
      for (const { page, anchor, heading } of numbers.flatMap((number) => number.places.slice(1))) {
        pageOf(page).places.push({ anchor, heading, score: SCORES.title });
      }
      for (const page of derived) {
        if (pages.has(page) && !pages.get(page).places.length) {
          pages.delete(page);
        }
      }
    }
    for (const each of pages.values()) {
      each.places.sort((a, b) => b.score - a.score);
      each.score += each.places[0]?.score ?? 0;
    }
    return [...pages.values()].sort(inOrder);
  };

  // -- the reference ----------------------------------------------------------------------

  const findObjects = ({ numbers, words, phrase }) => {
    if (numbers.length || !words.length) {
      return [];
    }
    const terms = new Set(phrase.split(" ").filter((term) => !stopwords.has(term)));
    const found = new Map();
    for (const term of terms) {
      for (const [page, name, anchor, about, score] of Search.performObjectSearch(term, terms)) {
        found.set(page + anchor, { page, name, anchor: anchor.slice(1), about, score });
      }
    }
    return [...found.values()].sort((a, b) => b.score - a.score || a.name.length - b.name.length);
  };

  const findFor = (text) => {
    const index = Search._index;
    const query = parse(text);
    const numbers = findNumbers(query);
    const reference = new Set(
      Object.values(index.objects).flatMap((objects) => objects.map(([file]) => index.docnames[file])),
    );
    const pages = findPages(index, query, numbers);
    const found = {
      query,
      numbers,
      printed: findPrinted(query),
      steps: numbers.length ? [] : findSteps(query),
      pages: pages.filter(({ page }) => !reference.has(page)),
      reference: [...findObjects(query), ...pages.filter(({ page }) => reference.has(page))],
      similar: [],
    };
    found.count = ["numbers", "printed", "steps", "pages", "reference"]
      .map((part) => found[part].length)
      .reduce((a, b) => a + b);
    return found;
  };

  // Everything that a query leads to. Who means one number is served first.
  const find = (text) => {
    const typed = text.trim();
    const attempts = [...new Set([joined(typed), typed])].map(findFor);
    const found = attempts.find(({ count }) => count) ?? attempts[0];
    found.similar = found.count ? [] : findSimilar(found.query);
    return found;
  };

  return { find, ledger: known.pages[known.ledger]?.[0], stem };
})();
