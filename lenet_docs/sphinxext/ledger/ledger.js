/* Search and sorting for the ledger. Without this script it is a plain table. */

(() => {
  "use strict";

  const table = document.querySelector("table.ledger");
  if (!(table instanceof HTMLTableElement) || !table.tHead) {
    return;
  }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);

  // ---- Search ----

  const text = new Map(rows.map((row) => [row, row.textContent?.toLowerCase() ?? ""]));
  /** @param {string} words */
  const bare = (words) => words.replaceAll(",", "");

  const form = document.createElement("div");
  form.className = "ledger-search";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "The ledger");
  const label = document.createElement("label");
  label.htmlFor = "ledger-search";
  label.textContent = "Search the ledger";
  const field = document.createElement("input");
  field.type = "search";
  field.id = "ledger-search";
  field.autocomplete = "off";
  const count = document.createElement("output");
  count.setAttribute("for", "ledger-search");
  form.append(label, field, count);

  const search = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const found = text.get(row) ?? "";
      // 151600 finds 151,600.
      row.hidden = !words.every((word) => found.includes(word) || bare(found).includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = `${shown} of ${rows.length} numbers`;
  };

  // ---- Sorting ----

  /** @param {HTMLTableRowElement} row @param {number} column @param {boolean} isNumber */
  const value = (row, column, isNumber) => {
    const cell = row.cells[column];
    return isNumber ? Number.parseFloat(cell.dataset.value ?? "") : (cell.textContent ?? "").trim().toLowerCase();
  };

  /** @param {string | number} one @param {string | number} other */
  const compare = (one, other) => {
    if (typeof one === "string" || typeof other === "string") {
      // Empty cells come last.
      const [first, second] = [String(one), String(other)];
      return Number(!first) - Number(!second) || first.localeCompare(second, "en", { numeric: true });
    }
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || one - other || 0;
  };

  /** @param {HTMLTableCellElement} head */
  const sort = (head) => {
    const column = heads.indexOf(head);
    const isNumber = head.dataset.sort === "number";
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) {
      other.removeAttribute("aria-sort");
    }
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const keyed = rows.map((row) => ({ row, key: value(row, column, isNumber) }));
    keyed.sort((one, other) => (descending ? compare(other.key, one.key) : compare(one.key, other.key)));
    body.append(...keyed.map(({ row }) => row));
  };

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  heads[0].setAttribute("aria-sort", "ascending");

  field.addEventListener("input", search);
  table.parentElement?.before(form);
  search();

  // ---- Coming from a number ----

  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    if (row instanceof HTMLTableRowElement && rows.includes(row)) {
      row.hidden = false;
      const derivation = row.querySelector("th details");
      if (derivation instanceof HTMLDetailsElement) {
        derivation.open = true;
      }
      row.scrollIntoView({ block: "start" });
    }
  };
  window.addEventListener("hashchange", reveal);
  reveal();
})();
