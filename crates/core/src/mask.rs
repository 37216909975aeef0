//! Masks the local part of addresses.

/// Masks an address except for its first character and its domain: `a•••@example.com`.
///
/// The number of dots does not depend on the length. A text without `@` is treated as a local part;
/// an empty text stays empty.
pub fn mask_address(address: &str) -> String {
    let (local, domain) = address.rfind('@').map_or((address, ""), |at| address.split_at(at));
    if address.is_empty() {
        return String::new();
    }
    let first: String = local.chars().take(1).collect();
    format!("{first}•••{domain}")
}

#[cfg(test)]
mod tests {
    use super::mask_address;

    #[test]
    fn the_first_character_and_the_domain_remain() {
        let cases = [
            ("ada@example.com", "a•••@example.com"),
            ("a@example.com", "a•••@example.com"),
            ("ährenfeld@example.com", "ä•••@example.com"),
            ("\"ada@home\"@example.com", "\"•••@example.com"),
            ("@example.com", "•••@example.com"),
            ("ada", "a•••"),
            ("", ""),
        ];
        for (address, masked) in cases {
            assert_eq!(mask_address(address), masked);
        }
    }
}
