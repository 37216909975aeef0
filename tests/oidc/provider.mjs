// A third-party authorization server (oidc-provider), and an API that accepts its access tokens. Each test starts its own process.
//
//   node provider.mjs REDIRECT_URI CLIENT_ID CLIENT_SECRET
//
// It prints its URL when it is ready, and exits when its standard input closes. It signs in every user, except with the cookie `refuse=1`.

import { createServer } from "node:http";
import { argv, stdin, stdout } from "node:process";
import Provider from "oidc-provider";

const [redirectUri, clientId, clientSecret] = argv.slice(2);
const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  scopes: ["openid", "offline_access", "campaign_data"],
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  pkce: { methods: ["S256"], required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: (_, client) => client.grantTypeAllowed("refresh_token"),
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  cookies: { keys: ["only for tests"] },
  ttl: {
    AccessToken: 1700,
    AuthorizationCode: 300,
    Grant: 86400,
    Interaction: 600,
    RefreshToken: 86400,
    Session: 86400,
  },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
});

async function interact(request, response) {
  const { params, session, grantId } = await provider.interactionDetails(request, response);
  const refused = /(^|; )refuse=1/.test(request.headers.cookie ?? "");
  const accountId = session?.accountId ?? "user";
  const grant =
    (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = refused
    ? { error: "access_denied", error_description: "canary" }
    : { login: { accountId }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result);
}

async function api(request, response) {
  const [, text] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const token = text && (await provider.AccessToken.find(text));
  const good = token?.isValid && token.scopes.has("campaign_data");
  response.writeHead(good ? 200 : 401, { "content-type": "application/json" });
  response.end(
    JSON.stringify(good ? { tracking_activities: [] } : { error_key: "unauthorized", error_message: "Unauthorized" }),
  );
}

const rest = provider.callback();
server.on("request", (request, response) => {
  const handle = request.url.startsWith("/v3/") ? api : request.url.startsWith("/interaction/") ? interact : rest;
  Promise.resolve(handle(request, response)).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
});

stdin.on("end", () => process.exit(0)).resume();
stdout.write(`${issuer}\n`);
