//! Files that settings name: secrets, credentials and certificates.

use super::{file_permissions::check_path, key::Key, resolver::Resolver};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use secrecy::{ExposeSecret, SecretString};
use std::path::Path;

/// A user name and a password.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// Certificates of authorities in PEM, which have been read and parsed.
#[derive(Clone, Debug)]
pub struct CaCertificates(Vec<u8>);

impl CaCertificates {
    /// Parses certificates in PEM.
    ///
    /// # Errors
    /// What is wrong with them, as the end of a sentence.
    pub fn parse(pem: Vec<u8>) -> Result<Self, &'static str> {
        let mut authorities = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|_| "names a file that is not valid PEM")?;
            authorities.add(certificate).map_err(|_| "names a file with an invalid certificate")?;
        }
        if authorities.is_empty() {
            return Err("names a file without certificates");
        }
        Ok(Self(pem))
    }

    /// The certificates in PEM.
    pub(crate) fn pem(&self) -> &[u8] {
        &self.0
    }
}

/// The secret in the file that a setting names. `None` if it is not set, or there is a problem.
pub(super) fn read_secret(resolver: &mut Resolver<'_>, key: Key) -> Option<SecretString> {
    let path = Path::new(resolver.text(key)?);
    if let Err(message) = check_path(path) {
        let hint = "deny access to other users and writing to the group: chmod 600";
        resolver.add_problem(key, &message, hint);
        return None;
    }
    match std::fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() => Some(text.trim().into()),
        Ok(_) => {
            resolver.add_problem(key, "names an empty file", "write only the secret to the file");
            None
        }
        Err(error) => {
            let message = format!("cannot be read: {error}");
            resolver.add_problem(key, &message, "use a file that this user can read");
            None
        }
    }
}

/// `user:password` in the file that a setting names. `None` if it is not set, or there is a problem.
pub(super) fn read_credentials(resolver: &mut Resolver<'_>, key: Key) -> Option<Credentials> {
    let text = read_secret(resolver, key)?;
    match text.expose_secret().split_once(':') {
        Some((user, password)) if !user.is_empty() && !password.is_empty() => {
            Some(Credentials { user: user.to_owned(), password: password.into() })
        }
        Some(_) | None => {
            let hint = "write one line to the file: the user name, a colon, and the password";
            resolver.add_problem(key, "names a file without a user and a password", hint);
            None
        }
    }
}

/// The certificates in the file that a setting names. `None` if it is not set, or there is a problem.
pub(super) fn read_certificates(resolver: &mut Resolver<'_>, key: Key) -> Option<CaCertificates> {
    let hint = "a file with the certificates of the authorities in PEM";
    match std::fs::read(resolver.text(key)?) {
        Ok(pem) => match CaCertificates::parse(pem) {
            Ok(certificates) => return Some(certificates),
            Err(message) => resolver.add_problem(key, message, hint),
        },
        Err(error) => resolver.add_problem(key, &format!("cannot be read: {error}"), hint),
    }
    None
}
