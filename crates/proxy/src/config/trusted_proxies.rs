//! The setting `trusted_proxies`: servers in front whose `X-Forwarded-For` is believed.

use super::{key::Key, resolver::Resolver};
use std::net::IpAddr;

/// The networks of the servers in front; none by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// Parses addresses and networks in CIDR notation, separated by spaces or commas.
    ///
    /// # Errors
    /// What is wrong with one of them, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let words = text.split([' ', ',']).filter(|word| !word.is_empty());
        words.map(Network::parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether no server in front is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an address belongs to a server in front.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(address))
    }
}

pub(super) fn resolve(resolver: &mut Resolver<'_>) -> TrustedProxies {
    let text = resolver.text(Key::TrustedProxies).unwrap_or_default();
    TrustedProxies::parse(text).unwrap_or_else(|message| {
        let hint = "addresses or networks of the servers in front, such as 127.0.0.1 10.0.0.0/8";
        resolver.add_problem(Key::TrustedProxies, message, hint);
        TrustedProxies::default()
    })
}

/// A network, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    /// The number of bits that all addresses have in common.
    prefix: u32,
}

impl Network {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let written: IpAddr =
            address.parse().map_err(|_| "contains neither an address nor a network")?;
        let address = written.to_canonical();
        if prefix.is_some() && written != address {
            return Err("has a network of IPv4 addresses in the notation of IPv6");
        }
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => bits,
            Some(text) => text.parse().map_err(|_| "has a network without a valid length")?,
        };
        if prefix > bits {
            return Err("has a network without a valid length");
        }
        if prefix == 0 {
            return Err(
                "trusts all addresses, so clients could choose the address they appear to have",
            );
        }
        let network = Self { address, prefix };
        if network.mask(address) != widen(address) {
            return Err("has a network whose address is not its first one");
        }
        Ok(network)
    }

    fn contains(self, address: IpAddr) -> bool {
        address.is_ipv4() == self.address.is_ipv4() && self.mask(address) == widen(self.address)
    }

    /// The bits of an address that belong to the network.
    fn mask(self, address: IpAddr) -> u128 {
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let rest = bits - self.prefix;
        widen(address).checked_shr(rest).and_then(|kept| kept.checked_shl(rest)).unwrap_or(0)
    }
}

fn widen(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::TrustedProxies;

    #[test]
    fn networks_contain_their_addresses_only() {
        let all = TrustedProxies::parse("127.0.0.1, 10.0.0.0/8 2001:db8::/32,::ffff:192.0.2.7");
        let all = all.unwrap();
        for (address, is_trusted) in [
            ("127.0.0.1", true),
            ("127.0.0.2", false),
            ("10.255.255.255", true),
            ("11.0.0.0", false),
            ("::ffff:10.1.2.3", true),
            ("2001:db8:ffff::1", true),
            ("2001:db9::1", false),
            ("192.0.2.7", true),
            ("::1", false),
        ] {
            assert_eq!(all.contains(address.parse().unwrap()), is_trusted, "{address}");
        }
        assert!(!TrustedProxies::default().contains([127, 0, 0, 1].into()));
    }

    #[test]
    fn ambiguous_networks_are_rejected() {
        for text in [
            "proxy",
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0.0/",
            "0.0.0.0/0",
            "::/0",
            "10/8",
            "::ffff:10.0.0.0/24",
        ] {
            assert!(TrustedProxies::parse(text).is_err(), "{text}");
        }
    }
}
