//! The only client that is registered with the authorization server.

/// The id of the only registered client. Not a secret.
pub(crate) const CLIENT_ID: &str = "sandbox-client-id";
/// The client's secret, which protects nothing.
pub(crate) const CLIENT_SECRET: &str = "sandbox-client-secret-not-a-secret";
