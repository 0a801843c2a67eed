// The explorer's first picture drawn by sigma 3 (WebGL), as it comes: a peer to measure against.
import Graph from "graphology";
import Sigma from "sigma";

const { nodes, edges } = window.PICTURE;
const graph = new Graph({ multi: false });
for (const { id, x, y, size, label } of nodes) graph.addNode(id, { x, y: -y, size, label, color: "#2f6f9f" });
for (const [a, b] of edges) if (!graph.hasEdge(a, b) && !graph.hasEdge(b, a)) graph.addEdge(a, b, { size: 1, color: "#8b9199" });
new Sigma(graph, document.getElementById("map"));
document.documentElement.dataset.ready = "all";
