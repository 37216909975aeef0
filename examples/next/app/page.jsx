"use client";

import { BouncesReport } from "bounces-report/react";
import { useState } from "react";
import { activity, data, fetcher, messages } from "../../shared/source.js";

// The server renders the element's place, the browser the report.
export default function Page() {
  const [rows, setRows] = useState();
  return (
    <main>
      <p>{rows === undefined ? "Loading…" : `${rows} bounces`}</p>
      <BouncesReport data={data} messages={messages} onBouncesLoad={({ detail }) => setRows(detail.rows)} />
      <BouncesReport campaignActivityId={activity} fetcher={fetcher} lang="de" pageSize={100} />
    </main>
  );
}
