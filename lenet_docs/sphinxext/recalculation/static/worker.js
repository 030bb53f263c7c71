/* Runs the package that made the page, in Pyodide, and sets its formulas with the build's KaTeX. */

import { loadPyodide } from "../pyodide/pyodide.mjs";
import "../katex/katex.min.js";
import { Sender } from "./formulas.js";

const PATIENCE = 50; // milliseconds between two reports of the bytes that came
const FORMULA = /\x02([^\x03]*)\x03/; // between these marks, the HTML that Python makes holds LaTeX

let session = null;
let formulas = null;
let wanted = null; // the newest request; older ones are not answered
let busy = false;
let goOn = () => {}; // ends the wait for the page

const post = (kind, content = {}) => self.postMessage({ kind, ...content });

const failed = (error) => post("failed", { message: String(error?.message ?? error) });

// Pyodide's loader may keep an error to itself, and wait for ever: whatever fails on the way is said.
const said = (error) => {
  failed(error);
  throw error;
};

// Pyodide fetches its files itself, so the bytes are counted on their way.
const watchFetched = () => {
  const fetched = self.fetch.bind(self);
  let bytes = 0;
  let told = 0;
  const counter = () =>
    new TransformStream({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (performance.now() - told > PATIENCE) {
          told = performance.now();
          post("bytes", { bytes });
        }
        controller.enqueue(chunk);
      },
    });
  const counted = async (what, ...how) => {
    const named = (error) => {
      throw new Error(`${what.url ?? what}: ${error?.message ?? error}`);
    };
    const response = await fetched(what, ...how).catch(named);
    if (!response.ok) {
      throw new Error(`the server answers ${response.status} for ${response.url}`);
    }
    const { readable, writable } = counter();
    response.body.pipeTo(writable).catch(named).catch(failed);
    return new Response(readable, response);
  };
  self.fetch = (...what) => counted(...what).catch(said);
};

const watchCompiled = () => {
  const compiled = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = (...what) => compiled(...what).catch(said);
};

const load = async ({ archive, katex, layer, links, pyodideInfo }) => {
  watchFetched();
  watchCompiled();
  const packed = fetch(new URL(archive, import.meta.url)).then((answer) => answer.arrayBuffer());
  const pyodide = await loadPyodide({
    indexURL: new URL("../pyodide/", import.meta.url).href,
    // Of its packages none is used, so its long list of them is not loaded.
    lockFileContents: { info: pyodideInfo, packages: {} },
    packageBaseUrl: import.meta.url,
  });
  post("stage", { stage: "Starting Python" });
  pyodide.unpackArchive(await packed, "zip", { extractDir: "/package" });
  pyodide.runPython("import sys; sys.path.insert(0, '/package')");
  const browser = pyodide.pyimport("lenet_docs.recalculation.browser");
  formulas = new Sender((latex) => self.katex.renderToString(latex, katex));
  session = browser.Session(JSON.stringify({ links, layer }));
  post("ready");
};

// Lets a newer request in, if one is waiting.
const turn = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

// The page paints the derivations before the rest is made: both would share the processors.
const painted = () =>
  new Promise((resolve) => {
    goOn = resolve;
  });

const answer = async () => {
  busy = true;
  while (wanted) {
    const { id, request } = wanted;
    wanted = null;
    const { parts, ...answer } = JSON.parse(session.ask(JSON.stringify(request)));
    post("answer", { id, answer, parts: parts.map(ready) });
    await painted();
    for (let next; !wanted && (next = session.part()); ) {
      post("part", { parts: [ready(JSON.parse(next))] });
      await turn();
    }
    if (!wanted) {
      post("done", { id, parts: [] });
    }
  }
};

// Splits what Python makes at its formulas, and sends these as they are known.
const ready = ({ name, html }) => ({
  name,
  pieces: html.split(FORMULA).map((piece, at) => (at % 2 ? formulas.send(piece) : piece)),
});

// What nobody waits for must not be lost either.
self.onunhandledrejection = ({ reason }) => failed(reason);

self.onmessage = ({ data }) => {
  if (data.kind === "load") {
    load(data.settings).catch(failed);
    return;
  }
  goOn();
  if (data.kind === "painted") {
    return;
  }
  wanted = data;
  if (!busy) {
    answer()
      .catch(failed)
      .finally(() => {
        busy = false;
      });
  }
};
