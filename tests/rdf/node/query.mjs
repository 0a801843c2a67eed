// Comunica's answers: node query.mjs DATA.ttl QUERIES.json prints a JSON list, one answer per query.
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-file";

const [data, queries] = process.argv.slice(2);
const engine = new QueryEngine();
const sources = [{ type: "file", value: data }];
const answers = [];
for (const query of JSON.parse(readFileSync(queries, "utf8"))) {
  const result = await engine.query(query, { sources });
  if (result.resultType === "boolean") {
    answers.push(await result.execute());
  } else {
    const rows = await (await result.execute()).toArray();
    answers.push(
      rows.map((row) =>
        result.resultType === "quads"
          ? [row.subject.value, row.predicate.value, row.object.value]
          : Object.fromEntries([...row].map(([variable, term]) => [variable.value, term.value])),
      ),
    );
  }
}
process.stdout.write(JSON.stringify(answers));
