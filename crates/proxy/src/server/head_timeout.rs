//! Closes connections whose client takes too long to send the head of a request.
//!
//! The timer of hyper starts when it begins to wait for a request, so it also limits how long a connection
//! may be idle. The server in front must be able to keep connections open for longer than a client may
//! take for a head; hence this timer, which starts with the first byte.

use super::connections::Activity;
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Sleep, sleep},
};

/// A stream that fails if a head takes too long. On a new connection, waiting for the first byte counts.
pub(super) struct HeadTimeout<S> {
    stream: S,
    activity: Arc<Activity>,
    timeout: Duration,
    /// `None` while no head is being received.
    deadline: Option<Pin<Box<Sleep>>>,
    /// The number of requests when the deadline was set or removed.
    requests: u64,
}

impl<S> HeadTimeout<S> {
    pub(super) fn new(stream: S, activity: Arc<Activity>, timeout: Duration) -> Self {
        Self { stream, activity, timeout, deadline: Some(Box::pin(sleep(timeout))), requests: 0 }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for HeadTimeout<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let requests = this.activity.requests();
        if requests != this.requests {
            this.requests = requests;
            this.deadline = None;
        }
        let before = buffer.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(context, buffer);
        if this.activity.is_busy() {
            return polled;
        }
        if polled.is_pending() {
            this.activity.wait_for_client();
            let Some(deadline) = &mut this.deadline else { return Poll::Pending };
            ready!(deadline.as_mut().poll(context));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        if buffer.filled().len() > before && this.deadline.is_none() {
            this.deadline = Some(Box::pin(sleep(this.timeout)));
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for HeadTimeout<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}
