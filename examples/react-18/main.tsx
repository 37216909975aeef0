import { BouncesReport } from "bounces-report/react";
import "bounces-report/tokens.css";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { activity, data, fetcher, messages } from "../shared/source.js";
import "../shared/theme.css";

// React 18 sets only attributes of custom elements: the component sets properties and listens to events.
function App() {
  const [rows, setRows] = useState<number>();
  return (
    <main>
      <p>{rows === undefined ? "Loading…" : `${rows} bounces`}</p>
      <BouncesReport data={data} messages={messages} onBouncesLoad={({ detail }) => setRows(detail.rows)} />
      <BouncesReport campaignActivityId={activity} fetcher={fetcher} lang="de" pageSize={100} />
    </main>
  );
}

createRoot(document.getElementById("app")!).render(<App />);
