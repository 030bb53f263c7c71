/* The form: what is typed goes to the worker, and what follows from it comes back, part by part. */

import { Receiver } from "./formulas.js";
import { followKeys, putTable, takeBack } from "./grid.js";
import { put } from "./place.js";

const QUIET = 600; // milliseconds without a change before the outcome is said aloud

export const start = (root, settings) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    const loading = new Loading(root, settings.bytes);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || "the browser refused to run the worker"));
    };
    worker.onmessage = ({ data }) => {
      if (data.kind === "bytes") {
        loading.came(data.bytes);
      } else if (data.kind === "stage") {
        loading.is(data.stage);
      } else if (data.kind === "failed") {
        worker.terminate();
        reject(new Error(data.message));
      } else {
        new Form(root, settings, worker).begin();
        resolve();
      }
    };
    worker.postMessage({ kind: "load", settings });
  });

// What is changed now is painted after the next callback of a frame, and before the task after that.
const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

// The browser styles what is written anew, even where it is the same as before.
const hide = (element, hidden) => {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
};

const write = (element, words) => {
  if (!element.firstChild) {
    element.append(words);
  } else if (element.firstChild.data !== words) {
    element.firstChild.data = words;
  }
};

class Loading {
  constructor(root, bytes) {
    this.box = root.querySelector(".recalculation-progress");
    this.bar = this.box.querySelector("progress");
    this.words = this.box.querySelector("span");
    this.bytes = bytes;
    this.box.hidden = false;
    this.came(0);
  }

  came(bytes) {
    const mega = (count) => (count / 1e6).toFixed(1);
    this.bar.max = this.bytes;
    this.bar.value = bytes;
    this.words.textContent = `${mega(bytes)} of ${mega(this.bytes)} MB`;
  }

  is(stage) {
    this.bar.removeAttribute("value");
    this.words.textContent = stage;
  }
}

class Form {
  constructor(root, settings, worker) {
    this.root = root;
    this.layer = settings.layer;
    this.worker = worker;
    this.columns = settings.columns;
    this.share = "";
    this.fill = false; // whether the fields are to take over what the answer holds
    this.id = 0;
    this.timer = 0;
    this.parts = new Map([...root.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each]));
    this.inputs = new Map([...root.querySelectorAll("input[name]")].map((each) => [each.name, each]));
    this.formulas = new Receiver();
    // Of what is not derived, that which is in sight is made first.
    this.inSight = new Set();
    this.watcher = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        this.inSight[isIntersecting ? "add" : "delete"](target.dataset.part);
      }
    });
    this.parts.forEach((part) => this.watcher.observe(part));
    worker.onmessage = ({ data }) => this.receive(data);
  }

  begin() {
    const { root } = this;
    const box = root.querySelector(".recalculation-start");
    const held = box.contains(document.activeElement);
    for (const control of root.querySelectorAll("[disabled]")) {
      control.disabled = false;
    }
    // The button goes, so that the focus of who pressed it must go on.
    if (held) {
      this.inputs.values().next().value.focus({ preventScroll: true });
    }
    box.hidden = true;
    root.dataset.loaded = "";
    root.dataset.state = "ready";

    root.addEventListener("input", (event) => this.changed(event));
    root.addEventListener("submit", (event) => event.preventDefault());
    const pressed = (name, act) => root.querySelector(`.recalculation-${name}`)?.addEventListener("click", act);
    for (const button of root.querySelectorAll("[data-preset]")) {
      button.addEventListener("click", () => this.load({ preset: button.dataset.preset }));
    }
    pressed("link", () => this.copy(this.address(), "The link is copied."));
    pressed("copy", () => this.copy(this.parts.get("python").textContent, "The Python is copied."));
    if (this.parts.has("table")) {
      followKeys(this.parts.get("table"));
    }
    if (!this.layer) {
      window.addEventListener("hashchange", () => this.follow());
    }
    if (this.layer || !this.follow()) {
      this.ask();
    }
  }

  // Loads the settings of the page's address, if it has any.
  follow() {
    const text = new URLSearchParams(window.location.hash.slice(1)).get("net");
    if (text) {
      this.load({ text });
    }
    return Boolean(text);
  }

  load(request) {
    this.fill = true;
    this.send(request);
  }

  changed({ target }) {
    if (target.dataset.cell) {
      const [source, map] = target.dataset.cell.split(" ").map(Number);
      const without = this.columns[map].filter((each) => each !== source);
      this.columns[map] = target.checked ? [...without, source] : without;
    }
    if (target.dataset.cell || target.name) {
      this.ask();
    }
  }

  // A form of one layer has the fields of that layer; the others are as in LeNet-5.
  ask() {
    const values = {};
    for (const [name, input] of this.inputs) {
      if (input.type === "number") {
        values[name] = input.value;
      }
    }
    const table = this.inputs.get("C3.table");
    this.send(table ? { values, columns: table.checked ? this.columns : null } : { values });
  }

  send(request) {
    this.id += 1;
    this.root.dataset.state = "busy";
    this.worker.postMessage({ kind: "ask", id: this.id, request: { ...request, first: [...this.inSight] } });
  }

  // The worker sends each change once, so that the parts of an older answer count as well.
  receive({ kind, id, answer, parts, message }) {
    if (kind === "failed") {
      this.take({ problems: [{ field: "", message }], says: message });
      this.done();
      return;
    }
    parts.forEach((part) => this.show(part));
    if (kind === "answer") {
      if (id === this.id) {
        this.take(answer);
      }
      painted().then(() => this.worker.postMessage({ kind: "painted" }));
    } else if (kind === "done" && id === this.id) {
      this.done();
    }
  }

  done() {
    this.root.dataset.state = "ready";
    this.root.dispatchEvent(new CustomEvent("recalculated"));
  }

  take(answer) {
    this.problems(answer.problems);
    this.say(answer.says);
    // What was asked for could not be read: the form stays as it is.
    if (!answer.values) {
      this.fill = false;
      return;
    }
    this.columns = answer.columns ?? this.columns;
    if (this.fill) {
      this.fill = false;
      for (const [name, value] of Object.entries(answer.values)) {
        if (this.inputs.has(name)) {
          this.inputs.get(name).value = value;
        }
      }
      if (this.inputs.has("C3.table")) {
        this.inputs.get("C3.table").checked = answer.columns !== null;
        takeBack(this.parts.get("table"));
      }
    }
    for (const note of this.root.querySelectorAll("[data-stale]")) {
      hide(note, !answer.stale.includes(note.dataset.stale));
    }
    this.share = answer.share;
    this.offer();
  }

  offer() {
    const link = this.root.querySelector(".recalculation-link");
    link?.setAttribute("aria-disabled", String(!this.share));
    const whole = this.root.querySelector(".recalculation-whole");
    if (whole) {
      whole.hash = this.share ? `net=${this.share}` : "";
    }
    const shown = this.root.querySelector(".recalculation-address");
    if (shown) {
      hide(shown, true);
      write(this.root.querySelector(".recalculation-done"), "");
    }
  }

  problems(problems) {
    for (const input of this.inputs.values()) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    const messages = new Map();
    for (const { field, message } of problems) {
      const input = this.inputs.get(field);
      const found = input && this.root.querySelector(`[data-problem="${field}"]`);
      const place = found ?? this.root.querySelector("#recalculation-problem");
      messages.set(place, message);
      input?.setAttribute("aria-invalid", "true");
      input?.setAttribute("aria-describedby", place.id);
    }
    for (const place of this.root.querySelectorAll(".recalculation-problem")) {
      write(place, messages.get(place) ?? "");
      hide(place, !messages.has(place));
    }
  }

  show({ name, pieces }) {
    const place = this.parts.get(name);
    if (name === "table") {
      putTable(place, pieces.join(""));
    } else {
      put(place, pieces.map((piece) => (typeof piece === "string" ? piece : this.formulas.receive(piece))));
    }
  }

  say(words) {
    write(this.root.querySelector(".recalculation-says"), words);
    // Who listens hears the outcome when the typing pauses, not each step to it.
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      write(this.root.querySelector(".recalculation-spoken"), words);
    }, QUIET);
  }

  address() {
    if (!this.share) {
      return "";
    }
    const address = new URL(window.location.href);
    address.hash = `net=${this.share}`;
    window.history.replaceState(null, "", address);
    const shown = this.root.querySelector(".recalculation-address");
    shown.hidden = false;
    shown.querySelector("input").value = address.href;
    return address.href;
  }

  async copy(text, words) {
    const done = this.root.querySelector(".recalculation-done");
    if (!text) {
      done.textContent = "These settings cannot be shared: see the message above.";
      return;
    }
    try {
      await navigator.clipboard.writeText(text);
      done.textContent = words;
    } catch {
      done.textContent = "The browser does not let the page copy; take it from below.";
    }
  }
}
