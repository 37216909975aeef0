//! The whole proxy as one function from request to answer. Sockets, signals and configuration stand elsewhere.

use crate::{
    auth,
    clock::{Clock, UnixSeconds},
    config::{Account, Config, PublicUrl, SessionLimits},
    cookies::Cookies,
    dress::{dress, permit, refuse, share},
    failure::Failure,
    forward::{Cache, UpstreamClient, forward},
    guard::{self, Guard},
    http_client,
    metrics::Metrics,
    oauth::AuthorizationServer,
    pages::Pages,
    place::{Place, check_target},
    session::{Attempt, Session, SessionId, SessionKey, StoreError, Vault},
    tokens::TokenKeeper,
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, header},
    response::Response,
};
use secrecy::SecretString;
use std::{
    fmt,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio_util::task::TaskTracker;

/// Everything that answering takes.
pub struct App {
    pub(crate) cookies: Cookies,
    pub(crate) keeper: Arc<TokenKeeper>,
    pub(crate) upstream: Arc<UpstreamClient>,
    pub(crate) cache: Arc<Cache>,
    pub(crate) metrics: Arc<Metrics>,
    guard: Guard,
    pages: Pages,
    sandbox: bool,
    handler: Duration,
}

/// Why an application cannot be put together.
#[derive(Debug)]
pub struct AppError(String);

impl fmt::Display for AppError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for AppError {}

/// What surrounds an [`App`].
pub struct Surroundings {
    /// Where it listens.
    pub listener: SocketAddr,
    /// The address that browsers use.
    pub public_url: PublicUrl,
    /// The API and its authorization server.
    pub account: Account,
    /// Whether these are the stand-in.
    pub sandbox: bool,
    /// Where sessions are kept.
    pub vault: Vault,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
}

impl App {
    /// Puts an application together.
    ///
    /// # Errors
    /// The machine's certificates cannot be read.
    pub fn new(config: &Config, around: Surroundings) -> Result<Self, AppError> {
        let Surroundings { listener, public_url, account, sandbox, vault, clock } = around;
        let limits = config.limits;
        let urls = [Some(&account.api_url), Some(&account.token_url), account.revoke_url.as_ref()];
        let secure = urls.into_iter().flatten().any(|url| url.scheme() == "https");
        let client = || {
            http_client::build(&limits, secure)
                .map_err(|_| AppError("this machine's TLS certificates cannot be read".to_owned()))
        };
        let server = AuthorizationServer::new(&account, &public_url, &limits, client()?)
            .map_err(|_| AppError("the public URL makes no redirect URI".to_owned()))?;
        let metrics = Metrics::new().map_err(|error| AppError(error.to_string()))?;
        let metrics = Arc::new(metrics);
        let upstream = UpstreamClient::new(
            client()?,
            account.api_url,
            config.pace,
            limits,
            Arc::clone(&clock),
            vault.shared_store(),
            Arc::clone(&metrics),
        );
        let keeper = TokenKeeper {
            vault,
            server,
            clock,
            metrics: Arc::clone(&metrics),
            tasks: TaskTracker::new(),
            running: Mutex::default(),
        };
        Ok(Self {
            cookies: Cookies::new(public_url.is_secure()),
            keeper: Arc::new(keeper),
            upstream: Arc::new(upstream),
            cache: Arc::new(Cache::new(limits.cache)),
            metrics,
            guard: Guard::new(public_url, listener, config.allowed_origins.clone()),
            pages: Pages::new(config.static_dir.as_deref()),
            sandbox,
            handler: limits.handler,
        })
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request<Body>) -> Response {
        let started = Instant::now();
        let method = request.method().clone();
        let headers = request.headers().clone();
        let place = Place::at(request.uri().path());
        let mut response = match self.route(place, request).await {
            Ok(response) => response,
            Err(failure) => refuse(failure, place, &headers),
        };
        dress(place, self.sandbox, response.headers_mut());
        if let Some(origin) = self.guard.guest(&headers).filter(|_| place.is_shared()) {
            share(origin, response.headers_mut());
        }
        self.metrics.answered(place.template(), response.status().as_u16());
        tracing::info!(
            method = known_name(&method),
            route = place.template(),
            status = response.status().as_u16(),
            milliseconds = started.elapsed().as_millis(),
            "request"
        );
        response
    }

    /// The checks in their order, then the place.
    async fn route(&self, place: Place, request: Request<Body>) -> Result<Response, Failure> {
        check_target(request.uri())?;
        guard::check_size(request.headers())?;
        // A probe asks by an address that is nobody's name, and learns nothing but that we run.
        if !matches!(place, Place::Health | Place::Ready) {
            self.guard.check_host(request.headers())?;
        }
        if request.method() == Method::OPTIONS
            && place.is_shared()
            && self.guard.guest(request.headers()).is_some()
            && let Some(methods) = place.methods()
        {
            return Ok(permit(methods));
        }
        if place.is_guarded() {
            self.guard.check_page(request.headers())?;
        }
        place.check_method(request.method())?;
        let work = self.visit(place, request);
        tokio::time::timeout(self.handler, work).await.unwrap_or(Err(Failure::TooSlow))
    }

    async fn visit(&self, place: Place, request: Request<Body>) -> Result<Response, Failure> {
        let query = request.uri().query();
        let headers = request.headers();
        match place {
            Place::Api(endpoint) => forward(self, endpoint, query, headers).await,
            Place::Session => auth::session(self, headers).await,
            Place::Login => match self.guard.better_host(headers) {
                Some(origin) => Ok(auth::elsewhere(&origin, request.uri())),
                None => auth::login(self, headers, query).await,
            },
            Place::Callback => auth::callback(self, headers, query).await,
            Place::Logout => auth::logout(self, headers).await,
            Place::Health => Ok(status("ok")),
            Place::Ready => {
                // Asking for what cannot be there shows that the store answers.
                self.take_attempt("readiness", &SecretString::default()).await?;
                Ok(status("ready"))
            }
            Place::Page => self.pages.answer(request).await,
            Place::NoApi | Place::NoAuth => Err(Failure::NotFound),
        }
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        self.keeper.clock.now()
    }

    pub(crate) fn session_limits(&self) -> SessionLimits {
        self.keeper.vault.limits()
    }

    /// The session that the browser's cookie names, if it lives.
    pub(crate) async fn current_session(
        &self,
        headers: &HeaderMap,
    ) -> Result<Option<(SessionId, Session)>, Failure> {
        let Some(id) = self.cookies.session(headers) else { return Ok(None) };
        let session = self.keeper.vault.load(&id, self.now()).await.map_err(no_store)?;
        Ok(session.map(|session| (id, session)))
    }

    pub(crate) async fn use_session(
        &self,
        id: &SessionId,
        session: &Session,
    ) -> Result<(), Failure> {
        self.keeper.vault.touch(id, session, self.now()).await.map_err(no_store)
    }

    pub(crate) async fn insert_session(
        &self,
        id: &SessionId,
        session: &Session,
    ) -> Result<(), Failure> {
        self.keeper.vault.insert(id, session).await.map_err(no_store)
    }

    pub(crate) async fn end_session(&self, id: &SessionId) -> Result<Option<Session>, Failure> {
        let ended = self.keeper.vault.remove(id).await.map_err(no_store);
        // What began before the session was gone is not kept either.
        self.cache.forget(id.key());
        ended
    }

    pub(crate) async fn forget_session(&self, key: SessionKey) -> Result<(), Failure> {
        let ended = self.keeper.vault.forget(key).await.map_err(no_store);
        self.cache.forget(key);
        ended
    }

    pub(crate) async fn store_attempt(
        &self,
        id: String,
        cookie: &SecretString,
        attempt: &Attempt,
    ) -> Result<(), Failure> {
        self.keeper.vault.insert_attempt(id, cookie, attempt).await.map_err(no_store)
    }

    pub(crate) async fn take_attempt(
        &self,
        id: &str,
        cookie: &SecretString,
    ) -> Result<Option<Attempt>, Failure> {
        self.keeper.vault.take_attempt(id, cookie).await.map_err(no_store)
    }

    /// Forgets what has ended.
    pub(crate) async fn sweep(&self) {
        self.cache.sweep(self.now());
        if let Err(error) = self.keeper.vault.store().sweep(self.now()).await {
            tracing::error!(%error, "ended sessions could not be forgotten");
        }
    }
}

fn no_store(error: StoreError) -> Failure {
    tracing::error!(%error, "the session store failed");
    Failure::NoStore(10)
}

fn status(text: &'static str) -> Response {
    let mut response = Response::new(Body::from(format!("{{\"status\":\"{text}\"}}")));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// A method's name, unless somebody made it up: logs are no place for foreign text.
fn known_name(method: &Method) -> &str {
    let known = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    if known.contains(method) { method.as_str() } else { "other" }
}
