//! `gune witness`: watches the books of other markets, and cosigns their heads.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::tz::TimeZone;
use tokio::net::TcpListener;

use super::private_key::{self, KeyError};
use super::{failed, serve, words};
use crate::http::{Watch, watch_router};
use crate::ledger::log::{Algorithm, Cosigner, VerifierKey, VerifierKeyError};
use crate::sequencer::Clock;
use crate::store::{StoreError, WatchStore};
use crate::text::Text;
use crate::watch::{Kept, Witness, WitnessError};

/// What `gune witness` is told.
#[derive(Args, Clone)]
pub struct WitnessArgs {
    /// The address to listen on.
    #[arg(long, default_value = "0.0.0.0:8081")]
    listen: SocketAddr,
    /// The folder of the witness: what it has seen, and in `keys` its key.
    #[arg(long, default_value = "witness")]
    data: PathBuf,
    /// The verifier key of a book to watch, as `gune keys` prints it there; again for each other book.
    #[arg(long = "log", value_name = "KEY", value_parser = log_to_watch)]
    logs: Vec<VerifierKey>,
    /// The name of this witness, for a key that is made now: such as the association's web address.
    #[arg(long)]
    name: Option<String>,
    /// The address that others type, if it is not the machine's own.
    #[arg(long)]
    address: Option<String>,
}

/// Why a witness cannot begin.
#[derive(Debug, thiserror::Error)]
enum NoWitness {
    #[error("another program is the witness in {0}")]
    Locked(PathBuf),
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    #[error("{0} cannot be listened on: {1}. Choose another with --listen, such as --listen 0.0.0.0:8082")]
    Listen(SocketAddr, io::Error),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Name(#[from] VerifierKeyError),
    #[error("{0}")]
    Named(String),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Witness(#[from] WitnessError),
}

/// Watches until the program is told to stop.
pub fn run(args: &WitnessArgs) -> ExitCode {
    let text = words();
    let watched = super::runtime().and_then(|runtime| {
        runtime.block_on(async {
            let begun = begin(args, text).await.map_err(|error| error.to_string())?;
            announce(args, &begun, text);
            let router = watch_router(begun.watch);
            serve::answer(begun.listener, router, serve::end_asked()).await.map_err(|error| error.to_string())
        })
    });
    match watched {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => failed(why),
    }
}

/// A witness that is ready to be asked.
struct Begun {
    watch: Arc<Watch>,
    listener: TcpListener,
    addresses: Vec<String>,
    /// Held as long as it watches: two could cosign two different heads.
    _lock: fs::File,
}

async fn begin(args: &WitnessArgs, text: Text) -> Result<Begun, NoWitness> {
    fs::create_dir_all(&args.data).map_err(|error| NoWitness::Io(args.data.clone(), error))?;
    let locked = serve::lock(&args.data).map_err(|(path, error)| NoWitness::Io(path, error))?;
    let lock = locked.ok_or_else(|| NoWitness::Locked(args.data.clone()))?;
    let keys = args.data.join("keys");
    let cosigner = cosigner(&keys, args.name.as_deref(), text)?;
    let store = WatchStore::open(&args.data.join("witness.db"))?;
    let witness = Witness::new(cosigner, args.logs.clone(), store, Kept::new(keys.join("heads")))?;
    let listen = |error| NoWitness::Listen(args.listen, error);
    let listener = TcpListener::bind(args.listen).await.map_err(listen)?;
    let addresses = match &args.address {
        Some(address) => vec![address.trim_end_matches('/').to_owned()],
        None => serve::addresses(listener.local_addr().map_err(listen)?),
    };
    let watch = Arc::new(Watch::new(witness, Clock::System, TimeZone::system()));
    Ok(Begun { watch, listener, addresses, _lock: lock })
}

fn cosigner(keys: &Path, name: Option<&str>, text: Text) -> Result<Cosigner, NoWitness> {
    let path = keys.join("witness.key");
    let made = !path.exists();
    let (known, key) = private_key::load_or_create(&path, name, Algorithm::Cosignature)?;
    if name.is_some_and(|name| name != known) {
        return Err(NoWitness::Named(text.watch_key_named(known)));
    }
    if made {
        eprintln!("{}", text.watch_key_made(path.display().to_string()));
    }
    if private_key::is_exposed(&path) {
        eprintln!("{}", text.log_key_readable(path.display().to_string()));
    }
    Ok(Cosigner::new(&known, key)?)
}

fn announce(args: &WitnessArgs, begun: &Begun, text: Text) {
    let key = begun.watch.witness().verifier();
    println!("\n{}\n", text.watch_open(key.name(), args.logs.len().to_string()));
    for address in &begun.addresses {
        println!("    {address}");
    }
    if args.logs.is_empty() {
        println!("\n{}", text.watch_none());
    }
    let address = begun.addresses.first().map(String::as_str).unwrap_or_default();
    println!("\n{}\n\n    {key} {address}\n\n{}", text.watch_line(), text.watch_page());
}

/// The key of a log, as it stands on the command line.
fn log_to_watch(line: &str) -> Result<VerifierKey, String> {
    let key: VerifierKey = line.trim().parse().map_err(|error: VerifierKeyError| error.to_string())?;
    if key.algorithm() != Algorithm::Ed25519 {
        return Err("this is the key of a witness; `gune keys` prints that of a book".to_owned());
    }
    key.key().validate().map_err(|error| error.to_string())?;
    Ok(key)
}
