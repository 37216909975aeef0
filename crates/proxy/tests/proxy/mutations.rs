//! What strangers can write, changed at random: paths, queries, wishes to return, pages. Nothing panics, and what is taken is what it seems to be.
//!
//! In `make test` each target sees the same 20,000 inputs. `BOUNCES_MUTATIONS=…` (a number for each
//! target) sees more.

use bounces_core::wire;
use bounces_proxy::{
    auth::return_to,
    forward::{Endpoint, Query},
};

const USUAL: u64 = 20_000;

/// A small generator (xorshift), so that a failure can be had again.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % sides.max(1)
    }
}

/// Pieces that have fooled other programs.
const PIECES: [&[u8]; 30] = [
    b"/",
    b"//",
    b"\\",
    b"..",
    b".",
    b"%2f",
    b"%5c",
    b"%2e",
    b"%00",
    b";",
    b"?",
    b"#",
    b"@",
    b":",
    b"\t",
    b"\n",
    b"\r",
    b"\0",
    b" ",
    "\u{ff0f}".as_bytes(),
    "\u{202e}".as_bytes(),
    b"&",
    b"=",
    b"limit=500",
    b"bounce_code=B",
    b"{",
    b"}",
    b"[",
    b"\"",
    b"\xff",
];

/// Changes one of the seeds a few times.
fn mutate(dice: &mut Dice, seeds: &[&str]) -> Vec<u8> {
    let mut bytes = seeds[dice.throw(seeds.len())].as_bytes().to_vec();
    for _ in 0..dice.throw(6) {
        let at = dice.throw(bytes.len() + 1);
        match dice.throw(5) {
            0 => drop(bytes.splice(at..at, PIECES[dice.throw(PIECES.len())].iter().copied())),
            1 => bytes.truncate(at),
            2 if at < bytes.len() => bytes[at] = u8::try_from(dice.throw(256)).unwrap_or_default(),
            3 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {
                let tail = bytes[at..].to_vec();
                bytes.extend_from_slice(&tail[..tail.len().min(64)]);
            }
        }
    }
    bytes
}

fn many(seeds: &[&str], check: impl Fn(&[u8])) {
    let count = std::env::var("BOUNCES_MUTATIONS").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice(0x5eed);
    for _ in 0..count.unwrap_or(USUAL) {
        check(&mutate(&mut dice, seeds));
    }
}

const PATHS: [&str; 6] = [
    "reports/email_reports/98edac88-f4bc-408c-9e64-acd890384231/tracking/bounces",
    "reports/stats/email_campaign_activities/98edac88-f4bc-408c-9e64-acd890384231",
    "emails/activities/98edac88-f4bc-408c-9e64-acd890384231/send_history",
    "emails/activities/98EDAC88-f4bc-408c-9e64-acd890384231",
    "emails/98edac88-f4bc-408c-9e64-acd890384231",
    "emails",
];

#[test]
fn a_path_that_is_taken_is_one_of_the_six_to_the_letter() {
    many(&PATHS, |bytes| {
        let path = String::from_utf8_lossy(bytes);
        let Some(endpoint) = Endpoint::at(&path) else { return };
        // Ids are compared without case, and everything else with it.
        assert!(endpoint.path().eq_ignore_ascii_case(&format!("/{path}")), "{path:?}");
        assert_eq!(endpoint.path().split('/').count(), path.split('/').count() + 1);
        assert!(endpoint.path().bytes().all(|byte| byte.is_ascii_graphic()));
    });
}

#[test]
fn a_query_that_is_taken_has_nothing_but_what_its_route_takes() {
    let seeds = [
        "limit=500",
        "bounce_code=B&bounce_code=S",
        "cursor=bGltaXQ9NTAwJm5leHQ9Mg",
        "",
        "limit=1&cursor=a-_",
    ];
    for path in PATHS {
        let endpoint = Endpoint::at(path).unwrap();
        many(&seeds, |bytes| {
            let Ok(query) = Query::parse(endpoint, &String::from_utf8_lossy(bytes)) else { return };
            let written = query.write();
            for pair in written.split('&').filter(|pair| !pair.is_empty()) {
                let (key, value) = pair.split_once('=').unwrap();
                assert!(["bounce_code", "limit", "cursor"].contains(&key), "{written}");
                assert!(!value.contains(['#', '/', '?', ' ', '\r', '\n']), "{written}");
            }
            // What was written is read as the same.
            assert_eq!(Query::parse(endpoint, &written), Ok(query));
        });
    }
}

#[test]
fn a_wish_that_is_kept_leads_a_browser_to_this_origin() {
    let seeds = [
        "/",
        "/?activity=98edac88&view=codes%3DB",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "/a/../b",
        "/a#b",
    ];
    let origin = url::Url::parse("https://reports.example.org/auth/callback").unwrap();
    many(&seeds, |bytes| {
        let kept = return_to(&String::from_utf8_lossy(bytes));
        let reached = origin.join(&kept).unwrap();
        assert_eq!(reached.origin(), origin.origin(), "{kept:?}");
    });
}

#[test]
fn a_page_that_is_read_can_be_written_and_read_again() {
    let seeds = [
        r#"{"tracking_activities":[{"contact_id":"a","email_address":"a@example.com","bounce_code":"B","created_time":"2026-11-12T10:00:00.000Z","_links":{"next":{"href":"/v3/x?cursor=y"}}}],"_links":{"next":{"href":"/v3/x?cursor=y"}}}"#,
        r#"{"tracking_activities":[]}"#,
        r#"[{"error_key":"x"}]"#,
    ];
    many(&seeds, |bytes| {
        let Ok(page) = wire::decode_page(bytes) else { return };
        let written = serde_json::to_vec(&page).unwrap();
        let again = wire::decode_page(&written).unwrap();
        assert_eq!(serde_json::to_vec(&again).unwrap(), written);
        let _ = wire::decode_problem(bytes);
        let _ = wire::decode_upstream_error(bytes);
        let _ = wire::decode_activity(bytes);
        let _ = wire::decode_stats(bytes);
        let _ = wire::decode_campaigns(bytes);
        let _ = wire::decode_send_history(bytes);
    });
}
