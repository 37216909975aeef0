//! Mailbox providers: the domains that others may be typos of, and similar domains that are known to
//! be valid. How similar two domains must be is decided in `typo`.

use super::typo::{Confidence, Domain};

/// The providers: the worldwide ones with the countries in which they offer addresses, then those
/// that are common in one country. Old ones are kept, because lists still have their addresses.
const PROVIDERS: &str = "\
gmail.com googlemail.com icloud.com me.com mac.com \
hotmail.com hotmail.be hotmail.ca hotmail.ch hotmail.cl hotmail.co.jp hotmail.co.th hotmail.co.uk \
hotmail.com.ar hotmail.com.au hotmail.com.br hotmail.com.mx hotmail.com.tr hotmail.de hotmail.dk \
hotmail.es hotmail.fi hotmail.fr hotmail.gr hotmail.hu hotmail.it hotmail.nl hotmail.no hotmail.se \
outlook.com outlook.at outlook.be outlook.cl outlook.co.id outlook.co.th outlook.com.ar \
outlook.com.au outlook.com.br outlook.com.tr outlook.com.vn outlook.cz outlook.de outlook.dk \
outlook.es outlook.fr outlook.hu outlook.ie outlook.in outlook.it outlook.jp outlook.kr outlook.my \
outlook.ph outlook.pt outlook.sa outlook.sg outlook.sk \
live.com live.at live.be live.ca live.cl live.cn live.co.uk live.co.za live.com.ar live.com.au \
live.com.mx live.com.my live.com.pt live.com.sg live.de live.dk live.fr live.ie live.in live.it \
live.jp live.nl live.no live.ru live.se msn.com windowslive.com \
yahoo.com yahoo.at yahoo.be yahoo.ca yahoo.cn yahoo.co.id yahoo.co.in yahoo.co.jp yahoo.co.kr \
yahoo.co.nz yahoo.co.th yahoo.co.uk yahoo.co.za yahoo.com.ar yahoo.com.au yahoo.com.br \
yahoo.com.cn yahoo.com.co yahoo.com.hk yahoo.com.mx yahoo.com.my yahoo.com.pe yahoo.com.ph \
yahoo.com.sg yahoo.com.tr yahoo.com.tw yahoo.com.ve yahoo.com.vn yahoo.cz yahoo.de yahoo.dk \
yahoo.es yahoo.fr yahoo.gr yahoo.hu yahoo.ie yahoo.in yahoo.it yahoo.nl yahoo.no yahoo.pl yahoo.pt \
yahoo.ro yahoo.se ymail.com rocketmail.com \
aol.com aol.co.uk aol.de aol.fr aol.it aim.com \
gmx.com gmx.at gmx.ch gmx.de gmx.es gmx.eu gmx.fr gmx.net gmx.org mail.com \
protonmail.com protonmail.ch proton.me pm.me tutanota.com tutanota.de tuta.io fastmail.com \
fastmail.fm hushmail.com zoho.com zohomail.com yandex.com yandex.ru \
att.net bellsouth.net centurylink.net charter.net comcast.net cox.net earthlink.net frontier.com \
frontiernet.net juno.com mindspring.com netscape.net netzero.net optimum.net optonline.net \
pacbell.net roadrunner.com rr.com sbcglobal.net suddenlink.net verizon.net windstream.net \
bell.net rogers.com shaw.ca sympatico.ca telus.net videotron.ca \
blueyonder.co.uk btinternet.com btopenworld.com ntlworld.com sky.com talktalk.net tiscali.co.uk \
virgin.net virginmedia.com \
bigpond.com bigpond.net.au iinet.net.au optusnet.com.au tpg.com.au westnet.com.au xtra.co.nz \
arcor.de freenet.de kabelmail.de mail.de mailbox.org online.de posteo.de t-online.de vodafone.de \
web.de a1.net aon.at chello.at bluewin.ch hispeed.ch sunrise.ch \
aliceadsl.fr bbox.fr club-internet.fr free.fr laposte.net neuf.fr numericable.fr orange.fr sfr.fr \
voila.fr wanadoo.fr \
alice.it email.it fastwebnet.it inwind.it iol.it libero.it tin.it tiscali.it virgilio.it \
movistar.es telefonica.net terra.es ya.com sapo.pt \
bol.com.br globo.com ig.com.br terra.com.br uol.com.br arnet.com.ar ciudad.com.ar \
fibertel.com.ar speedy.com.ar prodigy.net.mx \
proximus.be scarlet.be skynet.be telenet.be chello.nl hetnet.nl home.nl kpnmail.nl planet.nl \
upcmail.nl xs4all.nl ziggo.nl \
bredband.net comhem.se spray.se telia.com online.no jubii.dk mail.dk elisanet.fi kolumbus.fi \
luukku.com \
interia.pl o2.pl onet.pl op.pl poczta.onet.pl vp.pl wp.pl centrum.cz email.cz post.cz seznam.cz \
volny.cz azet.sk centrum.sk zoznam.sk citromail.hu freemail.hu otenet.gr mynet.com \
bk.ru inbox.ru list.ru mail.ru rambler.ru ya.ru ukr.net i.ua meta.ua inbox.lv \
126.com 139.com 163.com 21cn.com aliyun.com foxmail.com qq.com sina.cn sina.com sohu.com tom.com \
yeah.net au.com biglobe.ne.jp docomo.ne.jp ezweb.ne.jp i.softbank.jp nifty.com ocn.ne.jp \
so-net.ne.jp softbank.ne.jp daum.net hanmail.net nate.com naver.com \
rediff.com rediffmail.com sify.com walla.co.il walla.com mweb.co.za telkomsa.net vodamail.co.za";

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
        let mut domains: Vec<_> = PROVIDERS.split(' ').map(Domain::new).collect();
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
    use super::{KNOWN_VALID, PROVIDERS, Providers};
    use crate::suggest::typo::{Domain, typo_distance};
    use std::collections::BTreeSet;

    #[test]
    fn no_provider_is_listed_twice() {
        let providers: Vec<_> = PROVIDERS.split(' ').collect();
        assert_eq!(providers.iter().collect::<BTreeSet<_>>().len(), providers.len());
        assert!(providers.iter().all(|domain| domain.contains('.')));
    }

    #[test]
    fn every_known_valid_domain_would_be_taken_for_a_typo_otherwise() {
        for domain in KNOWN_VALID.split(' ') {
            let is_typo = |provider| {
                let confidence = Providers::confidence(&provider);
                typo_distance(&Domain::new(domain), &provider, confidence).is_some()
            };
            assert!(PROVIDERS.split(' ').map(Domain::new).any(is_typo), "{domain}");
        }
    }

    #[test]
    fn every_provider_is_found_by_its_first_letter() {
        let providers = Providers::default();
        let found: usize = (0..=255).map(|letter| providers.starting_with(letter).len()).sum();
        assert_eq!(found, PROVIDERS.split(' ').count());
        assert!(providers.starting_with(b'g').iter().any(|domain| domain.text == "gmail.com"));
    }
}
