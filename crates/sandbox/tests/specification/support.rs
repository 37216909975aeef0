//! A running sandbox with a client that behaves like the proxy.

use base64::{Engine, engine::general_purpose::STANDARD};
use bounces_sandbox::{Sandbox, SandboxOptions};
use reqwest::{
    Client, RequestBuilder, Response, StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap, LOCATION},
    redirect::Policy,
};
use serde_json::Value;
use std::sync::Once;

pub(crate) const REDIRECT_URI: &str = "http://127.0.0.1:8787/auth/callback";
pub(crate) const ALL_SCOPES: &str = "campaign_data offline_access";

/// A response whose body has been read.
pub(crate) struct TestResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl TestResponse {
    pub(crate) async fn read(response: Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        assert_eq!(
            headers["x-bounces-sandbox"], "1",
            "every response is marked as coming from the sandbox"
        );
        let bytes = response.bytes().await.expect("the body arrives").to_vec();
        Self { status, headers, bytes }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("the body is JSON")
    }

    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.bytes).expect("the body is text")
    }

    /// The target of a redirect with 303.
    pub(crate) fn redirect(&self) -> Url {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        let location = self.headers[LOCATION].to_str().expect("valid text");
        Url::parse(location).expect("an absolute URL")
    }
}

/// A query parameter of a URL.
pub(crate) fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

pub(crate) struct Fixture {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    /// The access token of a completed sign-in.
    pub(crate) token: String,
}

impl Fixture {
    /// A sandbox without limits, with a completed sign-in.
    pub(crate) async fn unlimited() -> Self {
        let options = SandboxOptions { per_second: 0, per_day: 0, ..options() };
        Self::with(options).await
    }

    pub(crate) async fn with(options: SandboxOptions) -> Self {
        let sandbox = Sandbox::start(options).await.expect("the sandbox starts");
        let mut fixture = Self { sandbox, client: client(), token: String::new() };
        fixture.token = access_token(&fixture.sign_in(ALL_SCOPES).await);
        fixture
    }

    /// The URL of the authorization endpoint with the usual parameters, overridden by `changes`. An
    /// empty value removes a parameter.
    pub(crate) fn authorize_url(&self, changes: &[(&str, &str)]) -> String {
        let mut parameters = vec![
            ("response_type", "code"),
            ("client_id", self.sandbox.client_id()),
            ("redirect_uri", REDIRECT_URI),
            ("scope", ALL_SCOPES),
            ("state", "a state+of/ours"),
        ];
        for change in changes {
            parameters.retain(|(name, _)| *name != change.0);
            parameters.push(*change);
        }
        parameters.retain(|(_, value)| !value.is_empty());
        let url = Url::parse_with_params(&self.sandbox.authorize_url(), &parameters);
        url.expect("a valid URL").into()
    }

    /// The access token of a sign-in with another account of the sign-in page.
    pub(crate) async fn token_of(&self, account: &str) -> String {
        let url = self.authorize_url(&[]);
        let response = send(self.form(&url, &[("account", account)])).await;
        let code = parameter(&response.redirect(), "code").expect("a code");
        access_token(&self.exchange(&code, &[]).await.json())
    }

    /// The code issued after the button is pressed.
    pub(crate) async fn code(&self, changes: &[(&str, &str)]) -> String {
        let response = send(self.client.post(self.authorize_url(changes))).await;
        parameter(&response.redirect(), "code").expect("a code")
    }

    /// A request to the token endpoint, as the proxy sends it.
    pub(crate) fn token_request(&self, form: &[(&str, &str)]) -> RequestBuilder {
        let credentials = format!("{}:{}", self.sandbox.client_id(), self.sandbox.client_secret());
        self.form(&self.sandbox.token_url(), form)
            .header("authorization", format!("Basic {}", STANDARD.encode(credentials)))
    }

    pub(crate) fn form(&self, url: &str, form: &[(&str, &str)]) -> RequestBuilder {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        self.client.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body)
    }

    pub(crate) async fn exchange(&self, code: &str, more: &[(&str, &str)]) -> TestResponse {
        let form =
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT_URI)];
        send(self.token_request(&[&form, more].concat())).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> TestResponse {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        send(self.token_request(&form)).await
    }

    /// The token response of a complete sign-in.
    pub(crate) async fn sign_in(&self, scope: &str) -> Value {
        let response = self.exchange(&self.code(&[("scope", scope)]).await, &[]).await;
        assert_eq!(response.status, StatusCode::OK, "{}", response.text());
        response.json()
    }

    /// Requests a path of the API, with or without its prefix `/v3`; links have it.
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.get_as(&self.token, path).await
    }

    pub(crate) async fn get_as(&self, token: &str, path: &str) -> TestResponse {
        let path = path.strip_prefix("/v3").unwrap_or(path);
        let url = format!("{}{path}", self.sandbox.api_url());
        send(self.client.get(url).header("authorization", format!("Bearer {token}"))).await
    }

    /// The report of an activity; `query` is empty or starts with `?`.
    pub(crate) async fn bounces(&self, activity: &str, query: &str) -> TestResponse {
        self.get(&bounces_path(activity, query)).await
    }
}

pub(crate) fn options() -> SandboxOptions {
    SandboxOptions::new(REDIRECT_URI)
}

pub(crate) fn bounces_path(activity: &str, query: &str) -> String {
    format!("/reports/email_reports/{activity}/tracking/bounces{query}")
}

pub(crate) fn access_token(response: &Value) -> String {
    response["access_token"].as_str().expect("an access token").to_owned()
}

pub(crate) fn refresh_token(response: &Value) -> String {
    response["refresh_token"].as_str().expect("a refresh token").to_owned()
}

pub(crate) async fn send(request: RequestBuilder) -> TestResponse {
    TestResponse::read(request.send().await.expect("the sandbox responds")).await
}

fn client() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails only if a provider is installed already, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let builder = Client::builder().redirect(Policy::none()).no_proxy();
    builder.user_agent("bounces-sandbox-tests").build().expect("the client is built")
}
