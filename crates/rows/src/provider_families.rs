//! Mailbox providers: which domains belong to which company, and where its postmasters help senders.
//!
//! Domains of a family have the same servers and the same filters, so a sender is blocked at all of
//! them or at none. Only pages that the companies themselves publish are listed. Their sources are in
//! `docs/next-steps.md`.

use crate::listed_enum;
use std::sync::LazyLock;

listed_enum! {
    /// The domains of one mailbox provider.
    pub enum ProviderFamily {
        /// Gmail.
        Google,
        /// Outlook.com, Hotmail, Live and MSN.
        Microsoft,
        /// Yahoo Mail and AOL, which also run the email of AT&T and Verizon.
        Yahoo,
        /// iCloud Mail.
        Apple,
        /// GMX, WEB.DE and mail.com, of 1&1 Mail & Media.
        Gmx,
        /// T-Online.
        Telekom,
        /// Orange and Wanadoo.
        Orange,
        /// La Poste.
        LaPoste,
        /// Libero, Virgilio and others of Italiaonline.
        Libero,
        /// Mail.ru and others of VK.
        MailRu,
        /// Yandex.
        Yandex,
        /// Proton Mail.
        Proton,
        /// QQ Mail and Foxmail, of Tencent.
        Tencent,
        /// 163, 126 and Yeah, of `NetEase`.
        NetEase,
    }
}

impl ProviderFamily {
    /// The family of a domain, ignoring ASCII case.
    pub fn of(domain: &str) -> Option<Self> {
        let domain = domain.to_ascii_lowercase();
        let index = BY_DOMAIN.binary_search_by_key(&domain.as_str(), |(known, _)| known).ok()?;
        Some(BY_DOMAIN[index].1)
    }

    /// Its name in the text of a view.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
            Self::Yahoo => "yahoo",
            Self::Apple => "apple",
            Self::Gmx => "gmx",
            Self::Telekom => "telekom",
            Self::Orange => "orange",
            Self::LaPoste => "laposte",
            Self::Libero => "libero",
            Self::MailRu => "mailru",
            Self::Yandex => "yandex",
            Self::Proton => "proton",
            Self::Tencent => "tencent",
            Self::NetEase => "netease",
        }
    }

    /// The family with this [`ProviderFamily::id`].
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.id() == id)
    }

    /// What its users call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Google => "Gmail",
            Self::Microsoft => "Outlook.com/Hotmail",
            Self::Yahoo => "Yahoo/AOL",
            Self::Apple => "iCloud",
            Self::Gmx => "GMX/WEB.DE/mail.com",
            Self::Telekom => "T-Online",
            Self::Orange => "Orange",
            Self::LaPoste => "La Poste",
            Self::Libero => "Libero",
            Self::MailRu => "Mail.ru",
            Self::Yandex => "Yandex",
            Self::Proton => "Proton",
            Self::Tencent => "QQ Mail",
            Self::NetEase => "NetEase",
        }
    }

    /// The page on which its postmasters help senders; `None` if no such page is known.
    pub const fn postmaster_url(self) -> Option<&'static str> {
        match self {
            Self::Google => Some("https://postmaster.google.com/"),
            Self::Microsoft => Some("https://sendersupport.olc.protection.outlook.com/pm/"),
            Self::Yahoo => Some("https://senders.yahooinc.com/"),
            Self::Apple => Some("https://support.apple.com/en-us/102322"),
            Self::Gmx => Some("https://postmaster.gmx.net/en/"),
            Self::Telekom => Some("https://postmaster.t-online.de/index.en.html"),
            Self::Orange => Some("https://postmaster.orange.fr/"),
            Self::MailRu => Some("https://postmaster.mail.ru/"),
            Self::Yandex => Some("https://postmaster.yandex.ru/"),
            Self::LaPoste | Self::Libero | Self::Proton | Self::Tencent | Self::NetEase => None,
        }
    }

    /// Its domains.
    pub fn domains(self) -> impl Iterator<Item = &'static str> {
        self.domain_list().split(' ')
    }

    /// Old domains are kept, because lists still have their addresses.
    const fn domain_list(self) -> &'static str {
        match self {
            Self::Google => "gmail.com googlemail.com",
            Self::Microsoft => {
                "\
hotmail.com hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.jp hotmail.co.th hotmail.co.uk \
hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.mx hotmail.com.tr hotmail.de hotmail.dk \
hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hu hotmail.it hotmail.nl hotmail.no hotmail.se \
outlook.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.th outlook.com.ar \
outlook.com.au outlook.com.br outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk \
outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.my \
outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk \
live.com live.at live.be live.ca live.cl live.cn live.co.uk live.co.za live.com.ar live.com.au \
live.com.mx live.com.my live.com.pt live.com.sg live.de live.dk live.fr live.ie live.in live.it \
live.jp live.nl live.no live.ru live.se msn.com windowslive.com"
            }
            // Not yahoo.co.jp, which is another company's.
            Self::Yahoo => {
                "\
yahoo.com yahoo.at yahoo.be yahoo.ca yahoo.cn yahoo.co.id yahoo.co.in yahoo.co.kr yahoo.co.nz \
yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn \
yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph yahoo.com.sg \
yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk yahoo.es yahoo.fr \
yahoo.gr yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt yahoo.ro yahoo.se \
ymail.com rocketmail.com aol.com aol.co.uk aol.de aol.fr aol.it aim.com \
att.net bellsouth.net pacbell.net sbcglobal.net verizon.net"
            }
            Self::Apple => "icloud.com me.com mac.com",
            Self::Gmx => {
                "gmx.com gmx.at gmx.ch gmx.de gmx.es gmx.eu gmx.fr gmx.net gmx.org web.de mail.com"
            }
            Self::Telekom => "t-online.de",
            Self::Orange => "orange.fr wanadoo.fr",
            Self::LaPoste => "laposte.net",
            Self::Libero => "libero.it virgilio.it inwind.it iol.it",
            Self::MailRu => "mail.ru bk.ru inbox.ru list.ru",
            Self::Yandex => "yandex.ru yandex.com ya.ru",
            Self::Proton => "proton.me protonmail.com protonmail.ch pm.me",
            Self::Tencent => "qq.com foxmail.com",
            Self::NetEase => "163.com 126.com yeah.net",
        }
    }
}

/// Providers without a family: each has a single domain, or nothing is known of its others. Those
/// that are common in one country are in groups of countries.
const OTHERS: &str = "\
yahoo.co.jp tutanota.com tutanota.de tuta.io fastmail.com fastmail.fm hushmail.com zoho.com \
zohomail.com \
centurylink.net charter.net comcast.net cox.net earthlink.net frontier.com frontiernet.net juno.com \
mindspring.com netscape.net netzero.net optimum.net optonline.net roadrunner.com rr.com \
suddenlink.net windstream.net \
bell.net rogers.com shaw.ca sympatico.ca telus.net videotron.ca \
blueyonder.co.uk btinternet.com btopenworld.com ntlworld.com sky.com talktalk.net tiscali.co.uk \
virgin.net virginmedia.com \
bigpond.com bigpond.net.au iinet.net.au optusnet.com.au tpg.com.au westnet.com.au xtra.co.nz \
arcor.de freenet.de kabelmail.de mail.de mailbox.org online.de posteo.de vodafone.de a1.net aon.at \
chello.at bluewin.ch hispeed.ch sunrise.ch \
aliceadsl.fr bbox.fr club-internet.fr free.fr neuf.fr numericable.fr sfr.fr voila.fr \
alice.it email.it fastwebnet.it tin.it tiscali.it \
movistar.es telefonica.net terra.es ya.com sapo.pt \
bol.com.br globo.com ig.com.br terra.com.br uol.com.br arnet.com.ar ciudad.com.ar fibertel.com.ar \
speedy.com.ar prodigy.net.mx \
proximus.be scarlet.be skynet.be telenet.be chello.nl hetnet.nl home.nl kpnmail.nl planet.nl \
upcmail.nl xs4all.nl ziggo.nl \
bredband.net comhem.se spray.se telia.com online.no jubii.dk mail.dk elisanet.fi kolumbus.fi \
luukku.com \
interia.pl o2.pl onet.pl op.pl poczta.onet.pl vp.pl wp.pl centrum.cz email.cz post.cz seznam.cz \
volny.cz azet.sk centrum.sk zoznam.sk citromail.hu freemail.hu otenet.gr mynet.com \
rambler.ru ukr.net i.ua meta.ua inbox.lv \
139.com 21cn.com aliyun.com sina.cn sina.com sohu.com tom.com au.com biglobe.ne.jp docomo.ne.jp \
ezweb.ne.jp i.softbank.jp nifty.com ocn.ne.jp so-net.ne.jp softbank.ne.jp daum.net hanmail.net \
nate.com naver.com \
rediff.com rediffmail.com sify.com walla.co.il walla.com mweb.co.za telkomsa.net vodamail.co.za";

/// The domains of the families, sorted.
static BY_DOMAIN: LazyLock<Vec<(&str, ProviderFamily)>> = LazyLock::new(|| {
    let of = |family: ProviderFamily| family.domains().map(move |domain| (domain, family));
    let mut domains: Vec<_> = ProviderFamily::ALL.into_iter().flat_map(of).collect();
    domains.sort_unstable_by_key(|(domain, _)| *domain);
    domains
});

/// The domains of all mailbox providers, whether they have a family or not.
pub fn provider_domains() -> impl Iterator<Item = &'static str> {
    ProviderFamily::ALL.into_iter().flat_map(ProviderFamily::domains).chain(OTHERS.split(' '))
}

/// Whether addresses at a domain belong to a mailbox provider rather than to a sender's own domain,
/// ignoring ASCII case. Nobody but the provider can authenticate email from such an address.
pub fn is_free_mail(domain: &str) -> bool {
    provider_domains().any(|provider| provider.eq_ignore_ascii_case(domain))
}

#[cfg(test)]
mod tests {
    use super::{ProviderFamily, provider_domains};
    use std::collections::BTreeSet;

    #[test]
    fn no_provider_is_listed_twice() {
        let domains: Vec<_> = provider_domains().collect();
        assert_eq!(domains.iter().collect::<BTreeSet<_>>().len(), domains.len());
        assert!(domains.iter().all(|domain| domain.contains('.')));
    }

    #[test]
    fn every_domain_leads_to_its_family() {
        for family in ProviderFamily::ALL {
            for domain in family.domains() {
                assert_eq!(ProviderFamily::of(domain), Some(family), "{domain}");
            }
        }
    }
}
