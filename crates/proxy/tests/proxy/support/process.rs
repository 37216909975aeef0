//! The program as a process.

use super::{Browser, Folder, ScriptedUpstream};
use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
};

/// The program in front of a scripted upstream. It is killed at the end of the test.
pub(crate) struct Process {
    pub(crate) child: Child,
    pub(crate) browser: Browser,
}

impl Process {
    pub(crate) fn start(upstream: &ScriptedUpstream, folder: &Folder) -> Self {
        Self::start_with(upstream, folder, &[], Stdio::null())
    }

    /// With additional settings, which have precedence, and a destination for the log.
    pub(crate) fn start_with(
        upstream: &ScriptedUpstream,
        folder: &Folder,
        settings: &[(&str, String)],
        log: Stdio,
    ) -> Self {
        Self::start_in_front_of(&upstream.url(), folder, settings, log)
    }

    /// In front of any upstream.
    pub(crate) fn start_in_front_of(
        upstream: &str,
        folder: &Folder,
        settings: &[(&str, String)],
        log: Stdio,
    ) -> Self {
        let mut command = Command::new("sh");
        // Exceeding the file size limit must be a write error, as on a full disk, instead of a signal.
        // Another build, to measure it.
        let program = std::env::var_os("BOUNCES_PROXY_PROGRAM");
        let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_bounces-proxy").into());
        command.args(["-c", "trap '' XFSZ; exec \"$0\""]).arg(program);
        command.arg0("sh").env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        command.current_dir(folder.path()).stdout(Stdio::piped()).stderr(log);
        for (name, value) in [
            ("LISTEN", "127.0.0.1:0".to_owned()),
            ("UPSTREAM_API_URL", format!("{upstream}/v3")),
            ("OAUTH_AUTHORIZE_URL", format!("{upstream}/oauth/v1/authorize")),
            ("OAUTH_TOKEN_URL", format!("{upstream}/oauth/v1/token")),
            ("OAUTH_CLIENT_ID", "id".to_owned()),
            ("OAUTH_CLIENT_SECRET", "secret".to_owned()),
            ("UPSTREAM_PER_SECOND", "1000".to_owned()),
            ("OAUTH_TOKEN_PER_SECOND", "1000".to_owned()),
        ] {
            command.env(format!("BOUNCES_{name}"), value);
        }
        for (name, value) in settings {
            command.env(format!("BOUNCES_{name}"), value);
        }
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().rsplit(' ').next().unwrap();
        let address = url::Url::parse(url).unwrap().socket_addrs(|| None).unwrap()[0];
        Self { child, browser: Browser::new(address) }
    }

    /// Limits the size of its files; `unlimited` removes the limit.
    pub(crate) fn limit(&self, bytes: &str) {
        let pid = self.child.id().to_string();
        let limit = format!("--fsize={bytes}:");
        let status = Command::new("prlimit").args(["--pid", &pid, &limit]).status().unwrap();
        assert!(status.success(), "prlimit");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
