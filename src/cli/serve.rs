//! `gune serve`: opens the market on the local network.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use tokio::net::TcpListener;

use super::log_key;
use super::private_key::{KeyError, write_private};
use crate::http::{App, Place, router};
use crate::sequencer::{Clock, Guard, ReplayError, Sequencer};
use crate::store::{BOOK, Store, StoreError};
use crate::text::Text;
use crate::watch::{Kept, UnreadRoster, Witnesses, load_roster};

/// How long connections may finish what they are doing when the program is told to stop.
const FAREWELL: Duration = Duration::from_secs(2);

/// Where and how a market is served.
#[derive(Clone, Debug)]
pub struct Serving {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The folder of the book.
    pub data: PathBuf,
    /// The folder of the log's key and the last head.
    pub keys: PathBuf,
    /// The log's origin, for a key that is made now.
    pub origin: Option<String>,
    /// The address people type, if it is not the machine's own.
    pub address: Option<String>,
    /// Whether the organiser's link is opened in a browser.
    pub browser: bool,
    /// Whether this is a rehearsal.
    pub rehearsal: bool,
    /// Where moments come from.
    pub clock: Clock,
}

/// A market that is ready to be served.
pub struct Ready {
    /// The market.
    pub app: Arc<App>,
    /// Where it listens.
    pub listener: TcpListener,
    /// Addresses that phones in the room can reach, the best first.
    pub addresses: Vec<String>,
    /// Held as long as the book is served: two servers would make two books.
    _lock: File,
}

/// Why a market cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another program has the book.
    #[error("another program is serving the book in {0}")]
    Locked(PathBuf),
    /// A folder or file.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// The address.
    #[error("{0} cannot be listened on: {1}. Choose another with --listen, such as --listen 0.0.0.0:8081")]
    Listen(SocketAddr, io::Error),
    /// The log's key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The book's file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The book.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The list of witnesses.
    #[error("the list of witnesses: {0}")]
    Witnesses(#[from] UnreadRoster),
}

/// Serves a market until the program is told to stop.
pub fn run(serving: &Serving, text: Text) -> ExitCode {
    let served = super::runtime().and_then(|runtime| {
        runtime.block_on(async {
            let ready = ready(serving).await.map_err(|error| error.to_string())?;
            announce(&ready, text);
            println!("{}", text.serve_stop());
            if serving.browser {
                // Without a browser the link stands in the terminal.
                let _ = webbrowser::open(&organisers_link(&ready));
            }
            serve(ready, end_asked()).await.map_err(|error| error.to_string())
        })
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gune: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the book and the door to it.
///
/// # Errors
/// [`ServeError`].
pub async fn ready(serving: &Serving) -> Result<Ready, ServeError> {
    for folder in [&serving.data, &serving.keys] {
        fs::create_dir_all(folder).map_err(|error| ServeError::Io(folder.clone(), error))?;
    }
    let locked = lock(&serving.data).map_err(|(path, error)| ServeError::Io(path, error))?;
    let lock = locked.ok_or_else(|| ServeError::Locked(serving.data.clone()))?;
    let listed = load_roster(&serving.keys.join("witnesses"))?;
    let signer = log_key::load_or_create(&serving.keys, serving.origin.as_deref())?;
    let store = Store::open(&serving.data.join(BOOK))?;
    let guard = Guard::new(serving.keys.join("head"));
    let sequencer = Sequencer::start(store, signer, guard, serving.clock.clone())?;
    let listener = TcpListener::bind(serving.listen).await.map_err(|error| ServeError::Listen(serving.listen, error))?;
    let listen = listener.local_addr().map_err(|error| ServeError::Listen(serving.listen, error))?;
    let addresses = match &serving.address {
        Some(address) => vec![address.trim_end_matches('/').to_owned()],
        None => addresses(listen),
    };
    let place = Place {
        address: addresses.first().cloned().unwrap_or_else(|| format!("http://{listen}")),
        organiser_token: organiser_token(&serving.keys)?,
        rehearsal: serving.rehearsal,
        zone: TimeZone::system(),
    };
    let kept = Kept::new(serving.data.join("cosigned"));
    let witnesses = Witnesses::start(listed, &sequencer, &kept).map_err(|error| ServeError::Io(serving.data.clone(), error))?;
    let app = Arc::new(App::new(sequencer, place).watched_by(witnesses));
    Ok(Ready { app, listener, addresses, _lock: lock })
}

/// Answers requests until the end.
///
/// # Errors
/// That of the listener.
pub async fn serve(ready: Ready, end: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    answer(ready.listener, router(Arc::clone(&ready.app)), end).await
}

/// Answers requests by this router until the end.
pub(super) async fn answer(
    listener: TcpListener,
    router: axum::Router,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (told, mut stop) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        end.await;
        let _ = told.send(true);
    });
    tokio::select! {
        ended = server.into_future() => ended,
        // Event streams never end by themselves.
        () = async { let _ = stop.wait_for(|stopped| *stopped).await; tokio::time::sleep(FAREWELL).await } => Ok(()),
    }
}

/// The link that makes a browser the organiser's.
pub fn organisers_link(ready: &Ready) -> String {
    format!("{}/organise/enter/{}", ready.app.place.address, ready.app.place.organiser_token)
}

/// Prints where the market is: its addresses, their code, the organiser's link.
pub fn announce(ready: &Ready, text: Text) {
    // A rehearsal opens its market by itself, in a moment.
    let open = ready.app.place.rehearsal || ready.app.sequencer.book().ledger.is_some();
    println!("\n{}\n", if open { text.serve_open() } else { text.serve_unopened() });
    for address in &ready.addresses {
        println!("    {address}");
    }
    if let Ok(code) = QrCode::new(format!("{}/", ready.app.place.address)) {
        println!("\n{}", code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build());
    }
    println!("{}\n\n    {}\n", text.serve_organiser(), organisers_link(ready));
    let witnesses: Vec<String> = ready.app.witnesses.standings().into_iter().map(|standing| standing.name).collect();
    if !witnesses.is_empty() {
        println!("{}", text.watched_by(witnesses.join(", ")));
    }
}

/// Ctrl-C, or the end that the system asks for.
pub async fn end_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// The lock of a folder, held as long as the file is open; nothing if another program has it.
pub(super) fn lock(folder: &Path) -> Result<Option<File>, (PathBuf, io::Error)> {
    let path = folder.join("lock");
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = opened.map_err(|error| (path.clone(), error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err((path, error)),
    }
}

/// Where phones reach this machine: every IPv4 address that is not its own loop, private ones first.
pub(super) fn addresses(listen: SocketAddr) -> Vec<String> {
    let port = match listen.port() {
        80 => String::new(),
        port => format!(":{port}"),
    };
    if !listen.ip().is_unspecified() {
        return vec![format!("http://{}{port}", listen.ip())];
    }
    let mut found: Vec<std::net::Ipv4Addr> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .filter_map(|interface| match interface.ip() {
            std::net::IpAddr::V4(address) if !address.is_loopback() && !address.is_link_local() => Some(address),
            _ => None,
        })
        .collect();
    found.sort_by_key(|address| (!address.is_private(), *address));
    found.push(std::net::Ipv4Addr::LOCALHOST);
    found.into_iter().map(|address| format!("http://{address}{port}")).collect()
}

/// The secret of the organiser's link: made once, so that the link stays the same.
fn organiser_token(keys: &Path) -> Result<String, ServeError> {
    let path = keys.join("organiser");
    let io = |error| ServeError::Io(path.clone(), error);
    match fs::read_to_string(&path) {
        Ok(token) if token.trim().len() >= 32 => return Ok(token.trim().to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(io(error)),
    }
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|error| io(io::Error::other(error.to_string())))?;
    let token = hex::encode(secret);
    write_private(&path, &format!("{token}\n")).map_err(io)?;
    Ok(token)
}
