// The component with the types of React 18: valid properties, and errors that the types must catch.
import type { BouncesReportElement } from "bounces-report";
import { BouncesReport } from "bounces-report/react";
import { useRef, version } from "react";

export function Good() {
  const report = useRef<BouncesReportElement>(null);
  return (
    <BouncesReport
      ref={report}
      className="wide"
      density="compact"
      messages={{ Refresh: "Read again" }}
      fetcher={(url, init) => fetch(url, init)}
      onBouncesLoad={({ detail }) => console.log(detail.rows.toFixed(), version)}
      onClick={() => report.current?.reload()}
    />
  );
}

export function Bad() {
  return (
    <>
      {/* @ts-expect-error: unknown privacy */}
      <BouncesReport privacy="hide" />
      {/* @ts-expect-error: rows are required */}
      <BouncesReport data={{}} />
      {/* @ts-expect-error: no such field */}
      <BouncesReport onBouncesViewChange={({ detail }) => console.log(detail.rows)} />
    </>
  );
}
