//! The cryptography of all TLS connections.

/// Makes `ring` the provider of this process, which rustls requires before the first connection.
pub(crate) fn install_provider() {
    // Fails if another proxy in this process has already installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
