"""The page at `/query`: the named queries, an editor, a table of answers. One file, nothing loaded, no library."""

import json
from html import escape

from kg.rdf.library import library
from kg.serve.page import STYLE

_SCRIPT = """
const $ = (id) => document.getElementById(id);
const named = JSON.parse($("named").textContent);
function add(parent, tag, text) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}
for (const q of named) { const o = add($("name"), "option", q.name); o.value = q.name; }
function choose() {
  const q = named.find((x) => x.name === $("name").value);
  $("parameters").replaceChildren();
  $("comment").textContent = q ? q.comment : "";
  if (!q) return;
  for (const p of q.parameters) {
    const label = add($("parameters"), "label", p.name + " ");
    const input = add(label, "input");
    Object.assign(input, { name: p.name, value: p.default, title: p.comment, required: true });
  }
  if (!q.parameters.length) fill();
}
async function fill(event) {
  event?.preventDefault();
  const values = new URLSearchParams(new FormData($("ask")));
  const name = $("name").value;
  values.delete("name");
  if (!name) return;
  const answer = await fetch("/named/" + name + "/text?" + values);
  const text = await answer.text();
  if (!answer.ok) return fail(text);
  $("query").value = text.trimEnd();
  await run();
}
function fail(text) {
  $("answer").replaceChildren();
  add($("answer"), "pre", text).setAttribute("role", "alert");
}
const shown = (term) => term ? term.value : "";
async function run(event) {
  event?.preventDefault();
  const began = performance.now();
  let answer;
  try {
    answer = await fetch("/sparql", { method: "POST", body: $("query").value, headers: {
      "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" } });
  } catch (error) { return fail(String(error)); }
  const text = await answer.text();
  if (!answer.ok) return fail(text);
  $("answer").replaceChildren();
  if (!answer.headers.get("content-type").includes("json")) { add($("answer"), "pre", text); return; }
  const found = JSON.parse(text);
  if ("boolean" in found) { add($("answer"), "p", String(found.boolean)); return; }
  const rows = found.results.bindings;
  add($("answer"), "p", rows.length + " rows, " + Math.round(performance.now() - began) + " ms");
  const table = add($("answer"), "table");
  const head = add(add(table, "thead"), "tr");
  for (const v of found.head.vars) add(head, "th", v).scope = "col";
  const body = add(table, "tbody");
  for (const row of rows.slice(0, 1000)) {
    const line = add(body, "tr");
    for (const v of found.head.vars) {
      const cell = add(line, "td");
      if (row[v]?.type === "uri" && /^https?:/.test(row[v].value)) {
        const base = document.body.dataset.base, address = row[v].value;
        const link = add(cell, "a", address);
        link.href = address.startsWith(base) ? "/resource?iri=" + encodeURIComponent(address) : address;
      } else cell.textContent = shown(row[v]);
    }
  }
}
$("name").addEventListener("change", choose);
$("ask").addEventListener("submit", fill);
$("edit").addEventListener("submit", run);
"""
_MORE_STYLE = (
    "textarea{width:100%;height:14rem;font:14px/1.4 ui-monospace,monospace}label{margin-right:1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    "#answer{overflow-x:auto}pre{white-space:pre-wrap}"
)
START = "SELECT ?label ?definition WHERE {\n  ?concept skos:prefLabel ?label ; skos:definition ?definition\n}\nLIMIT 20"


def query_page(title: str, base: str) -> str:
    """Return the page."""
    queries = [
        {"name": q.name, "comment": q.comment, "parameters": [p._asdict() for p in q.parameters]}
        for q in library().values()
    ]
    known = json.dumps(queries, ensure_ascii=True).replace("<", "\\u003c")
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
script-src 'unsafe-inline'; connect-src 'self'; form-action 'none'; base-uri 'none'">
<title>Query – {escape(title)}</title><style>{STYLE}{_MORE_STYLE}</style></head>
<body data-base="{escape(base)}"><nav><a href="/">Explorer</a></nav><main><h1>{escape(title)}</h1>
<form id="ask"><label>Question <select id="name" name="name"><option value="">– choose –</option></select></label>
<span id="parameters"></span> <button>Ask</button><p id="comment"></p></form>
<form id="edit"><label for="query">SPARQL</label><textarea id="query" spellcheck="false">{escape(START)}</textarea>
<button>Run</button></form><section id="answer" aria-live="polite"></section></main>
<script id="named" type="application/json">{known}</script><script>{_SCRIPT}</script></body></html>
"""
