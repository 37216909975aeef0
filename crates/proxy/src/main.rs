//! The command line: reads it, starts the server, waits for the signal to stop. Everything else stands in the library.

#![forbid(unsafe_code)]

use bounces_proxy::{
    Server,
    clock::SystemClock,
    config::{Config, ConfigProblems, RawConfig, Upstream},
};
use clap::Parser;
use std::{io::IsTerminal, path::PathBuf, process::ExitCode, sync::Arc};
use tracing_subscriber::EnvFilter;

/// Serves the bounces report: signs in to Constant Contact, keeps the tokens away from the
/// browser, and forwards the few read-only calls that the widget needs.
#[derive(Debug, Parser)]
#[command(name = "bounces-proxy", version, after_help = AFTER_HELP)]
struct Options {
    /// A TOML file with settings
    #[arg(long, value_name = "FILE", env = "BOUNCES_CONFIG")]
    config: Option<PathBuf>,

    /// List every problem of the configuration, start nothing
    #[arg(long)]
    check_config: bool,

    /// Start a stand-in for Constant Contact in this process; needs no setting and no account
    #[arg(long)]
    sandbox: bool,
}

const AFTER_HELP: &str = "\
Settings: each key of the file is also an environment variable, and the variable wins:
`listen` is BOUNCES_LISTEN, `oauth_client_id` is BOUNCES_OAUTH_CLIENT_ID, and so on.
docs/proxy.md lists them all. BOUNCES_LOG sets how much is logged (default: info).

  bounces-proxy --sandbox                     try it, with invented data
  bounces-proxy --config proxy.toml           run it
  bounces-proxy --config proxy.toml --check-config

Exit codes: 0 stopped or nothing wrong, 1 could not start, 2 the configuration has problems.";

fn main() -> ExitCode {
    let options = Options::parse();
    let filter = EnvFilter::try_from_env("BOUNCES_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
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
    match run(&config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bounces-proxy: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read_config(options: &Options) -> Result<Config, ConfigProblems> {
    // A variable that is no Unicode cannot be one of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    RawConfig::read(options.config.as_deref(), environment).resolve(options.sandbox)
}

#[tokio::main]
async fn run(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    let stop = stop_signal()?;
    let server = Server::start(config, Arc::new(SystemClock)).await?;
    let sandbox = if matches!(config.upstream, Upstream::Sandbox) { " (sandbox)" } else { "" };
    println!("bounces-proxy is ready at {}{sandbox}", server.public_url());
    stop.await;
    tracing::info!("stopping");
    server.shutdown().await;
    Ok(())
}

/// Ends at SIGINT or SIGTERM. Listens from now on, so that none is missed while starting.
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
