//! A `redis-server` on a loopback port, with its files in a temporary directory. It is killed at the end
//! of the test.

use super::Folder;
use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub(crate) struct RedisServer {
    port: u16,
    folder: Folder,
    process: Child,
}

impl RedisServer {
    pub(crate) fn start() -> Self {
        let folder = Folder::new();
        // Another process may take the free port first; Redis then exits immediately.
        for _ in 0..10 {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = listener.local_addr().unwrap().port();
            drop(listener);
            let mut process = spawn(port, &folder);
            if responses(port, &mut process) {
                return Self { port, folder, process };
            }
            let _ = process.kill();
            process.wait().unwrap();
        }
        panic!("redis-server did not start on any of 10 ports");
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    /// The contents of Redis's append-only files.
    pub(crate) fn written(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for entry in std::fs::read_dir(self.folder.file("appendonlydir")).unwrap() {
            bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        bytes
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Kills the server.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Sends a signal: `STOP` suspends the server, `CONT` resumes it.
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.process.id().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Sends a command that answers `OK`.
    pub(crate) fn command(&self, line: &str) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        let mut response = [0; 5];
        stream.read_exact(&mut response).unwrap();
        assert_eq!(&response, b"+OK\r\n", "{line}");
    }

    /// Restarts the server on the same port with the same files.
    pub(crate) fn start_again(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            self.process = spawn(self.port, &self.folder);
            if responses(self.port, &mut self.process) {
                return;
            }
            assert!(Instant::now() < deadline, "redis-server did not come back");
        }
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(port: u16, folder: &Folder) -> Child {
    let port = port.to_string();
    spawn_redis(folder, &["--port", &port])
}

/// A `redis-server` with its files in a directory and these further arguments.
pub(crate) fn spawn_redis(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = Command::new("sh");
    // Exceeding a file size limit must be a write error, as on a full disk, instead of a signal.
    command.args(["-c", "trap '' XFSZ; exec redis-server \"$@\"", "sh"]);
    command.args(["--bind", "127.0.0.1", "--dir"]).arg(folder.path()).args(arguments);
    command.args(["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| {
        panic!("redis-server cannot be started ({error}): run scripts/setup, or apt-get install redis-server")
    })
}

/// Whether the server responses within 10 seconds.
fn responses(port: u16, process: &mut Child) -> bool {
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline && process.try_wait().unwrap().is_none() {
        let asked = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).and_then(|mut stream| {
            stream.write_all(b"PING\r\n")?;
            let mut response = [0; 7];
            stream.read_exact(&mut response)?;
            Ok(response)
        });
        if asked.is_ok_and(|response| &response == b"+PONG\r\n") {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}
