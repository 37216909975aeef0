// What the examples show: a report as an object, and one that a function of ours requests.

export const activity = "98edac88-f4bc-408c-9e64-acd890384231";

export const data = {
  tracking_activities: [
    { email_address: "ada@example.com", bounce_code: "B" },
    { email_address: "bob@example.com", bounce_code: "S" },
  ],
};

/** Replaces the proxy: `path` begins with `/api/v3`. */
export const fetcher = async (path) =>
  path.includes(`${activity}/tracking/bounces`)
    ? Response.json({ tracking_activities: [{ email_address: "eva@example.com", bounce_code: "F" }] })
    : new Response("{}", { status: 404, headers: { "Content-Type": "application/json" } });

/** Our texts, by key. */
export const messages = { Report: "Addresses to check" };
