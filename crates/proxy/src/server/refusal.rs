//! Refuses a connection for which there is no file descriptor, instead of letting its client wait.

use crate::descriptors::report_lack_of_descriptors;
use std::{fs::File, time::Duration};
use tokio::{
    io::AsyncWriteExt,
    net::TcpListener,
    time::{sleep, timeout},
};

/// A problem as in `error`, which cannot be used without a request.
const RESPONSE: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    Content-Type: application/problem+json\r\n\
    Cache-Control: no-store\r\n\
    Retry-After: 10\r\n\
    Connection: close\r\n\
    Content-Length: 102\r\n\r\n\
    {\"code\":\"unavailable\",\"title\":\"The proxy has no free file descriptors\",\"status\":503,\"retry_after\":10}\n";
/// How long to wait for a connection that should be there, and to send the response.
const TIMEOUT: Duration = Duration::from_millis(100);
/// Delay if the connection cannot even be refused.
const RETRY_DELAY: Duration = Duration::from_millis(100);

/// A descriptor that is given up to refuse a connection.
#[derive(Debug)]
pub(super) struct ReservedDescriptor(Option<File>);

impl ReservedDescriptor {
    pub(super) fn new() -> Self {
        Self(File::open("/dev/null").ok())
    }

    /// Accepts the next connection and closes it after a response.
    pub(super) async fn refuse_connection(&mut self, listener: &TcpListener) {
        report_lack_of_descriptors("accepting a connection");
        if self.0.take().is_none() {
            sleep(RETRY_DELAY).await;
        }
        if let Ok(Ok((mut stream, _))) = timeout(TIMEOUT, listener.accept()).await {
            // The client may have closed the connection.
            let _ = timeout(TIMEOUT, stream.write_all(RESPONSE)).await;
            // What was received must be read, or closing would discard the response.
            let _ = stream.try_read(&mut [0; 4096]);
        }
        *self = Self::new();
    }
}

#[cfg(test)]
mod tests {
    use super::RESPONSE;

    #[test]
    fn the_response_has_the_length_that_it_announces() {
        let text = str::from_utf8(RESPONSE).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.ends_with(&format!("Content-Length: {}", body.len())), "{}", body.len());
        assert_eq!(serde_json::from_str::<serde_json::Value>(body).unwrap()["status"], 503);
    }
}
