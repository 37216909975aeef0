//! The command line of the program.

use crate::support::Folder;
use std::{
    ffi::OsStr,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::ffi::OsStrExt,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

const LOOPBACK: (&str, &str) = ("BOUNCES_LISTEN", "127.0.0.1:0");

fn proxy(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bounces-proxy"));
    command.args(arguments).env_clear().envs(variables.iter().copied());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = proxy(arguments, variables).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

const ACCOUNT: [(&str, &str); 3] = [
    ("BOUNCES_OAUTH_CLIENT_ID", "id"),
    ("BOUNCES_OAUTH_CLIENT_SECRET", "canary"),
    ("BOUNCES_STORE", "memory:"),
];

#[test]
fn help_explains_how_to_start() {
    let (code, out, _) = run(&["--help"], &[]);
    assert_eq!(code, Some(0));
    for piece in ["--config", "--check-config", "--sandbox", "BOUNCES_LISTEN", "docs/proxy.md"] {
        assert!(out.contains(piece), "{piece}");
    }
}

#[test]
fn a_valid_configuration_is_confirmed() {
    let (code, out, _) = run(&["--check-config"], &ACCOUNT);
    assert_eq!(
        (code, out.as_str()),
        (Some(0), "bounces-proxy: the configuration has no problems\n")
    );
}

#[test]
fn an_invalid_configuration_does_not_start() {
    for arguments in [&["--check-config"][..], &[]] {
        let (code, out, err) = run(arguments, &[("BOUNCES_LISTEN", "x"), ("BOUNCES_LISTN", "x")]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        for key in
            ["listen (BOUNCES_LISTEN)", "BOUNCES_LISTN", "oauth_client_id", "oauth_client_secret"]
        {
            assert!(err.contains(key), "{key}\n{err}");
        }
    }
}

#[test]
fn an_invalid_log_filter_is_reported() {
    let variables = [ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ("BOUNCES_LOG", "bounces_proxy=loud")];
    let (code, out, err) = run(&["--check-config"], &variables);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("BOUNCES_LOG"), "{err}");
    for filter in ["warning", "info,bounces_proxy"] {
        // A word that is no level would be the name of a target, and silence all others.
        let variables = [ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ("BOUNCES_LOG", filter)];
        let (code, _, err) = run(&["--check-config"], &variables);
        assert!(code == Some(2) && err.contains("is not a level"), "{filter}: {err}");
    }
    for filter in ["", "debug", "WARN", "bounces_proxy=trace,warn", "[request]=debug,off"] {
        let variables = [ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ("BOUNCES_LOG", filter)];
        assert_eq!(run(&["--check-config"], &variables).0, Some(0), "{filter}");
    }
}

/// Otherwise everybody could sign in where somebody meant to limit it.
#[test]
fn a_variable_that_is_not_text_is_reported() {
    for name in ["BOUNCES_ALLOWED_ACCOUNTS", "BOUNCES_LOG", "BOUNCES_NOTHING"] {
        let mut command = proxy(&["--check-config"], &ACCOUNT);
        let Output { status, stderr, .. } =
            command.env(name, OsStr::from_bytes(b"p07e\xff")).output().unwrap();
        let err = String::from_utf8(stderr).unwrap();
        assert_eq!(status.code(), Some(2), "{name}: {err}");
        assert!(err.contains(name) && err.contains("is not valid UTF-8"), "{err}");
    }
    let mut command = proxy(&["--check-config"], &ACCOUNT);
    let name = OsStr::from_bytes(b"BOUNCES_ALLOWED_ACCOUNT\xff");
    assert_eq!(command.env(name, "p07e1l9lqq5p").output().unwrap().status.code(), Some(2));
}

#[test]
fn a_json_log_also_says_why_the_proxy_could_not_start() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let variables = [ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ("BOUNCES_LISTEN", &address)];
    let (code, _, err) = run(&[], &[&variables[..], &[("BOUNCES_LOG_FORMAT", "json")]].concat());
    assert_eq!(code, Some(1));
    let last: serde_json::Value = serde_json::from_str(err.lines().last().unwrap()).unwrap();
    assert!(last["error"].as_str().unwrap().contains("is in use"), "{err}");
}

#[test]
fn a_port_in_use_is_reported_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let variables = [ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ("BOUNCES_LISTEN", &address.to_string())];
    let (code, out, err) = run(&[], &variables);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(
        err,
        format!(
            "bounces-proxy: port {} on 127.0.0.1 is in use: stop the program that uses it, \
             or set BOUNCES_LISTEN\n",
            address.port()
        )
    );
}

#[test]
fn a_port_in_use_is_reported_with_its_setting() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let metrics = ("BOUNCES_METRICS_LISTEN", address.as_str());
    let (code, _, err) = run(&[], &[&ACCOUNT[..], &[LOOPBACK, metrics]].concat());
    assert_eq!(code, Some(1));
    assert!(err.contains("is in use") && err.ends_with("or set BOUNCES_METRICS_LISTEN\n"), "{err}");
}

/// Starts the proxy, and stops it as soon as it is ready. Returns its exit code and its log.
fn start_and_stop(more: &[(&str, &str)]) -> (Option<i32>, String) {
    let variables = [&ACCOUNT[..], &[("BOUNCES_LISTEN", "127.0.0.1:0")], more].concat();
    let mut child = proxy(&[], &variables).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("bounces-proxy is ready at http"), "{line}");
    assert!(!line.contains(":0/"), "{line}");
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn it_reports_readiness_and_stops_at_a_signal() {
    let (code, log) = start_and_stop(&[]);
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("neither Secure nor the prefix"), "{log}");
    assert!(!log.contains("canary"), "{log}");
}

#[test]
fn it_warns_unless_the_accounts_that_may_sign_in_are_listed() {
    let warning = "anyone with a Constant Contact account can sign in";
    let (_, log) = start_and_stop(&[]);
    assert!(log.contains(warning), "{log}");
    let (_, log) = start_and_stop(&[("BOUNCES_ALLOWED_ACCOUNTS", "p07e1l9lqq5p")]);
    assert!(!log.contains(warning), "{log}");
}

#[test]
fn behind_https_it_warns_unless_the_server_in_front_is_named() {
    let https = ("BOUNCES_PUBLIC_URL", "https://reports.example.org");
    let (_, log) = start_and_stop(&[https]);
    assert!(log.contains("trusted_proxies is not set"), "{log}");
    let (_, log) = start_and_stop(&[https, ("BOUNCES_TRUSTED_PROXIES", "127.0.0.1")]);
    assert!(!log.contains("trusted_proxies is not set"), "{log}");
}

#[test]
fn the_health_command_tells_whether_the_proxy_runs_and_is_ready() {
    let folder = Folder::new();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    // Health checks of a listener on all addresses use the loopback address.
    let listen = format!("0.0.0.0:{}", free.port());
    let store = format!("sqlite:{}", folder.file("sessions").display());
    let variables = [
        ACCOUNT[0],
        ACCOUNT[1],
        ("BOUNCES_STORE", store.as_str()),
        ("BOUNCES_LISTEN", listen.as_str()),
        ("BOUNCES_PUBLIC_URL", "https://reports.example.org"),
        ("BOUNCES_SHUTDOWN_DELAY_SECONDS", "300"),
    ];
    let health = |arguments: &[&str]| run(arguments, &variables);
    let (code, _, err) = health(&["health"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("no response from 127.0.0.1"), "{err}");

    let mut child = proxy(&[], &variables).spawn().unwrap();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    assert_eq!(health(&["health"]), (Some(0), String::new(), String::new()));
    assert_eq!(health(&["health", "--ready"]).0, Some(0));
    // While it stops, it still runs but is not ready.
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let deadline = Instant::now() + Duration::from_secs(10);
    while health(&["health", "--ready"]).0 == Some(0) {
        assert!(Instant::now() < deadline, "it is still ready");
    }
    let (code, _, err) = health(&["health", "--ready"]);
    assert!(code == Some(1) && err.contains("unhealthy: HTTP/1.1 503"), "{err}");
    assert_eq!(health(&["health"]).0, Some(0));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_store_that_hangs_during_the_start_does_not_hide_the_signal() {
    let folder = Folder::new();
    // Opening a pipe without a reader hangs, as a file on an unreachable disk may.
    let pipe = folder.file("sessions");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let store = format!("sqlite:{}", pipe.display());
    let variables = [ACCOUNT[0], ACCOUNT[1], ("BOUNCES_STORE", &store), LOOPBACK];
    let mut child = proxy(&[], &variables).spawn().unwrap();
    // Time to install the signal handler and to open the store.
    std::thread::sleep(Duration::from_secs(1));
    assert!(child.try_wait().unwrap().is_none(), "the start hangs");
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let deadline = Instant::now() + Duration::from_secs(5);
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the signal is ignored");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(feature = "sandbox")]
mod sandbox {
    use super::{BufRead, BufReader, Command, proxy};
    use crate::support::{Browser, bounces};
    use bounces_sandbox::activities::SAMPLE_ONE_ROW;

    #[tokio::test]
    async fn one_command_without_settings_serves_a_report() {
        // Not even certificates are needed: all traffic stays on this machine.
        let variables = [
            ("BOUNCES_LISTEN", "127.0.0.1:0"),
            ("SSL_CERT_FILE", "/nowhere"),
            ("SSL_CERT_DIR", "/nowhere"),
        ];
        let mut child = proxy(&["--sandbox"], &variables).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("bounces-proxy is ready at ").unwrap();
        let url = url.strip_suffix(" (sandbox)").unwrap();
        let address = url::Url::parse(url).unwrap().socket_addrs(|| None).unwrap()[0];
        let browser = Browser::new(address);
        assert_eq!(browser.sign_in("/").await.status, 303);
        let report = browser.fetch(&bounces(SAMPLE_ONE_ROW)).await;
        assert_eq!(report.json()["tracking_activities"][0]["bounce_code"], "B");
        for path in ["/auth/session", "/", "/auth/nothing", "/healthz"] {
            assert_eq!(browser.fetch(path).await.header("x-bounces-sandbox"), "1", "{path}");
        }
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

#[cfg(not(feature = "sandbox"))]
#[test]
fn a_build_without_the_sandbox_reports_that() {
    let (code, _, err) = run(&["--sandbox"], &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("--features sandbox"), "{err}");
}
