"""A plain HTTP client, close to the wire."""

import http.client
import json
import subprocess
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode


class Answer(NamedTuple):
    status: int
    type: str
    body: str
    headers: dict[str, str]

    def json(self) -> Any:
        return json.loads(self.body)

    def column(self, name: str) -> list[str]:
        return [row[name]["value"] for row in self.json()["results"]["bindings"]]


class Server(NamedTuple):
    port: int
    process: "subprocess.Popen[str]"

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
            found = connection.getresponse()
            text = found.read().decode("utf-8", "replace")
            return Answer(
                found.status, found.getheader("content-type", ""), text, {k.lower(): v for k, v in found.getheaders()}
            )
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def query(self, query: str, **headers: str) -> Answer:
        return self.get(f"/sparql?query={quote(query)}", **headers)

    def post_form(self, **fields: str) -> Answer:
        return self.ask("POST", "/sparql", urlencode(fields), content_type="application/x-www-form-urlencoded")
