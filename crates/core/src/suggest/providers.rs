//! The mailbox providers that other domains may be typos of, and similar domains that are known to be
//! valid. How similar two domains must be is decided in `typo`.

use super::typo::{Confidence, Domain};
use crate::provider_families::provider_domains;

/// Words and companies that are one typo away from a provider. They are valid, and no other domain
/// is taken for a typo of them.
const KNOWN_VALID: &str = "\
charger.net fronter.com gail.com hitmail.com hotmall.com inet.net.au prontomail.com scarlett.be \
telefonia.net telnet.be";

/// The names of providers with so many users that most similar domains are typos.
const MAJOR_PROVIDERS: [&str; 6] = ["gmail", "googlemail", "hotmail", "icloud", "outlook", "yahoo"];

/// The providers, found by their first letter.
#[derive(Clone, Debug)]
pub(super) struct Providers {
    /// Sorted.
    domains: Vec<Domain<'static>>,
}

impl Default for Providers {
    fn default() -> Self {
        let mut domains: Vec<_> = provider_domains().map(Domain::new).collect();
        domains.sort_unstable_by_key(|domain| domain.text);
        Self { domains }
    }
}

impl Providers {
    /// Whether a domain is a provider.
    pub(super) fn contains(&self, domain: &str) -> bool {
        self.domains.binary_search_by_key(&domain, |known| known.text).is_ok()
    }

    /// Whether a domain that looks like a typo of a provider is known to be valid.
    pub(super) fn is_known_valid(domain: &str) -> bool {
        KNOWN_VALID.split(' ').any(|valid| valid == domain)
    }

    /// The providers that begin with a letter.
    pub(super) fn starting_with(&self, letter: u8) -> &[Domain<'static>] {
        let first = |domain: &Domain<'_>| domain.text.as_bytes().first().copied();
        let start = self.domains.partition_point(|domain| first(domain) < Some(letter));
        let end = self.domains.partition_point(|domain| first(domain) <= Some(letter));
        &self.domains[start..end]
    }

    /// How confidently a difference from a provider is taken for a typo.
    pub(super) fn confidence(provider: &Domain<'_>) -> Confidence {
        if MAJOR_PROVIDERS.contains(&provider.name()) {
            Confidence::MajorProvider
        } else {
            Confidence::Provider
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KNOWN_VALID, Providers};
    use crate::{
        provider_families::provider_domains,
        suggest::typo::{Domain, typo_distance},
    };

    #[test]
    fn every_known_valid_domain_would_be_taken_for_a_typo_otherwise() {
        for domain in KNOWN_VALID.split(' ') {
            let is_typo = |provider| {
                let confidence = Providers::confidence(&provider);
                typo_distance(&Domain::new(domain), &provider, confidence).is_some()
            };
            assert!(provider_domains().map(Domain::new).any(is_typo), "{domain}");
        }
    }

    #[test]
    fn every_provider_is_found_by_its_first_letter() {
        let providers = Providers::default();
        let found: usize = (0..=255).map(|letter| providers.starting_with(letter).len()).sum();
        assert_eq!(found, provider_domains().count());
        assert!(providers.starting_with(b'g').iter().any(|domain| domain.text == "gmail.com"));
    }
}
