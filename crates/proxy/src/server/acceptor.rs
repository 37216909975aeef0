//! Accepts connections, and serves each of them with hyper, because `axum::serve` has no limits for headers
//! and connections.

use super::{
    connections::{Admission, Connections},
    head_timeout::HeadTimeout,
    refusal::ReservedDescriptor,
};
use crate::{
    client_address::Peer, config::ConnectionLimits, descriptors::is_lack_of_descriptors,
    router::router, state::AppState,
};
use axum::{
    Router,
    http::{HeaderValue, header},
};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_io_timeout::TimeoutStream;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// Buffer for request line and headers, in bytes. The lower limits of `middleware::limits` respond with
/// an explanation.
const MAX_HEADER_BYTES: usize = 32 * 1024;
/// How long a request may take on a connection that is being closed. Longer than the handler timeout.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(60);
/// Delay after a connection could not be accepted.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// What all connections have in common.
#[derive(Clone)]
pub(super) struct Acceptor {
    state: Arc<AppState>,
    router: Router,
    limits: ConnectionLimits,
    connections: Arc<Connections>,
    /// One for each connection.
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

impl Acceptor {
    pub(super) fn new(state: Arc<AppState>, limits: ConnectionLimits) -> Self {
        let (router, connections) = (router(Arc::clone(&state)), Connections::new(limits));
        let (tasks, shutdown) = (TaskTracker::new(), CancellationToken::new());
        Self { state, router, limits, connections, tasks, shutdown }
    }

    /// Accepts connections until `stopping` resolves.
    pub(super) async fn accept_until(
        &self,
        stopping: impl Future<Output = ()>,
        listener: &TcpListener,
    ) {
        let mut reserved = ReservedDescriptor::new();
        let mut stopping = pin!(stopping);
        loop {
            let accepted = tokio::select! {
                () = stopping.as_mut() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((stream, address)) => self.admit(stream, address),
                Err(error) if is_lack_of_descriptors(&error) => {
                    reserved.refuse_connection(listener).await;
                }
                // An immediate retry would probably fail as well.
                Err(error) => {
                    tracing::error!(%error, "a connection could not be accepted");
                    sleep(RETRY_DELAY).await;
                }
            }
        }
    }

    /// Closes idle connections, and waits for the requests of the others.
    pub(super) async fn close(&self) {
        self.shutdown.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Serves a connection, unless its client has too many.
    fn admit(&self, stream: TcpStream, address: SocketAddr) {
        if let Some(admission) = self.connections.admit(address.ip()) {
            self.tasks.spawn(self.clone().serve(stream, Peer(address.ip()), admission));
        }
    }

    async fn serve(self, stream: TcpStream, peer: Peer, admission: Admission) {
        // Small responses should be sent immediately. A failure only delays them.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.limits.write_timeout));
        let stream =
            HeadTimeout::new(Box::pin(stream), admission.activity(), self.limits.header_timeout);
        let service = service_fn(|mut request| {
            request.extensions_mut().insert(peer);
            let busy = admission.start_request();
            let penalty = admission.activity().penalty();
            let response = self.router.clone().oneshot(request);
            let readiness = &self.state.readiness;
            async move {
                if let Some(delay) = penalty {
                    sleep(delay).await;
                }
                let mut response = response.await;
                // The client must not send another request on a connection that is about to be closed.
                if let Ok(response) = &mut response
                    && readiness.is_draining()
                {
                    response
                        .headers_mut()
                        .insert(header::CONNECTION, HeaderValue::from_static("close"));
                }
                drop(busy);
                response
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.keep_alive.max(self.limits.header_timeout))
            .max_buf_size(MAX_HEADER_BYTES)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        // Errors of a connection are caused by the client.
        tokio::select! {
            _ = connection.as_mut() => return,
            () = admission.evicted() => return,
            () = sleep(self.limits.max_age) => {}
            () = self.shutdown.cancelled() => {}
        }
        connection.as_mut().graceful_shutdown();
        tokio::select! {
            _ = connection => {}
            () = admission.evicted() => {}
            () = sleep(CLOSE_TIMEOUT) => {}
        }
    }
}
