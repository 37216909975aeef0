//! Listens for connections, and shuts down gracefully. Requests are handled in `router`.

mod acceptor;
mod connections;
mod head_timeout;
mod refusal;
mod serve_error;

pub use serve_error::ServeError;

use crate::{
    clock::Clock,
    config::{Account, Config, Key, Limits, PublicUrl, Upstream},
    metrics::{self, Readers},
    session::open_sessions,
    state::{AppDeps, AppState},
};
use acceptor::Acceptor;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    sync::oneshot,
    task::JoinHandle,
    time::{MissedTickBehavior, interval, sleep, timeout},
};

/// Token requests per second to the sandbox, which does not limit them.
#[cfg(feature = "sandbox")]
const SANDBOX_TOKEN_PER_SECOND: u32 = 100;

/// A running proxy. Dropping it stops it immediately; [`Server::shutdown`] is graceful.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    public_url: PublicUrl,
    stop: oneshot::Sender<()>,
    accepting: JoinHandle<()>,
    metrics: Option<MetricsServer>,
    #[cfg(feature = "sandbox")]
    sandbox: Option<bounces_sandbox::Sandbox>,
}

impl Server {
    /// Starts the proxy on the configured address.
    ///
    /// # Errors
    /// The address is in use, the sandbox cannot start, the session store cannot be opened, or
    /// certificates are missing.
    pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(config.listen).await;
        let listener =
            listener.map_err(|error| ServeError::Listen(Key::Listen, config.listen, error))?;
        Self::start_on(listener, config, clock).await
    }

    /// Starts the proxy on an open listener.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_on(
        listener: TcpListener,
        config: &Config,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ServeError> {
        let address = listener.local_addr();
        let address =
            address.map_err(|error| ServeError::Listen(Key::Listen, config.listen, error))?;
        let public_url = match &config.public_url {
            Some(url) => url.clone(),
            None => PublicUrl::parse(&format!("http://{address}"))
                .map_err(|error| ServeError::Sandbox(format!("the listener's address {error}")))?,
        };
        let resolved = resolve_account(config, &public_url).await?;
        let sessions = open_sessions(&config.store, config.sessions).await;
        let deps = AppDeps {
            public_url: public_url.clone(),
            listen_port: address.port(),
            account: resolved.account,
            sessions: sessions.map_err(ServeError::Store)?,
            clock,
            is_sandbox: matches!(config.upstream, Upstream::Sandbox),
        };
        let state = Arc::new(AppState::new(config, deps).map_err(ServeError::Build)?);
        warn_about_settings(config, &public_url);
        let metrics = match config.metrics_listen {
            Some(address) => {
                Some(MetricsServer::start(address, &state, config.metrics_allow_remote).await?)
            }
            None => None,
        };
        let (stop, stopped) = oneshot::channel();
        let accepting = tokio::spawn(accept(listener, state, stopped, config.limits));
        Ok(Self {
            address,
            public_url,
            stop,
            accepting,
            metrics,
            #[cfg(feature = "sandbox")]
            sandbox: resolved.sandbox,
        })
    }

    /// The address of the listener, with its actual port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the metrics listener, with its actual port.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }

    /// The URL that browsers use.
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// Stops accepting connections, and waits for requests and refreshes for a limited time.
    pub async fn shutdown(self) {
        drop(self.stop);
        // An error means that the accepting task panicked, so it has ended as well.
        let _ = self.accepting.await;
        #[cfg(feature = "sandbox")]
        if let Some(sandbox) = self.sandbox {
            sandbox.shutdown().await;
        }
    }
}

/// Warns about settings that are valid, but not suitable everywhere.
fn warn_about_settings(config: &Config, public_url: &PublicUrl) {
    if !public_url.is_secure() {
        tracing::warn!(
            "the public URL is plain http, so cookies have neither Secure nor the prefix \
             __Host-: suitable for this machine only"
        );
    }
    if public_url.is_secure() && config.trusted_proxies.is_empty() {
        tracing::warn!(
            "trusted_proxies is not set, so the limit for sign-ins counts all clients of a server \
             in front as one: set it to the address of that server"
        );
    }
    if matches!(config.upstream, Upstream::Account(_)) && config.allowed_accounts.is_empty() {
        tracing::warn!(
            "anyone with a Constant Contact account can sign in here and use this application's \
             requests of the day: set allowed_accounts"
        );
    }
}

/// The listener of the metrics. Dropping it stops it.
#[derive(Debug)]
struct MetricsServer {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl MetricsServer {
    async fn start(
        address: SocketAddr,
        state: &AppState,
        allow_remote: bool,
    ) -> Result<Self, ServeError> {
        let readers = if allow_remote { Readers::Network } else { Readers::ThisMachine };
        let failed = |error| ServeError::Listen(Key::MetricsListen, address, error);
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let serving = tokio::spawn(metrics::serve(listener, Arc::clone(&state.metrics), readers));
        Ok(Self { address, serving })
    }
}

impl Drop for MetricsServer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct ResolvedAccount {
    account: Account,
    #[cfg(feature = "sandbox")]
    sandbox: Option<bounces_sandbox::Sandbox>,
}

async fn resolve_account(
    config: &Config,
    public_url: &PublicUrl,
) -> Result<ResolvedAccount, ServeError> {
    match &config.upstream {
        Upstream::Account(account) => Ok(ResolvedAccount {
            account: Account::clone(account),
            #[cfg(feature = "sandbox")]
            sandbox: None,
        }),
        Upstream::Sandbox => start_sandbox(public_url).await,
    }
}

#[cfg(feature = "sandbox")]
async fn start_sandbox(public_url: &PublicUrl) -> Result<ResolvedAccount, ServeError> {
    use crate::config::Pkce;
    use bounces_sandbox::{Sandbox, SandboxOptions};

    let failed = |error: &dyn std::fmt::Display| ServeError::Sandbox(error.to_string());
    let options = SandboxOptions::new(public_url.redirect_uri());
    let sandbox = Sandbox::start(options).await.map_err(|error| failed(&error))?;
    let url = |text: String| url::Url::parse(&text).map_err(|error| failed(&error));
    let account = Account {
        api_url: url(sandbox.api_url())?,
        authorize_url: url(sandbox.authorize_url())?,
        token_url: url(sandbox.token_url())?,
        revoke_url: Some(url(sandbox.revoke_url())?),
        issuer: sandbox.authorize_url().replace("/v1/authorize", ""),
        client_id: sandbox.client_id().to_owned(),
        client_secret: sandbox.client_secret().into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
        token_per_second: SANDBOX_TOKEN_PER_SECOND,
    };
    Ok(ResolvedAccount { account, sandbox: Some(sandbox) })
}

#[cfg(not(feature = "sandbox"))]
#[expect(clippy::unused_async, reason = "same signature as with the feature")]
async fn start_sandbox(_: &PublicUrl) -> Result<ResolvedAccount, ServeError> {
    Err(ServeError::Sandbox("this build does not include the sandbox".to_owned()))
}

/// Accepts connections until stopped, then waits for requests and refreshes for a limited time.
async fn accept(
    listener: TcpListener,
    state: Arc<AppState>,
    stopped: oneshot::Receiver<()>,
    limits: Limits,
) {
    let acceptor = Acceptor::new(Arc::clone(&state), limits.connections);
    let purge = tokio::spawn(purge_periodically(Arc::clone(&state), limits.purge_interval));
    let announcing = Arc::clone(&state);
    let announce =
        tokio::spawn(async move { announcing.readiness.announce_keys_periodically().await });
    let stopping = async {
        // Resolves when `Server` drops the sender.
        let _ = stopped.await;
        state.readiness.start_draining();
        sleep(limits.shutdown_delay).await;
    };
    acceptor.accept_until(stopping, &listener).await;
    drop(listener);
    purge.abort();
    let refreshes = &state.tokens.tasks;
    let drained = timeout(limits.drain, async {
        acceptor.close().await;
        refreshes.close();
        refreshes.wait().await;
    });
    if drained.await.is_err() {
        tracing::warn!("stopped before all requests and refreshes had finished");
    }
    announce.abort();
    // An error means that it was aborted.
    let _ = announce.await;
    state.readiness.withdraw_keys().await;
}

/// Runs concurrently with the accept loop, which a slow store must not delay.
async fn purge_periodically(state: Arc<AppState>, period: Duration) {
    let mut purge = interval(period);
    purge.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        purge.tick().await;
        state.purge_expired().await;
    }
}
