import "bounces-report/preact";
import "bounces-report/tokens.css";
import { render } from "preact";
import { useState } from "preact/hooks";
import { activity, data, fetcher, messages } from "../shared/source.js";
import "../shared/theme.css";

function App() {
  const [rows, setRows] = useState<number>();
  return (
    <main>
      <p>{rows === undefined ? "Loading…" : `${rows} bounces`}</p>
      <bounces-report data={data} messages={messages} onbounces-load={({ detail }) => setRows(detail.rows)} />
      <bounces-report campaignActivityId={activity} fetcher={fetcher} lang="de" pageSize={100} />
    </main>
  );
}

render(<App />, document.getElementById("app")!);
