//! Who the account is, which needs a scope of its own.

use crate::support::{Fixture, access_token};
use reqwest::StatusCode;

#[tokio::test]
async fn the_account_is_described_to_tokens_with_its_scope_only() {
    let fixture = Fixture::unlimited().await;
    let path = "/account/summary";
    let response = fixture.get(path).await;
    assert_eq!(response.status, StatusCode::FORBIDDEN);
    assert_eq!(response.json(), serde_json::json!({ "message": "Forbidden" }));
    let token = access_token(&fixture.sign_in("account_read").await);
    let response = fixture.get_as(&token, path).await;
    assert_eq!(response.status, StatusCode::OK);
    assert_eq!(response.json()["encoded_account_id"], bounces_sandbox::ENCODED_ACCOUNT_ID);
    assert_eq!(fixture.get_as(&token, "/emails").await.status, StatusCode::FORBIDDEN);
    let unknown = fixture.get_as(&token, &format!("{path}?everything=1")).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}
