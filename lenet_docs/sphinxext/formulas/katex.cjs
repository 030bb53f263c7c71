// Sets formulas: pairs of LaTeX and options on standard input, HTML or what is wrong on standard output.
const katex = require(process.argv[2]);

/** @param {[string, object]} asked */
const set = ([latex, options]) => {
  try {
    return { html: katex.renderToString(latex, options) };
  } catch (/** @type {any} */ error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return { error: String(error.message) };
  }
};

const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(asked.map(set)));
