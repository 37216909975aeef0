//! Writes to a full disk. A limit on the size of files stands in for it: a write beyond the limit fails
//! as it does on a full disk.

use crate::{
    stores::{assert_all_writes_fail, fill_store},
    support::{
        Folder, Process, RedisServer, Reply, ScriptedUpstream, eventually_true, token_calls,
    },
};
use bounces_proxy::config::RedisSettings;
use bounces_proxy::session::{RedisStore, SqliteStore};
use std::{process::Command, sync::Arc};

async fn honest_server() -> ScriptedUpstream {
    ScriptedUpstream::api(|_, _| Reply::empty_page()).await
}

#[tokio::test]
async fn a_sign_out_on_a_full_disk_fails_and_can_be_repeated() {
    let (folder, upstream) = (Folder::new(), honest_server().await);
    let process = Process::start(&upstream, &folder);
    let browser = &process.browser;
    assert_eq!(browser.sign_in("/").await.status, 303);
    process.limit("1");
    let response = browser.sign_out().await;
    assert_eq!(response.problem(), (503, "unavailable".into()));
    assert!(response.set_cookie("bounces=").is_none(), "the cookie is needed for another attempt");
    assert_eq!(browser.session().await["authenticated"], true);
    process.limit("unlimited");
    assert_eq!(browser.sign_out().await.status, 204);
    assert_eq!(browser.session().await["authenticated"], false);
}

#[tokio::test]
async fn a_login_attempt_on_a_full_disk_is_not_exchanged() {
    let (folder, upstream) = (Folder::new(), honest_server().await);
    let process = Process::start(&upstream, &folder);
    let browser = &process.browser;
    let state = browser.start_login_for_state().await;
    let query = format!("code=the-code&state={state}");
    let cookies = browser.cookies.lock().unwrap().clone();
    process.limit("1");
    for _ in 0..2 {
        assert_eq!(browser.callback(&query).await.problem(), (503, "unavailable".into()));
        assert_eq!(token_calls(&upstream), 0, "no exchange unless the attempt is used up");
        browser.cookies.lock().unwrap().clone_from(&cookies);
    }
    process.limit("unlimited");
    assert_eq!(browser.callback(&query).await.status, 303);
    assert_eq!(token_calls(&upstream), 1);
}

/// Runs in a process of its own, because the limit applies to whole processes.
#[tokio::test]
async fn every_write_of_sqlite_to_a_full_disk_is_an_error() {
    const NAME: &str = "full_disk::every_write_of_sqlite_to_a_full_disk_is_an_error";
    if std::env::var_os("BOUNCES_FULL_DISK").is_some() {
        let folder = Folder::new();
        let store = Arc::new(SqliteStore::open(&folder.file("sessions")).unwrap());
        let records = fill_store(&*store).await;
        limit_files(std::process::id(), "1");
        assert_all_writes_fail(&*store, &records).await;
        limit_files(std::process::id(), "unlimited");
        records.assert_unchanged(&*store).await;
        return;
    }
    let mut command = Command::new("sh");
    // The signal at the limit would end the process.
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(std::env::current_exe().unwrap());
    command.args(["--exact", NAME]).env("BOUNCES_FULL_DISK", "1");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

/// Redis confirms the write during which it notices that the disk is full, and rejects later ones.
#[tokio::test]
async fn every_write_of_redis_after_an_error_of_its_disk_is_an_error() {
    let redis = RedisServer::start();
    let store = RedisStore::connect(&RedisSettings::new(redis.url())).await.unwrap();
    let records = fill_store(&store).await;
    limit_files(redis.process_id(), "1");
    eventually_true("Redis has noticed", async || !records.can_write(&store).await).await;
    assert_all_writes_fail(&store, &records).await;
    limit_files(redis.process_id(), "unlimited");
    eventually_true("Redis has recovered", async || records.can_write(&store).await).await;
    records.assert_unchanged(&store).await;
}

fn limit_files(process: u32, bytes: &str) {
    let (pid, limit) = (process.to_string(), format!("--fsize={bytes}:"));
    let status = Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap();
    assert!(status.success(), "prlimit");
}
