//! Listening, and stopping without losing anything. What is answered stands in `app`.

use crate::{
    app::{App, AppError, Surroundings},
    clock::Clock,
    config::{Account, Config, PublicUrl, Upstream},
    metrics,
    session::{OpenError, open_vault},
};
use axum::body::Body;
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{convert::Infallible, fmt, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, oneshot},
    task::JoinHandle,
    time::{MissedTickBehavior, interval, sleep, timeout},
};

/// Connections at once; more wait in the system's queue.
const CONNECTIONS: usize = 1024;
/// The request line and the headers; the finer limits answer with words.
const HEAD: usize = 32 * 1024;
/// A connection that says nothing is not kept.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// How often ended sessions are forgotten.
const SWEEP: Duration = Duration::from_secs(60);

/// Why a proxy does not start.
#[derive(Debug)]
pub enum ServeError {
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// Sessions cannot be kept.
    Store(OpenError),
    /// The application cannot be put together.
    App(AppError),
    /// The stand-in does not start.
    Sandbox(String),
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Listen(address, error) if error.kind() == io::ErrorKind::AddrInUse => write!(
                formatter,
                "port {} on {} is in use: end the program that listens there, or set BOUNCES_LISTEN",
                address.port(),
                address.ip()
            ),
            Self::Listen(address, error) => {
                write!(formatter, "cannot listen on {address}: {error}")
            }
            Self::Store(error) => error.fmt(formatter),
            Self::App(error) => error.fmt(formatter),
            Self::Sandbox(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Listen(_, error) => Some(error),
            Self::Store(error) => Some(error),
            Self::App(error) => Some(error),
            Self::Sandbox(_) => None,
        }
    }
}

/// A running proxy. Dropping it ends it without waiting; [`Server::shutdown`] waits.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    public_url: PublicUrl,
    stop: oneshot::Sender<()>,
    accepting: JoinHandle<()>,
    metrics: Option<Metered>,
    #[cfg(feature = "sandbox")]
    sandbox: Option<bounces_sandbox::Sandbox>,
}

impl Server {
    /// Listens where the configuration says, and starts.
    ///
    /// # Errors
    /// The address is taken, the stand-in does not start, or certificates are missing.
    pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Self, ServeError> {
        let listener = TcpListener::bind(config.listen).await;
        let listener = listener.map_err(|error| ServeError::Listen(config.listen, error))?;
        Self::start_on(listener, config, clock).await
    }

    /// Starts on a listener that is open already.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_on(
        listener: TcpListener,
        config: &Config,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ServeError> {
        let address = listener.local_addr();
        let address = address.map_err(|error| ServeError::Listen(config.listen, error))?;
        let public_url = match &config.public_url {
            Some(url) => url.clone(),
            None => PublicUrl::parse(&format!("http://{address}"))
                .map_err(|error| ServeError::Sandbox(format!("the listener's address {error}")))?,
        };
        let resolved = find_account(config, &public_url).await?;
        let vault = open_vault(&config.store, config.sessions).await.map_err(ServeError::Store)?;
        let around = Surroundings {
            listener: address,
            public_url: public_url.clone(),
            account: resolved.account,
            sandbox: matches!(config.upstream, Upstream::Sandbox),
            vault,
            clock,
        };
        let app = Arc::new(App::new(config, around).map_err(ServeError::App)?);
        if !public_url.is_secure() {
            tracing::warn!(
                "cookies have neither Secure nor the prefix __Host-, since the public URL is plain \
                 http: fit for this machine only"
            );
        }
        let metrics = match config.metrics_listen {
            Some(address) => Some(Metered::start(address, &app).await?),
            None => None,
        };
        let (stop, stopped) = oneshot::channel();
        let accepting = tokio::spawn(accept(listener, app, stopped, config.limits.drain));
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

    /// Where it listens, with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where metrics are served, with the real port.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }

    /// The address that browsers use.
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// Takes no new connection, lets requests and refreshes end (for a bounded time), and returns.
    pub async fn shutdown(self) {
        drop(self.stop);
        // An error would be a panic of the accepting task, which has ended then too.
        let _ = self.accepting.await;
        #[cfg(feature = "sandbox")]
        if let Some(sandbox) = self.sandbox {
            sandbox.shutdown().await;
        }
    }
}

/// The listener of the metrics. It ends when it is dropped.
#[derive(Debug)]
struct Metered {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Metered {
    async fn start(address: SocketAddr, app: &App) -> Result<Self, ServeError> {
        let failed = |error| ServeError::Listen(address, error);
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let serving = tokio::spawn(metrics::serve(listener, Arc::clone(&app.metrics)));
        Ok(Self { address, serving })
    }
}

impl Drop for Metered {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

struct ResolvedAccount {
    account: Account,
    #[cfg(feature = "sandbox")]
    sandbox: Option<bounces_sandbox::Sandbox>,
}

async fn find_account(
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

    let failed = |error: &dyn fmt::Display| ServeError::Sandbox(error.to_string());
    let options = SandboxOptions::new(public_url.redirect_uri());
    let sandbox = Sandbox::start(options).await.map_err(|error| failed(&error))?;
    let url = |text: String| url::Url::parse(&text).map_err(|error| failed(&error));
    let account = Account {
        api_url: url(sandbox.api_url())?,
        authorize_url: url(sandbox.authorize_url())?,
        token_url: url(sandbox.token_url())?,
        revoke_url: Some(url(sandbox.revoke_url())?),
        client_id: sandbox.client_id().to_owned(),
        client_secret: sandbox.client_secret().into(),
        scopes: vec!["campaign_data".to_owned(), "offline_access".to_owned()],
        pkce: Pkce::S256,
    };
    Ok(ResolvedAccount { account, sandbox: Some(sandbox) })
}

#[cfg(not(feature = "sandbox"))]
#[expect(clippy::unused_async, reason = "the same shape as with the feature")]
async fn start_sandbox(_: &PublicUrl) -> Result<ResolvedAccount, ServeError> {
    Err(ServeError::Sandbox("this build has no sandbox".to_owned()))
}

async fn accept(
    listener: TcpListener,
    app: Arc<App>,
    mut stopped: oneshot::Receiver<()>,
    drain: Duration,
) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut sweep = interval(SWEEP);
    sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let next = async {
            // The semaphore is never closed.
            let permit = Arc::clone(&connections).acquire_owned().await;
            (listener.accept().await, permit)
        };
        tokio::select! {
            _ = &mut stopped => break,
            _ = sweep.tick() => app.sweep().await,
            (accepted, permit) = next => match accepted {
                Ok((stream, _)) => {
                    let connection = graceful.watch(connect(stream, Arc::clone(&app)));
                    tokio::spawn(async move {
                        // How a connection ends is the other side's business.
                        let _ = connection.await;
                        drop(permit);
                    });
                }
                // Usually no file handles are left; trying at once would only burn time.
                Err(error) => {
                    tracing::error!(%error, "a connection could not be accepted");
                    sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    let tasks = &app.keeper.tasks;
    let drained = timeout(drain, async {
        graceful.shutdown().await;
        tasks.close();
        tasks.wait().await;
    });
    if drained.await.is_err() {
        tracing::warn!("stopped before every request and refresh had ended");
    }
}

/// One connection, to be polled.
fn connect(
    stream: TcpStream,
    app: Arc<App>,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = hyper::Response<Body>,
        Error = Infallible,
        Future: Send,
    >,
> {
    // Small answers should not wait for more; without it they only come later.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
        let app = Arc::clone(&app);
        async move { Ok::<_, Infallible>(app.answer(request.map(Body::new)).await) }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service)
}
