//! Mailbox providers by family.

use bounces_core::{ProviderFamily, is_free_mail};

#[test]
fn domains_of_one_company_are_a_family() {
    use ProviderFamily::{Apple, Gmx, Google, Microsoft, Yahoo};
    for (family, domains) in [
        (Google, "gmail.com googlemail.com"),
        (Microsoft, "outlook.com hotmail.com live.com msn.com hotmail.co.uk outlook.de"),
        (Yahoo, "yahoo.com yahoo.co.uk yahoo.com.br ymail.com aol.com aol.de verizon.net"),
        (Apple, "icloud.com me.com mac.com"),
        (Gmx, "gmx.de gmx.at web.de mail.com"),
    ] {
        for domain in domains.split(' ') {
            assert_eq!(ProviderFamily::of(domain), Some(family), "{domain}");
        }
    }
    assert_eq!(ProviderFamily::of("Outlook.COM"), Some(Microsoft));
}

#[test]
fn another_company_is_not_of_the_family() {
    // Yahoo Japan belongs to another company.
    for domain in ["yahoo.co.jp", "microsoft.com", "google.com", "apple.com", "gmial.com", ""] {
        assert_eq!(ProviderFamily::of(domain), None, "{domain}");
    }
}

#[test]
fn an_address_at_a_mailbox_provider_is_free_mail() {
    for domain in ["gmail.com", "GMX.de", "yahoo.co.jp", "comcast.net", "seznam.cz"] {
        assert!(is_free_mail(domain), "{domain}");
    }
    for domain in ["harbourandpine.example", "mail.gmail.com", "gmial.com", ""] {
        assert!(!is_free_mail(domain), "{domain}");
    }
}

#[test]
fn postmaster_pages_are_secure_links() {
    for family in ProviderFamily::ALL {
        assert!(!family.name().is_empty());
        assert!(family.postmaster_url().is_none_or(|url| url.starts_with("https://")));
    }
}
