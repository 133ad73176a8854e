// Reads {"name": "query", …} from standard input, and writes what Kusto's own parser finds wrong with each to standard output,
// or the columns of its answer.
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => {
  for (const [name, query] of Object.entries(JSON.parse(text))) {
    const code = Kusto.Language.KustoCode.ParseAndAnalyze(query, Kusto.Language.GlobalState.Default);
    const findings = code.GetDiagnostics();
    for (let n = 0; n < findings.Count; n++) {
      const { Code, Message, Start } = findings.getItem(n);
      console.log(`${name}: ${Code} ${Message} At: ${query.slice(Start, Start + 40).split("\n")[0]}`);
    }
    if (findings.Count === 0) {
      const columns = Array.from({ length: code.ResultType.Columns.Count }, (_, n) => code.ResultType.Columns.getItem(n));
      console.log(`${name}(${columns.map((column) => `${column.Name}: ${column.Type.Name}`).join(", ")})`);
    }
  }
});
