//! The listener: starting, the URLs, stopping. What is answered stands in `api` and `auth`.

use crate::{SandboxError, SandboxOptions, account::Account, api, auth, service::Shared};
use axum::{
    Router,
    http::{HeaderValue, StatusCode},
    middleware,
    response::Response,
    serve::ListenerExt,
};
use std::net::SocketAddr;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

/// The client id that the sandbox has registered: nothing secret.
pub(crate) const CLIENT_ID: &str = "sandbox-client-id";
/// Its secret, which protects nothing.
pub(crate) const CLIENT_SECRET: &str = "sandbox-client-secret-not-a-secret";

/// A running sandbox. Dropping it ends it as well; [`Sandbox::shutdown`] also waits for the end.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    /// Its drop is the signal to stop.
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts listening; the sandbox answers as soon as this returns.
    ///
    /// # Errors
    /// An address that is not loopback, or that cannot be listened on.
    pub async fn start(options: SandboxOptions) -> Result<Self, SandboxError> {
        let address = options.listen;
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(address));
        }
        let shared = Shared::new(options, Account::load()?);
        let failed = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let listener = listener.tap_io(|stream| {
            // An answer of many pages should not wait for Nagle's algorithm; without it, it is slower.
            let _ = stream.set_nodelay(true);
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let server = axum::serve(listener, router(shared)).with_graceful_shutdown(async {
                let _ = stopped.await;
            });
            // It ends by the signal only; axum's own documentation: it never returns an error.
            let _ = server.await;
        });
        Ok(Self { address, stop, server })
    }

    /// The address that it listens on, with its real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The API's base, `http://127.0.0.1:PORT/v3`.
    pub fn api_url(&self) -> String {
        self.url("/v3")
    }

    /// Where a browser is sent to sign in.
    pub fn authorize_url(&self) -> String {
        self.url("/oauth2/default/v1/authorize")
    }

    /// Where codes and refresh tokens are exchanged.
    pub fn token_url(&self) -> String {
        self.url("/oauth2/default/v1/token")
    }

    /// Where tokens are revoked.
    pub fn revoke_url(&self) -> String {
        self.url("/oauth2/default/v1/revoke")
    }

    /// The id of the one registered client.
    pub fn client_id(&self) -> &str {
        CLIENT_ID
    }

    /// The secret of the one registered client, which protects nothing.
    pub fn client_secret(&self) -> &str {
        CLIENT_SECRET
    }

    /// Stops listening, lets running requests end, and returns when they have.
    pub async fn shutdown(self) {
        drop(self.stop);
        // An error would be a panic of the server's task, which has ended then too.
        let _ = self.server.await;
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .nest("/v3", api::routes(&shared))
        .nest("/oauth2/default/v1", auth::routes())
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(middleware::map_response(mark))
        .with_state(shared)
}

/// Every answer says that it comes from a stand-in.
async fn mark(mut response: Response) -> Response {
    response.headers_mut().insert("x-bounces-sandbox", HeaderValue::from_static("1"));
    response
}
