/* Offers to load the recalculation. All else is loaded only when the reader asks for it. */

(() => {
  "use strict";

  const folder = new URL(".", document.currentScript.src);
  const MEGA = 1e6;

  const offer = (root) => {
    const settings = JSON.parse(root.dataset.settings);
    const find = (name) => root.querySelector(`.recalculation-${name}`);
    const button = find("load");
    find("start").hidden = false;

    // A browser lets no script of a page from a disk load others.
    if (window.location.protocol === "file:") {
      button.parentElement.hidden = true;
      const command = document.createElement("code");
      command.textContent = "python -m http.server";
      find("why").append(
        "These numbers can be changed, but not on a page that is opened from a disk: " +
          "the browser does not let it load Python. Run ",
        command,
        " in the folder of the site, and open http://localhost:8000/ instead.",
      );
      return;
    }

    const shared = new URLSearchParams(window.location.hash.slice(1)).get("net");
    find("why").textContent =
      shared && !settings.layer
        ? "The link that you followed holds other settings. They are worked out here, by Python in your browser."
        : "Python can run in your browser and work these numbers out again, for what you change.";
    find("size").textContent = `loads about ${Math.round(settings.bytes / MEGA)} MB, once`;

    const fail = (message) => {
      find("failure").hidden = !message;
      find("failure").textContent = message;
    };

    let losses = 0;
    button.addEventListener("click", async () => {
      // A button that is disabled would lose the focus of who pressed it.
      if (button.getAttribute("aria-disabled") === "true") {
        return;
      }
      button.setAttribute("aria-disabled", "true");
      fail("");
      try {
        const address = new URL("form.js", folder);
        // Some browsers remember that a module did not come, and never ask for it again.
        if (losses > 0) {
          address.searchParams.set("again", losses);
        }
        const form = await import(address).catch((error) => {
          losses += 1;
          throw error;
        });
        await form.start(root, settings);
      } catch (error) {
        find("progress").hidden = true;
        fail(`This did not load: ${error.message}. Press the button to try again.`);
        button.removeAttribute("aria-disabled");
      }
    });
  };

  document.querySelectorAll(".recalculation").forEach(offer);
})();
