// JSX with valid attributes, and errors that the types must catch.
import { BouncesReport } from "bounces-report/react";
import { useRef } from "react";
import type { BouncesReportElement } from "bounces-report";

export function Good() {
  const report = useRef<BouncesReportElement>(null);
  return (
    <>
      <bounces-report ref={report} id="a" className="wide" style={{ minHeight: 400 }} campaign-activity-id="a" page-size={50} />
      <bounces-report
        campaignActivityId="a"
        theme="dark"
        data={{ tracking_activities: [] }}
        onbounces-load={({ detail }) => console.log(detail.rows.toFixed())}
        onClick={() => report.current?.reload()}
      />
      <BouncesReport
        ref={report}
        density="compact"
        messages={{ Refresh: "Read again" }}
        fetcher={(url, init) => fetch(url, init)}
        onBouncesError={({ detail }) => console.log(detail.code)}
      >
        The report cannot be shown.
      </BouncesReport>
    </>
  );
}

export function Bad() {
  return (
    <>
      {/* @ts-expect-error: unknown theme */}
      <bounces-report theme="blue" />
      {/* @ts-expect-error: unknown property */}
      <bounces-report campaignId="a" />
      {/* @ts-expect-error: no such field */}
      <bounces-report onbounces-load={({ detail }) => console.log(detail.row)} />
      {/* @ts-expect-error: unknown privacy */}
      <BouncesReport privacy="hide" />
      {/* @ts-expect-error: rows are required */}
      <BouncesReport data={{}} />
      {/* @ts-expect-error: no such field */}
      <BouncesReport onBouncesViewChange={({ detail }) => console.log(detail.rows)} />
    </>
  );
}
