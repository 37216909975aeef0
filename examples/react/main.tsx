import "bounces-report/react";
import "bounces-report/tokens.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { activity, data, fetcher, messages } from "../shared/source.js";
import "../shared/theme.css";

// React 19 sets objects and functions as properties. For React 18, and for pages that a server renders, the package has the
// component <BouncesReport>: see the examples react-18 and next.
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

createRoot(document.getElementById("app")!).render(<App />);
