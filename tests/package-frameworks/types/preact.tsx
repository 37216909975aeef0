// JSX of Preact with valid attributes, and errors that the types must catch.
import "bounces-report/preact";

export const good = (
  <bounces-report
    class="wide"
    campaignActivityId="a"
    theme="dark"
    data={{ tracking_activities: [] }}
    onbounces-load={({ detail }) => console.log(detail.rows.toFixed())}
  />
);

// @ts-expect-error: unknown theme
export const theme = <bounces-report theme="blue" />;
// @ts-expect-error: no such field
export const event = <bounces-report onbounces-load={({ detail }) => console.log(detail.row)} />;
