// A whole report that the host gives as an object, answered as the proxy would answer it: so it goes the same way as
// every other. Its parts have the shapes of the API's answers:
//
//   { activity?, stats?, send_history?, tracking_activities }

const ROWS_ON_A_PAGE = 5_000;

/** A `Response` of JSON. What cannot be written so is a bad answer, and the page's developers are told why. */
function answer(status, body) {
  let text = "";
  try {
    text = JSON.stringify(body);
  } catch (error) {
    reportError(error);
  }
  return new Response(text, { status, headers: { "Content-Type": "application/json" } });
}

/** The id of a given report: its activity's, or none. */
export function idOf(data) {
  return String(data.activity?.campaign_activity_id ?? "");
}

/** A function that answers as `fetch` would, out of a given report. */
export function fetcherOf(data) {
  const parts = [
    [/\/emails\/activities\/[^/]+\/send_history$/, "send_history"],
    [/\/emails\/activities\/[^/]+$/, "activity"],
    [/\/reports\/stats\/email_campaign_activities\/[^/]+$/, "stats"],
  ];
  return async (address) => {
    const { pathname, searchParams } = new URL(address, document.baseURI);
    if (pathname.endsWith("/tracking/bounces"))
      return answer(200, page(data.tracking_activities, pathname, searchParams));
    const [, part] = parts.find(([path]) => path.test(pathname)) ?? [];
    return data[part] ? answer(200, data[part]) : answer(404, { code: "not_found" });
  };
}

function page(rows, path, query) {
  const codes = query.getAll("bounce_code");
  const start = Number(query.get("cursor") ?? 0);
  const end = start + ROWS_ON_A_PAGE;
  const wanted = codes.length === 0 ? rows : rows.filter((row) => codes.includes(row?.bounce_code));
  const further = new URLSearchParams([...codes.map((code) => ["bounce_code", code]), ["cursor", end]]);
  return {
    tracking_activities: wanted.slice(start, end),
    _links: end < wanted.length ? { next: { href: `${path}?${further}` } } : undefined,
  };
}
