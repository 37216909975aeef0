//! Status and role of an activity.

use bounces_core::{
    ActivityRole, ActivityStatus,
    wire::{Campaign, CampaignActivity, EmailActivity},
};

#[test]
fn documented_statuses_are_parsed_from_any_case() {
    let texts = ["DRAFT", "SCHEDULED", "EXECUTING", "DONE", "ERROR", "REMOVED"];
    for (text, status) in texts.into_iter().zip(ActivityStatus::DOCUMENTED) {
        assert_eq!(status.as_str(), text);
        assert_eq!(ActivityStatus::parse(text), status);
        assert_eq!(ActivityStatus::parse(&text.to_ascii_lowercase()), status);
    }
    assert_eq!(ActivityStatus::parse("Done"), ActivityStatus::Done);
}

#[test]
fn documented_roles_are_parsed_from_any_case() {
    let texts = ["primary_email", "resend", "permalink"];
    for (text, role) in texts.into_iter().zip(ActivityRole::DOCUMENTED) {
        assert_eq!(role.as_str(), text);
        assert_eq!(ActivityRole::parse(text), role);
        assert_eq!(ActivityRole::parse(&text.to_ascii_uppercase()), role);
    }
}

#[test]
fn unknown_values_keep_their_text() {
    assert_eq!(ActivityStatus::parse("Paused"), ActivityStatus::Unknown("Paused"));
    assert_eq!(ActivityStatus::parse("Paused").as_str(), "Paused");
    assert_eq!(ActivityRole::parse("ab_test"), ActivityRole::Unknown("ab_test"));
    assert_eq!(ActivityRole::parse("ab_test").as_str(), "ab_test");
    assert_eq!(ActivityStatus::parse(""), ActivityStatus::Unknown(""));
}

#[test]
fn only_a_web_page_has_no_tracking() {
    assert!(!ActivityRole::Permalink.has_tracking());
    for role in [ActivityRole::PrimaryEmail, ActivityRole::Resend, ActivityRole::Unknown("new")] {
        assert!(role.has_tracking());
    }
}

#[test]
fn activities_and_campaigns_give_their_status_and_role() {
    let activity = EmailActivity {
        current_status: Some("EXECUTING".to_owned()),
        role: Some("Resend".to_owned()),
        ..EmailActivity::default()
    };
    assert_eq!(activity.status(), ActivityStatus::Executing);
    assert_eq!(activity.role(), ActivityRole::Resend);
    assert_eq!(EmailActivity::default().status(), ActivityStatus::Unknown(""));
    assert_eq!(EmailActivity::default().role(), ActivityRole::Unknown(""));

    let campaign = Campaign { current_status: Some("Removed".to_owned()), ..Campaign::default() };
    assert_eq!(campaign.status(), ActivityStatus::Removed);
    assert_eq!(Campaign::default().status(), ActivityStatus::Unknown(""));
    let activity = CampaignActivity { role: Some("permalink".to_owned()), ..Default::default() };
    assert_eq!(activity.role(), ActivityRole::Permalink);
    assert_eq!(CampaignActivity::default().role(), ActivityRole::Unknown(""));
}
