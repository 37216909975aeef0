//! A fingerprint over every byte of the account's data. Other programs rely on its ids and rows, so
//! changing the fingerprint is a breaking change.

use crate::support::{Fixture, bounces_path};
use bounces_core::wire::{decode_campaign, decode_campaigns, decode_page};
use bounces_sandbox::activities as id;
use sha2::{Digest, Sha256};

const EXPECTED: &str = "27b75722c3094b9af2db5d93a036f31836875667f8f6305cc636d477d49d415a";

#[tokio::test]
async fn the_accounts_data_never_changes() {
    let fixture = Fixture::unlimited().await;
    let mut hash = Sha256::new();
    let list = decode_campaigns(&fetch(&fixture, &mut hash, "/emails").await).unwrap();
    let listed = list.campaigns.into_iter().filter_map(|campaign| campaign.campaign_id);
    fetch(&fixture, &mut hash, "/reports/summary_reports/email_campaign_summaries").await;
    // Its campaign is not listed.
    let mut activities = vec![id::QUOTA_EXCEEDED.to_owned()];
    for campaign in listed {
        let response = fetch(&fixture, &mut hash, &format!("/emails/{campaign}")).await;
        let campaign = decode_campaign(&response).unwrap();
        let ids = campaign.campaign_activities.into_iter();
        activities.extend(ids.filter_map(|activity| activity.campaign_activity_id));
    }
    for activity in activities {
        for path in [
            format!("/emails/activities/{activity}"),
            format!("/emails/activities/{activity}/send_history"),
            format!("/reports/stats/email_campaign_activities/{activity}"),
        ] {
            fetch(&fixture, &mut hash, &path).await;
        }
        for query in ["", "?limit=499&bounce_code=B&bounce_code=Z"] {
            let mut path = Some(bounces_path(&activity, query));
            while let Some(next) = path {
                let bytes = fetch(&fixture, &mut hash, &next).await;
                let page = decode_page(&bytes).ok();
                path = page.and_then(|page| page.links.next_href().map(str::to_owned));
            }
        }
    }
    assert_eq!(format!("{:x}", hash.finalize()), EXPECTED);
}

async fn fetch(fixture: &Fixture, hash: &mut Sha256, path: &str) -> Vec<u8> {
    let response = fixture.get(path).await;
    hash.update(path);
    hash.update(response.status.as_str());
    hash.update(&response.bytes);
    response.bytes
}
