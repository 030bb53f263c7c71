/* Drawings in steps get controls. Without this script, each shows the step that says most. */

(() => {
  "use strict";

  const PAUSE = 700; // milliseconds that a step stays while the drawing plays
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  const button = (text, name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", name);
    return made;
  };

  const control = (svg, steps) => {
    let shown = steps.findIndex((step) => step.getAttribute("display") !== "none");
    let timer = 0;

    const back = button("‹", "Previous step");
    const on = button("›", "Next step");
    const play = button("", "");
    play.className = "drawing-play";
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = 1;
    slider.max = steps.length;
    slider.setAttribute("aria-label", "Step");
    const count = document.createElement("span");
    count.className = "drawing-count";
    count.setAttribute("aria-hidden", "true");
    // What the step shows is drawn as well, so its words are for those who listen.
    const words = document.createElement("p");
    words.className = "drawing-words";

    const show = (next) => {
      steps[shown].setAttribute("display", "none");
      shown = Math.min(Math.max(next, 0), steps.length - 1);
      steps[shown].removeAttribute("display");
      slider.value = shown + 1;
      slider.setAttribute("aria-valuetext", `${shown + 1} of ${steps.length}`);
      count.textContent = `${shown + 1} / ${steps.length}`;
      // A disabled button would lose the focus of those who press it.
      back.setAttribute("aria-disabled", shown === 0);
      on.setAttribute("aria-disabled", shown === steps.length - 1);
      words.textContent = steps[shown].dataset.words;
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

    const bar = document.createElement("div");
    bar.className = "drawing-controls";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Steps of the drawing");
    bar.append(back, slider, on, count, play, words);
    show(shown);
    settle();
    svg.after(bar);
  };

  for (const svg of document.querySelectorAll("svg.drawing")) {
    const steps = Array.from(svg.querySelectorAll(".drawing-step"));
    if (steps.length > 1) {
      control(svg, steps);
    }
  }
})();
