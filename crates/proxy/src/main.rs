//! The command line: parses options, starts the server, and waits for a signal to stop.

#![forbid(unsafe_code)]

mod health_command;
mod sessions_command;

use bounces_proxy::{
    Server,
    clock::SystemClock,
    config::{Config, ConfigProblems, LogFormat, RawConfig, Upstream},
};
use clap::{Parser, Subcommand};
use std::{env::VarError, io::IsTerminal, path::PathBuf, pin::pin, process::ExitCode, sync::Arc};
use tracing_subscriber::{EnvFilter, filter::LevelFilter};

/// Gives freed memory back. glibc's allocator keeps it for each thread, so that resident memory grew
/// under steady load (bench/PROXY.md).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Serves the bounces report: signs users in to Constant Contact, keeps their tokens out of the
/// browser, and forwards the read-only API calls that the widget needs.
#[derive(Debug, Parser)]
#[command(name = "bounces-proxy", version, after_help = AFTER_HELP)]
struct Options {
    /// Read settings from a TOML file
    #[arg(long, global = true, value_name = "FILE", env = "BOUNCES_CONFIG")]
    config: Option<PathBuf>,

    /// Check the configuration, list all problems, and exit
    #[arg(long)]
    check_config: bool,

    /// Use a simulated Constant Contact instead of a real account; no settings are needed
    #[arg(long)]
    sandbox: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Asks the proxy of this configuration whether it runs; the exit code says so
    Health {
        /// Ask whether it can serve requests instead: whether its store is writable
        #[arg(long)]
        ready: bool,
    },
    /// Lists or ends the sessions in the store, also while proxies use it
    Sessions {
        #[command(subcommand)]
        action: sessions_command::Action,
    },
}

const AFTER_HELP: &str = "\
Each key of the file can also be set by an environment variable, which has precedence:
`listen` by BOUNCES_LISTEN, `oauth_client_id` by BOUNCES_OAUTH_CLIENT_ID, and so on.
docs/proxy.md lists all keys. BOUNCES_LOG sets the log level (default: info).

  bounces-proxy --sandbox                     try it with generated data
  bounces-proxy --config proxy.toml           run it
  bounces-proxy --config proxy.toml --check-config
  bounces-proxy --config proxy.toml sessions list
  bounces-proxy --config proxy.toml health

Exit codes: 0 stopped or no problems, 1 could not start, 2 the configuration has problems.";

/// File descriptors for the maximum number of connections and everything else.
const DESCRIPTORS: u64 = 4096;

fn main() -> ExitCode {
    let options = Options::parse();
    let filter = match log_filter() {
        Ok(filter) => filter,
        Err(error) => {
            eprintln!("bounces-proxy: BOUNCES_LOG {error}");
            return ExitCode::from(2);
        }
    };
    let config = match read_config(&options) {
        Ok(config) => config,
        Err(problems) => {
            eprintln!("bounces-proxy: {problems}");
            return ExitCode::from(2);
        }
    };
    if options.check_config {
        println!("bounces-proxy: the configuration has no problems");
        return ExitCode::SUCCESS;
    }
    start_log(filter, config.log_format);
    let result = match &options.command {
        None => run(&config),
        Some(Command::Health { ready }) => {
            health_command::run(config.listen, *ready).map_err(Into::into)
        }
        Some(Command::Sessions { action }) => sessions_command::run(&config, action),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match (config.log_format, &options.command) {
                // A log that programs read has no other lines.
                (LogFormat::Json, None) => tracing::error!(%error, "could not start"),
                (LogFormat::Json | LogFormat::Text, _) => eprintln!("bounces-proxy: {error}"),
            }
            ExitCode::FAILURE
        }
    }
}

fn start_log(filter: EnvFilter, format: LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
}

/// The filter in `BOUNCES_LOG`, such as `debug` or `bounces_proxy=debug`. Audit lines are written unless
/// it says otherwise.
///
/// # Errors
/// What is wrong with it, as the end of a sentence.
fn log_filter() -> Result<EnvFilter, String> {
    let text = match std::env::var("BOUNCES_LOG") {
        Ok(text) if !text.is_empty() => text,
        Ok(_) | Err(VarError::NotPresent) => return Ok(EnvFilter::new("info")),
        Err(VarError::NotUnicode(_)) => return Err("is not valid UTF-8".to_owned()),
    };
    if let Some(word) = text.split(',').map(str::trim).find(|part| is_target_without_level(part)) {
        return Err(format!(
            "is not a valid filter: {word} is not a level (off, error, warn, info, debug, trace); \
             for a part of the program write {word}=debug"
        ));
    }
    let filter = EnvFilter::try_new(format!("audit=info,{text}"));
    filter.map_err(|error| format!("is not a valid filter: {error}"))
}

/// Whether a part of a filter would be taken for the name of a target, whose lines alone would then be
/// written: probably a mistyped level.
fn is_target_without_level(part: &str) -> bool {
    let is_plain = !part.is_empty() && !part.contains(['=', '[', ']', '{', '}']);
    is_plain && part.parse::<LevelFilter>().is_err()
}

fn read_config(options: &Options) -> Result<Config, ConfigProblems> {
    RawConfig::read(options.config.as_deref(), std::env::vars_os()).resolve(options.sandbox)
}

fn run(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    // The usual limit of 1024 is below the maximum number of connections. A lower one is respected.
    let _ = rlimit::increase_nofile_limit(DESCRIPTORS);
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(serve_until_signal(config));
    // Does not wait for a file operation that hangs.
    runtime.shutdown_background();
    result
}

async fn serve_until_signal(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    let mut stop = pin!(stop_signal()?);
    let server = tokio::select! {
        server = Server::start(config, Arc::new(SystemClock)) => server?,
        () = stop.as_mut() => return Ok(()),
    };
    let sandbox = if matches!(config.upstream, Upstream::Sandbox) { " (sandbox)" } else { "" };
    println!("bounces-proxy is ready at {}{sandbox}", server.public_url());
    stop.await;
    tracing::info!("stopping");
    server.shutdown().await;
    Ok(())
}

/// Resolves at SIGINT or SIGTERM. The handlers are installed immediately, so that no signal is missed
/// during the start.
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
