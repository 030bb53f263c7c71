/* Drawings in steps get controls. Without this script, each shows the step that says most. */

(() => {
  "use strict";

  const PAUSE = 700; // milliseconds that a step stays while the drawing plays
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, className: string,
   *   attributes: Record<string, string | number>) => HTMLElementTagNameMap[K]} */
  const element = (name, className, attributes) => {
    const made = document.createElement(name);
    made.className = className;
    Object.entries(attributes).forEach(([attribute, value]) => made.setAttribute(attribute, String(value)));
    return made;
  };

  /** @param {string} text @param {string} name */
  const button = (text, name, className = "") => {
    const made = element("button", className, { type: "button", "aria-label": name });
    made.textContent = text;
    return made;
  };

  /** @param {SVGElement} svg @param {SVGElement[]} steps */
  const control = (svg, steps) => {
    let shown = steps.findIndex((step) => step.getAttribute("display") !== "none");
    let timer = 0;

    const bar = element("div", "drawing-controls", { role: "group", "aria-label": "Steps of the drawing" });
    const back = button("‹", "Previous step");
    const slider = element("input", "", { type: "range", min: 1, max: steps.length, "aria-label": "Step" });
    const on = button("›", "Next step");
    const count = element("span", "drawing-count", { "aria-hidden": "true" });
    const play = button("", "", "drawing-play");
    // What the step shows is drawn as well, so its words are for those who listen.
    const words = element("p", "drawing-words visually-hidden", {});
    bar.append(back, slider, on, count, play, words);

    /** @param {number} next */
    const show = (next) => {
      steps[shown].setAttribute("display", "none");
      shown = Math.min(Math.max(next, 0), steps.length - 1);
      steps[shown].removeAttribute("display");
      slider.value = String(shown + 1);
      slider.setAttribute("aria-valuetext", `${shown + 1} of ${steps.length}`);
      count.textContent = `${shown + 1} / ${steps.length}`;
      // A disabled button would lose the focus of those who press it.
      back.setAttribute("aria-disabled", String(shown === 0));
      on.setAttribute("aria-disabled", String(shown === steps.length - 1));
      words.textContent = steps[shown].dataset.words ?? "";
    };

    const stop = () => {
      window.clearInterval(timer);
      timer = 0;
      play.textContent = "Play";
      play.setAttribute("aria-label", "Play the steps");
      // While it plays, words that come faster than they are read would only pile up.
      words.setAttribute("aria-live", "polite");
    };

    const start = () => {
      if (shown === steps.length - 1) {
        show(0);
      }
      play.textContent = "Pause";
      play.setAttribute("aria-label", "Pause");
      words.setAttribute("aria-live", "off");
      timer = window.setInterval(() => {
        show(shown + 1);
        if (shown === steps.length - 1) {
          stop();
        }
      }, PAUSE);
    };

    /** @param {number} next */
    const go = (next) => {
      stop();
      show(next);
    };

    const settle = () => {
      stop();
      play.hidden = still.matches;
    };

    back.addEventListener("click", () => go(shown - 1));
    on.addEventListener("click", () => go(shown + 1));
    slider.addEventListener("input", () => go(slider.valueAsNumber - 1));
    play.addEventListener("click", () => (timer ? stop() : start()));
    still.addEventListener("change", settle);

    show(shown);
    settle();
    svg.after(bar);
  };

  for (const svg of /** @type {NodeListOf<SVGElement>} */ (document.querySelectorAll("svg.drawing"))) {
    const steps = Array.from(/** @type {NodeListOf<SVGElement>} */ (svg.querySelectorAll(".drawing-step")));
    if (steps.length > 1) {
      control(svg, steps);
    }
  }
})();
