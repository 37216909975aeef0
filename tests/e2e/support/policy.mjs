// The policy that docs/embedding.md promises to need nothing beyond. Every test's page is under it, beside the proxy's own.

/** The strictest policy under which the widget works. */
export const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:";

/** Puts the admin page under the strict policy too: a browser keeps all that it is sent. */
export async function enforceStrictPolicy(page, origin) {
  const cdp = await page.context().newCDPSession(page);
  const answer = async ({ requestId, responseHeaders, responseStatusCode: responseCode }) => {
    const { body } = await cdp.send("Fetch.getResponseBody", { requestId });
    // The body is given as it reads.
    const headers = responseHeaders.filter(({ name }) => !/^content-(encoding|length)$/i.test(name));
    await cdp.send("Fetch.fulfillRequest", {
      requestId,
      responseCode,
      body,
      responseHeaders: [...headers, { name: "Content-Security-Policy", value: STRICT }],
    });
  };
  cdp.on("Fetch.requestPaused", (paused) => {
    // One that got no answer has none to change. The page may be closed by now.
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
