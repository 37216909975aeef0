// The Content-Security-Policy that docs/embedding.md promises to be sufficient. Every test applies it in addition to the proxy's own policy.

/** The strictest policy that the widget works with. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Adds the strict policy to the admin page's responses: browsers enforce every policy that they receive. */
export async function enforceStrictPolicy(page, origin) {
  const cdp = await page.context().newCDPSession(page);
  const answer = async ({ requestId, responseHeaders, responseStatusCode: responseCode }) => {
    const { body } = await cdp.send("Fetch.getResponseBody", { requestId });
    // The body is already decoded.
    const headers = responseHeaders.filter(({ name }) => !/^content-(encoding|length)$/i.test(name));
    await cdp.send("Fetch.fulfillRequest", {
      requestId,
      responseCode,
      body,
      responseHeaders: [...headers, { name: "Content-Security-Policy", value: STRICT }],
    });
  };
  cdp.on("Fetch.requestPaused", (paused) => {
    // A failed request has no response to change. The page may already be closed.
    const done = paused.responseStatusCode
      ? answer(paused)
      : cdp.send("Fetch.continueResponse", { requestId: paused.requestId });
    done.catch(() => {});
  });
  const documents = { resourceType: "Document", requestStage: "Response" };
  await cdp.send("Fetch.enable", {
    patterns: ["/", "/\\?*"].map((path) => ({ urlPattern: origin + path, ...documents })),
  });
}
