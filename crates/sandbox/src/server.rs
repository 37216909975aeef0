//! The listener: start, URLs, shutdown. The responses come from `api` and `auth`.

use crate::{
    SandboxError, SandboxOptions,
    account::Account,
    api, auth,
    registration::{CLIENT_ID, CLIENT_SECRET},
    state::AppState,
};
use axum::{
    Router,
    http::{HeaderValue, StatusCode},
    middleware,
    response::Response,
    serve::ListenerExt,
};
use std::net::SocketAddr;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// A running sandbox. Dropping it stops it; [`Sandbox::shutdown`] also waits for it to stop.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    /// Dropping this sender signals the server to stop.
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts the sandbox. It accepts requests as soon as this returns.
    ///
    /// # Errors
    /// The address is not a loopback address, or cannot be bound.
    pub async fn start(options: SandboxOptions) -> Result<Self, SandboxError> {
        let address = options.listen;
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(address));
        }
        let state = AppState::new(options, Account::load()?);
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let listener = listener.tap_io(|stream| {
            // Disables Nagle's algorithm, which would delay large responses. Failure costs speed only.
            let _ = stream.set_nodelay(true);
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let server = axum::serve(listener, router(state)).with_graceful_shutdown(async {
                let _ = stopped.await;
            });
            // The server stops only on the signal. According to axum's documentation, it never returns
            // an error.
            let _ = server.await;
        });
        Ok(Self { address, stop, server })
    }

    /// The listening address, with the actual port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the API, `http://127.0.0.1:PORT/v3`.
    pub fn api_url(&self) -> String {
        self.url("/v3")
    }

    /// The authorization endpoint, where a browser signs in.
    pub fn authorize_url(&self) -> String {
        self.url("/oauth2/default/v1/authorize")
    }

    /// The token endpoint.
    pub fn token_url(&self) -> String {
        self.url("/oauth2/default/v1/token")
    }

    /// The revocation endpoint.
    pub fn revoke_url(&self) -> String {
        self.url("/oauth2/default/v1/revoke")
    }

    /// The id of the only registered client.
    pub fn client_id(&self) -> &str {
        CLIENT_ID
    }

    /// The secret of the only registered client, which protects nothing.
    pub fn client_secret(&self) -> &str {
        CLIENT_SECRET
    }

    /// Stops listening, and returns after all running requests have finished.
    pub async fn shutdown(self) {
        drop(self.stop);
        // An error would mean that the server's task panicked, which stops it as well.
        let _ = self.server.await;
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn router(state: AppState) -> Router {
    Router::new()
        .nest("/v3", api::routes(&state))
        .nest("/oauth2/default/v1", auth::routes())
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(middleware::map_response(add_sandbox_header))
        .with_state(state)
}

/// Marks every response as coming from the sandbox.
async fn add_sandbox_header(mut response: Response) -> Response {
    response.headers_mut().insert("x-bounces-sandbox", HeaderValue::from_static("1"));
    response
}
