//! `bounces-proxy sessions`: an operator lists and ends sessions while a proxy uses the store.

use crate::{
    replicas::{in_file, in_redis},
    support::{ACTIVITY, Browser, Folder, Process, Proxy, RedisServer, bounces, rotating},
};
use bounces_proxy::operator::{OperatorError, Sessions};
use std::{fs, process::Stdio, time::Duration};

/// Runs the command with the settings of a process; returns its exit code, output and errors.
fn sessions(folder: &Folder, arguments: &[&str], store: &str) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bounces-proxy"));
    command.arg("sessions").args(arguments).env_clear().current_dir(folder.path());
    for (name, value) in
        [("OAUTH_CLIENT_ID", "id"), ("OAUTH_CLIENT_SECRET", "secret"), ("STORE", store)]
    {
        command.env(format!("BOUNCES_{name}"), value);
    }
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

async fn is_signed_in(browser: &Browser) -> bool {
    browser.fetch(&bounces(ACTIVITY)).await.status == 200
}

const STORE: &str = "sqlite:bounces-proxy.sqlite";

#[tokio::test]
async fn listed_sessions_have_the_names_of_the_audit_log_and_can_be_ended() {
    let (folder, upstream) = (Folder::new(), rotating(Duration::ZERO, 600).await);
    let log = fs::File::create(folder.file("log")).unwrap();
    let process = Process::start_with(&upstream, &folder, &[], Stdio::from(log));
    let browsers = [(); 3].map(|()| Browser::new(process.browser.address));
    for browser in &browsers {
        browser.sign_in("/").await;
    }
    // Its record in the store is not a session.
    assert_eq!(browsers[0].navigate("/readyz").await.status, 200);
    let text = fs::read_to_string(folder.file("log")).unwrap();
    let mut logged: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split_once("\"sign_in\" session="))
        .map(|(_, name)| name)
        .collect();
    let first = logged[0];

    let (code, listed, _) = sessions(&folder, &["list"], STORE);
    assert_eq!(code, Some(0));
    let mut names: Vec<&str> = listed.lines().skip(1).map(|line| &line[..16]).collect();
    names.sort_unstable();
    logged.sort_unstable();
    assert_eq!(names, logged, "{listed}");

    let (code, output, errors) = sessions(&folder, &["end", first], STORE);
    assert_eq!(code, Some(0), "{errors}");
    assert!(output.starts_with("1 session ended"), "{output}");
    assert!(errors.contains(&format!("session={first} reason=\"operator\"")), "{errors}");
    assert!(!is_signed_in(&browsers[0]).await);
    assert!(is_signed_in(&browsers[1]).await);

    let (code, _, errors) = sessions(&folder, &["end", first], STORE);
    assert_eq!(code, Some(1));
    assert!(errors.contains("there is no session"), "{errors}");

    let (code, output, _) = sessions(&folder, &["end", "--all"], STORE);
    assert_eq!((code, output.starts_with("2 sessions ended")), (Some(0), true), "{output}");
    for browser in &browsers {
        assert!(!is_signed_in(browser).await);
    }
    assert_eq!(sessions(&folder, &["list"], STORE).1.lines().count(), 1);
}

#[tokio::test]
async fn sessions_in_redis_can_be_ended() {
    let (redis, upstream) = (RedisServer::start(), rotating(Duration::ZERO, 600).await);
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store = in_redis(&redis)).await;
    let (one, other) = (proxy.signed_in().await, proxy.signed_in().await);
    let mut config = crate::support::config(crate::support::account(&upstream.url()));
    config.store = in_redis(&redis);
    let sessions = Sessions::open(&config).await.unwrap();
    let listed = sessions.list(0).await.unwrap();
    assert_eq!(listed.len(), 2);
    sessions.end(listed[0].pseudonym).await.unwrap();
    let signed_in = [is_signed_in(&one).await, is_signed_in(&other).await];
    assert_eq!(signed_in.iter().filter(|is_signed_in| **is_signed_in).count(), 1);
    let again = sessions.end(listed[0].pseudonym).await;
    assert!(matches!(again, Err(OperatorError::NoSuchSession(_))));
    assert_eq!(sessions.end_all().await.unwrap(), 1);
    assert!(!is_signed_in(&one).await && !is_signed_in(&other).await);
}

#[tokio::test]
async fn sessions_of_another_process_or_of_no_store_are_an_error() {
    let folder = Folder::new();
    let (code, _, errors) = sessions(&folder, &["list"], "memory:");
    assert_eq!(code, Some(1));
    assert!(errors.contains("only in the memory of the running proxy"), "{errors}");
    let (code, _, errors) = sessions(&folder, &["end", "--all"], STORE);
    assert_eq!(code, Some(1));
    assert!(errors.contains("does not exist"), "{errors}");
    assert!(!folder.file("bounces-proxy.sqlite").exists());
    assert_eq!(sessions(&folder, &["end"], STORE).0, Some(2));
    assert_eq!(sessions(&folder, &["end", "not-a-name"], STORE).0, Some(2));
}

/// Requests of the session that are in flight may still be answered; later ones are not.
#[tokio::test]
async fn an_ended_session_gets_no_cached_response() {
    let (folder, upstream) = (Folder::new(), rotating(Duration::ZERO, 600).await);
    let store = in_file(&folder.file("sessions"));
    let proxy = Proxy::with_upstream_and(&upstream, |config| config.store.clone_from(&store)).await;
    let browser = proxy.signed_in().await;
    assert!(is_signed_in(&browser).await);
    let mut config = crate::support::config(crate::support::account(&upstream.url()));
    config.store = store;
    Sessions::open(&config).await.unwrap().end_all().await.unwrap();
    assert!(!is_signed_in(&browser).await);
}
